import type Database from "better-sqlite3";
import { type Fate, keepDetail, keepSignIn } from "../keeping.ts";
import type { Cursor, Entry, Removal, WriteResult } from "../store.ts";
import type { Dictionary } from "./dictionary.ts";
import { createDetails } from "./details.ts";
import { createFactWriter } from "./fact-writer.ts";
import { createQuarantine } from "./quarantine.ts";
import { RecordWriter } from "./records/record-writer.ts";
import { createRetention } from "./retention.ts";
import { createSignIns } from "./sign-ins.ts";

export interface Writer {
  write(batch: readonly Entry[], cursor: Cursor | undefined): WriteResult;
  remove(before: number, limit: number): Removal;
  erase(ids: readonly string[]): number;
  /** Forgets what is in memory: a call failed, and its transaction was rolled back. */
  forget(): void;
}

/**
 * Writes or removes in one transaction a call; statements are prepared once.
 * @param segmentRows sign-ins that stand in one segment at most
 */
export function createWriter(db: Database.Database, dictionary: Dictionary, segmentRows?: number): Writer {
  const records = new RecordWriter(db);
  const facts = createFactWriter(db, dictionary, segmentRows);
  const signIns = createSignIns(records, facts);
  const details = createDetails(db);
  const quarantine = createQuarantine(db);
  const retention = createRetention(db, records, facts);
  const moveCursor = db.prepare<[string, string]>(
    "INSERT INTO cursor (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
  );

  const keep = (entry: Entry): Fate => {
    switch (entry.kind) {
      case "signIn":
        return keepSignIn(entry, signIns, details);
      case "authenticationDetail":
        return keepDetail(entry.signInId, entry.detail, signIns, details);
      case "quarantined":
        quarantine(entry);
        return "quarantined";
    }
  };
  const transaction = db.transaction<Writer["write"]>((batch, cursor) => {
    const result = { new: 0, updated: 0, unchanged: 0, quarantined: 0 };
    records.begin();
    facts.begin();
    for (const entry of batch) result[keep(entry)] += 1;
    records.flush();
    facts.flush();
    if (cursor !== undefined) moveCursor.run(cursor.name, cursor.value);
    return result;
  });
  const erasure = db.transaction((ids: readonly string[]): number => {
    records.begin();
    facts.begin();
    let erased = 0;
    for (const id of new Set(ids)) {
      details.remove(id);
      const stored = signIns.find(id);
      if (stored === undefined) continue;
      signIns.remove(stored);
      erased += 1;
    }
    records.flush();
    facts.flush();
    return erased;
  });
  return {
    // What is to be gone must not stay in pages that are free.
    erase(ids) {
      db.pragma("secure_delete = ON");
      try {
        return erasure.immediate(ids);
      } finally {
        db.pragma("secure_delete = OFF");
      }
    },
    write: (batch, cursor) => transaction.immediate(batch, cursor),
    remove: (before, limit) => retention(before, limit),
    forget() {
      dictionary.forget();
      records.forget();
      facts.forget();
    },
  };
}
