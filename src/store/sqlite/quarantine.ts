import { createHash } from "node:crypto";
import type Database from "better-sqlite3";
import type { Entry } from "../store.ts";
import { deflate } from "./records/compression.ts";
import { dayOf } from "./segments/day.ts";

/** Keeps records that could not be read. The same text is kept once, however often it comes. */
export function createQuarantine(
  db: Database.Database,
): (entry: Extract<Entry, { kind: "quarantined" }>) => void {
  const insert = db.prepare(
    "INSERT OR IGNORE INTO quarantine (hash, reason, source, body, day) VALUES (?, ?, ?, ?, ?)",
  );
  return ({ reason, source, raw }) =>
    void insert.run(fingerprint(raw), reason, source, deflate(raw), dayOf(Date.now()));
}

/** What tells the text of a record from others. */
export function fingerprint(raw: string | Buffer): Buffer {
  return createHash("sha256").update(raw).digest();
}
