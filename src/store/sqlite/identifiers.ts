import type Database from "better-sqlite3";

/**
 * Which records may have a request or correlation id, by a hash of it: all that have it, and for some time those that
 * were removed. Ids come in no order, so each batch would write all over a day's pages: what is new is gathered in a few
 * pages first (`identifier_fresh`), and moved over when it has become many. `sighting` has both.
 */
export const identifierDefinition = `
  CREATE TABLE identifier (
    day INTEGER NOT NULL, kind INTEGER NOT NULL, hash INTEGER NOT NULL, record INTEGER NOT NULL,
    PRIMARY KEY (day, kind, hash, record)
  ) WITHOUT ROWID;
  CREATE TABLE identifier_fresh (
    day INTEGER NOT NULL, kind INTEGER NOT NULL, hash INTEGER NOT NULL, record INTEGER NOT NULL,
    PRIMARY KEY (kind, hash, record, day)
  ) WITHOUT ROWID;
  CREATE VIEW sighting AS
    SELECT day, kind, hash, record FROM identifier UNION ALL SELECT day, kind, hash, record FROM identifier_fresh;
`;

export const identifierTables = ["identifier", "identifier_fresh"] as const;

/** Kinds of ids, as the table has them. */
export const identifierKinds = { requestId: 0, correlationId: 1 } as const;
export type IdentifierKind = keyof typeof identifierKinds;

/** FNV-1a in 32 bits, which spreads ids that resemble each other. */
export function hashOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Keeps the identifiers, within transactions of the caller's. */
export interface IdentifierWriter {
  add(day: number, kind: IdentifierKind, hash: number, record: number): void;
  remove(day: number, kind: IdentifierKind, hash: number, record: number): void;
  /** Ends a batch: moves over what is new when it has become many. */
  flush(): void;
  /** Says that others may have written, or that a transaction was rolled back. */
  forget(): void;
}

/** @param freshAtMost so many stand apart from the others at most */
export function createIdentifierWriter(db: Database.Database, freshAtMost: number): IdentifierWriter {
  type Row = [day: number, kind: number, hash: number, record: number];
  const insert = db.prepare<Row>(
    "INSERT OR IGNORE INTO identifier_fresh (day, kind, hash, record) VALUES (?, ?, ?, ?)",
  );
  const removals = identifierTables.map((table) =>
    db.prepare<Row>(`DELETE FROM ${table} WHERE day = ? AND kind = ? AND hash = ? AND record = ?`),
  );
  const count = db.prepare<[], number>("SELECT count(*) FROM identifier_fresh").pluck();
  // In the order of the table, so that each of its pages is written once.
  const move = db.prepare(
    `INSERT OR IGNORE INTO identifier SELECT day, kind, hash, record FROM identifier_fresh
      ORDER BY day, kind, hash, record`,
  );
  const clear = db.prepare("DELETE FROM identifier_fresh");
  let fresh: number | undefined;
  return {
    add(day, kind, hash, record) {
      insert.run(day, identifierKinds[kind], hash, record);
      if (fresh !== undefined) fresh += 1;
    },
    remove(day, kind, hash, record) {
      for (const removal of removals) removal.run(day, identifierKinds[kind], hash, record);
    },
    flush() {
      fresh ??= count.get() ?? 0;
      if (fresh <= freshAtMost) return;
      move.run();
      clear.run();
      fresh = 0;
    },
    forget() {
      fresh = undefined;
    },
  };
}

/** Where a sign-in with an id may stand: a hash can be that of several ids. */
export interface Sighting {
  readonly day: number;
  readonly record: number;
}

/** Looks into some days. */
export function prepareSightings(
  db: Database.Database,
): (days: readonly number[], kind: IdentifierKind, id: string) => Sighting[] {
  const select = db.prepare<[days: string, kind: number, hash: number], Sighting>(sightingsText);
  return (days, kind, id) => select.all(JSON.stringify(days), identifierKinds[kind], hashOf(id));
}

/** The text of `prepareSightings`, whose query plan is tested. */
export const sightingsText = `
  SELECT day, record FROM sighting
  WHERE day IN (SELECT value FROM json_each(?)) AND kind = ? AND hash = ?`;
