import { deflateRawSync, inflateRawSync } from "node:zlib";
import type Database from "better-sqlite3";

/**
 * Texts to compress records with: records say much the same, so that one that was compressed after others takes a fifth
 * of the room.
 */
export interface Compression {
  /** The number of the newest dictionary; 0 is none. */
  newest(): number;
  /** Makes a dictionary of a sample of texts where there is none yet for a store of so many records. */
  renew(records: number, sample: () => readonly string[]): void;
  deflate(text: Buffer, dictionary: number): Buffer;
  inflate(data: Buffer, dictionary: number): Buffer;
  /** Forgets dictionaries that were rolled back. */
  forget(): void;
}

/** Bytes of a dictionary: twice as many save a tenth and take half as long again. */
const dictionaryBytes = 16 * 1024;
/** A new dictionary is made whenever there are so many times more records than at the last. */
const growth = 10;

export const compressionDefinition = `
  CREATE TABLE compression (dictionary INTEGER PRIMARY KEY, records INTEGER NOT NULL, text BLOB NOT NULL);
`;

export function createCompression(db: Database.Database): Compression {
  const select = db.prepare<[number], Buffer>("SELECT text FROM compression WHERE dictionary = ?").pluck();
  const newest = db.prepare<[], { dictionary: number; records: number }>(
    "SELECT dictionary, records FROM compression ORDER BY dictionary DESC LIMIT 1",
  );
  const insert = db.prepare("INSERT INTO compression (dictionary, records, text) VALUES (?, ?, ?)");
  const known = new Map<number, Buffer | undefined>([[0, undefined]]);
  const textOf = (dictionary: number): Buffer | undefined => {
    if (!known.has(dictionary)) known.set(dictionary, select.get(dictionary));
    return known.get(dictionary);
  };

  return {
    newest: () => newest.get()?.dictionary ?? 0,
    renew(records, sample) {
      const { dictionary, records: then } = newest.get() ?? { dictionary: 0, records: 0 };
      if (records < growth * then) return;
      const text = Buffer.from(sample().join("\n")).subarray(-dictionaryBytes);
      if (text.length > 0) insert.run(dictionary + 1, records, text);
    },
    deflate: (text, dictionary) => deflate(text, textOf(dictionary)),
    inflate: (data, dictionary) => inflate(data, textOf(dictionary)),
    forget() {
      known.clear();
      known.set(0, undefined);
    },
  };
}

/** What a block takes, compressed; room for more would be made, and lost, with every block. */
const chunkSize = 4 * 1024;

/** Level 3: of texts that repeat so much, higher levels save one byte in ten for half as long again. */
export function deflate(text: string | Buffer, dictionary?: Buffer): Buffer {
  return deflateRawSync(text, { level: 3, chunkSize, ...(dictionary !== undefined && { dictionary }) });
}

export function inflate(data: Buffer, dictionary?: Buffer): Buffer {
  return inflateRawSync(data, dictionary === undefined ? {} : { dictionary });
}
