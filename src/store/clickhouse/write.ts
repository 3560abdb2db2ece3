import { createHash } from "node:crypto";
import { type Fate, keepDetail, keepSignIn } from "../keeping.ts";
import type { Cursor, Entry, WriteResult } from "../store.ts";
import { Batch } from "./batch.ts";
import { chunks } from "./chunks.ts";
import { idsAtOnce, readDetails, readStored } from "./copies.ts";
import type { Engine } from "./engine.ts";
import { tableIn } from "./place.ts";
import { Bound } from "./statement.ts";
import type { Versions } from "./versions.ts";

type Quarantined = Extract<Entry, { kind: "quarantined" }>;

/**
 * Keeps a batch. ClickHouse has no transactions; what holds instead is that the cursor moves last, so that whoever reads
 * from it brings the whole batch again when a write has broken off, and that bringing it again leaves what an unbroken
 * write would have left. Until then, a sign-in whose time the batch changes may be counted at both times.
 *
 * What comes before what: where a sign-in may be is known before it is there; it is at its new time before it is gone from
 * the old one; and it has a step before the step is known, since known steps are passed over.
 */
export async function writeBatch(
  engine: Engine,
  versions: Versions,
  entries: readonly Entry[],
  cursor: Cursor | undefined,
): Promise<WriteResult> {
  const ids = idsOf(entries);
  const [stored, details] = await Promise.all([readStored(engine, ids), readDetails(engine, ids)]);
  const batch = new Batch(stored, details);
  const quarantined: Quarantined[] = [];
  const result = { new: 0, updated: 0, unchanged: 0, quarantined: 0 };
  for (const entry of entries) result[keep(entry, batch, quarantined)] += 1;
  const changes = batch.changes(versions);
  const { place } = engine;
  await engine.insert(tableIn(place, "sign_in_time"), changes.times);
  await engine.insert(tableIn(place, "sign_in"), changes.signIns);
  await engine.insert(tableIn(place, "sign_in"), changes.gone);
  await engine.insert(tableIn(place, "authentication_detail"), changes.details);
  await keepQuarantined(engine, quarantined);
  if (cursor !== undefined) await moveCursor(engine, versions, cursor);
  return result;
}

export async function readCursor(engine: Engine, name: string): Promise<string | undefined> {
  const bound = new Bound();
  const text = `SELECT value FROM ${tableIn(engine.place, "cursor")} FINAL WHERE name = ${bound.of("String", name)}`;
  const [row] = await engine.ask({ text, params: bound.params });
  return row === undefined ? undefined : String(row[0]);
}

function idsOf(entries: readonly Entry[]): string[] {
  const ids = entries.flatMap((entry) => {
    switch (entry.kind) {
      case "signIn":
        return [(JSON.parse(entry.body) as { id: string }).id];
      case "authenticationDetail":
        return [entry.signInId];
      case "quarantined":
        return [];
    }
  });
  return [...new Set(ids)];
}

function keep(entry: Entry, { signIns, details }: Batch, quarantined: Quarantined[]): Fate {
  switch (entry.kind) {
    case "signIn":
      return keepSignIn(entry, signIns, details);
    case "authenticationDetail":
      return keepDetail(entry.signInId, entry.detail, signIns, details);
    case "quarantined":
      quarantined.push(entry);
      return "quarantined";
  }
}

/** The same text is kept once, with the reason that it came with first. */
async function keepQuarantined(engine: Engine, entries: readonly Quarantined[]): Promise<void> {
  const table = tableIn(engine.place, "quarantine");
  const day = Math.floor(Date.now() / 86_400_000);
  const byHash = new Map<string, object>();
  for (const { reason, source, raw } of entries) {
    const hash = createHash("sha256").update(raw).digest("hex");
    if (!byHash.has(hash)) byHash.set(hash, { hash, reason, source, raw, day });
  }
  for (const hashes of chunks([...byHash.keys()], idsAtOnce)) {
    const bound = new Bound();
    const text = `SELECT hash FROM ${table} WHERE hash IN ${bound.of("Array(String)", hashes)}`;
    for (const [hash] of await engine.ask({ text, params: bound.params })) byHash.delete(String(hash));
  }
  await engine.insert(table, [...byHash.values()]);
}

/** Its version is beyond the one before, whatever the clock says. */
async function moveCursor(engine: Engine, versions: Versions, { name, value }: Cursor): Promise<void> {
  const bound = new Bound();
  const table = tableIn(engine.place, "cursor");
  const text = `SELECT toString(max(version)) FROM ${table} WHERE name = ${bound.of("String", name)}`;
  const [[before = "0"] = []] = await engine.ask({ text, params: bound.params });
  const version = String(versions.next(BigInt(String(before))));
  await engine.insert(table, [{ name, value, version }]);
}
