import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type Database from "better-sqlite3";
import { addAuthenticationDetail, mergeCopies } from "../../signin/merge.ts";
import { AuthenticationDetail, type SignIn } from "../../signin/sign-in.ts";
import type { Cursor, Entry, WriteResult } from "../store.ts";
import type { Dictionary } from "./dictionary.ts";
import { deflate } from "./record.ts";
import { earliest, latest } from "./row-id.ts";
import { createSignIns, type SignIns } from "./sign-ins.ts";

type Fate = keyof WriteResult;

export type Write = (batch: readonly Entry[], cursor: Cursor | undefined) => WriteResult;

/** Writes a batch in one transaction; statements are prepared once. */
export function createWrite(db: Database.Database, dictionary: Dictionary): Write {
  const signIns = createSignIns(db, dictionary);
  const details = createDetails(db);
  const quarantine = createQuarantine(db);
  const moveCursor = db.prepare<[string, string]>(
    "INSERT INTO cursor (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
  );

  const keep = (entry: Entry): Fate => {
    switch (entry.kind) {
      case "signIn":
        return keepSignIn(entry.signIn, signIns, details) ?? quarantine(outOfTime(entry.signIn));
      case "authenticationDetail":
        return keepDetail(entry.signInId, entry.detail, signIns, details);
      case "quarantined":
        return quarantine(entry);
    }
  };
  const transaction = db.transaction<Write>((batch, cursor) => {
    const result = { new: 0, updated: 0, unchanged: 0, quarantined: 0 };
    for (const entry of batch) result[keep(entry)] += 1;
    if (cursor !== undefined) moveCursor.run(cursor.name, cursor.value);
    return result;
  });
  return (batch, cursor) => transaction.immediate(batch, cursor);
}

/** Undefined where its time can't be a key. */
function keepSignIn(arriving: SignIn, signIns: SignIns, details: Details): Fate | undefined {
  const time = Date.parse(arriving.createdDateTime);
  if (!(time >= earliest && time <= latest)) return undefined;
  const stored = signIns.read(arriving.id);
  const steps = details.of(arriving.id);
  if (stored === undefined) {
    signIns.insert(steps.reduce(addAuthenticationDetail, arriving));
    return "new";
  }
  const copy = JSON.parse(JSON.stringify(arriving)) as SignIn;
  return replace(stored, steps.reduce(addAuthenticationDetail, mergeCopies(stored, copy)), signIns);
}

/**
 * A step is kept for good, not only until its sign-in arrives: a later copy of the sign-in may bring fewer steps, and
 * then gets it again.
 */
function keepDetail(id: string, detail: AuthenticationDetail, signIns: SignIns, details: Details): Fate {
  if (!details.add(id, detail)) return "unchanged";
  const stored = signIns.read(id);
  return stored === undefined ? "new" : replace(stored, addAuthenticationDetail(stored, detail), signIns);
}

/** A copy that is only observed later is kept too, or an older one could win against it some day; but nothing has changed. */
function replace(stored: SignIn, merged: SignIn, signIns: SignIns): Fate {
  if (isDeepStrictEqual(stored, merged)) return "unchanged";
  signIns.remove(stored.id);
  signIns.insert(merged);
  return saysTheSame(stored, merged) ? "unchanged" : "updated";
}

/** Whether two copies of a sign-in say the same, `raw` included, whenever each was observed. */
function saysTheSame(a: SignIn, b: SignIn): boolean {
  return isDeepStrictEqual({ ...a, observedDateTime: undefined }, { ...b, observedDateTime: undefined });
}

interface Details {
  of(signInId: string): readonly AuthenticationDetail[];
  /** False where it is known already. */
  add(signInId: string, detail: AuthenticationDetail): boolean;
}

function createDetails(db: Database.Database): Details {
  const select = db
    .prepare<[string], string>("SELECT detail FROM authentication_detail WHERE signInId = ? ORDER BY rowid")
    .pluck();
  const insert = db.prepare("INSERT OR IGNORE INTO authentication_detail (signInId, detail) VALUES (?, ?)");
  const properties = Object.keys(AuthenticationDetail.shape);
  return {
    of: (id) => select.all(id).map((detail) => JSON.parse(detail) as AuthenticationDetail),
    add: (id, detail) => insert.run(id, JSON.stringify(detail, properties)).changes > 0,
  };
}

/** The same text is kept once, however often it comes. */
function createQuarantine(db: Database.Database): (entry: Extract<Entry, { kind: "quarantined" }>) => Fate {
  const insert = db.prepare(
    "INSERT OR IGNORE INTO quarantine (hash, reason, source, body) VALUES (?, ?, ?, ?)",
  );
  return ({ reason, source, raw }) => {
    insert.run(createHash("sha256").update(raw).digest(), reason, source, deflate(raw));
    return "quarantined";
  };
}

function outOfTime(signIn: SignIn): Extract<Entry, { kind: "quarantined" }> {
  return {
    kind: "quarantined",
    reason: "createdDateTime is not between the years 1692 and 2248",
    source: signIn.type,
    raw: JSON.stringify(signIn),
  };
}
