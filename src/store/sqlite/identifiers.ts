import type Database from "better-sqlite3";

/**
 * Which records may have a request or correlation id, by a hash of it: all that have it, and for some time those that
 * were removed. Its rows stand by day: what comes today is
 * written to few pages, however many days are kept.
 */
export const identifierDefinition = `
  CREATE TABLE identifier (
    day INTEGER NOT NULL, kind INTEGER NOT NULL, hash INTEGER NOT NULL, record INTEGER NOT NULL,
    PRIMARY KEY (day, kind, hash, record)
  ) WITHOUT ROWID;
`;

/** Kinds of ids, as the table has them. */
export const identifierKinds = { requestId: 0, correlationId: 1 } as const;
export type IdentifierKind = keyof typeof identifierKinds;

/** FNV-1a in 32 bits, which spreads ids that resemble each other. */
export function hashOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  return hash >>> 0;
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
  SELECT day, record FROM identifier
  WHERE day IN (SELECT value FROM json_each(?)) AND kind = ? AND hash = ?`;
