import type Database from "better-sqlite3";
import type { SignIn } from "../../../signin/sign-in.ts";
import { blockOf, blockRecords, unpackBlock, unpackBodies, type StoredBlock } from "../records/block.ts";
import { createCompression, type Compression } from "../records/compression.ts";
import type { Problems } from "./problems.ts";

/** Blocks of which more than one segment has records are unpacked once, while so many others are. */
const keptBlocks = 512;

/** The records, and which of them the segments have named; a bit each in memory. */
export interface RecordsSeen {
  /** The sign-in of a record; undefined where there is none. */
  read(record: number): SignIn | undefined;
  /** The sign-in of a record that was not taken before; undefined where there is none. */
  take(record: number): SignIn | undefined;
  /** Checks that every record can be read, and was taken. Returns how many there are. */
  checkAll(onProgress: (records: number) => void): number;
}

export function createRecordsSeen(db: Database.Database, problems: Problems): RecordsSeen {
  const compression = createCompression(db);
  const last = db.prepare<[], number>("SELECT max(number) FROM record_block").pluck().get() ?? 0;
  const taken = new Uint8Array(last + 1);
  const bodyOf = createBodies(db, compression);
  const all = db.prepare<[], StoredBlock & { number: number }>(
    "SELECT number, dictionary, bodies, raws FROM record_block ORDER BY number",
  );
  const checkBlock = (number: number, stored: StoredBlock): number => {
    const { bodies, raws } = unpackBlock(stored, compression);
    if (bodies.length > blockRecords || raws.length > blockRecords)
      throw new Error("It has too many records.");
    let records = 0;
    for (const [at, body] of bodies.entries()) {
      const raw = raws[at] ?? "";
      if (raw !== "") JSON.parse(raw);
      if (body === "") continue;
      records += 1;
      const isTaken = ((taken[number] as number) & (1 << at)) !== 0;
      if (!isTaken)
        problems.add("facts", "A record is missing among the facts", `record ${number * blockRecords + at}`);
    }
    return records;
  };

  const read = (record: number): SignIn | undefined => {
    const body = bodyOf(record);
    return body === "" ? undefined : (JSON.parse(body) as SignIn);
  };

  return {
    read,
    take(record) {
      const [number, bit] = [blockOf(record), 1 << (record % blockRecords)];
      if (((taken[number] ?? 0) & bit) !== 0) return undefined;
      const signIn = read(record);
      if (signIn !== undefined) taken[number] = (taken[number] as number) | bit;
      return signIn;
    },
    checkAll(onProgress) {
      let records = 0;
      for (const { number, ...stored } of all.iterate()) {
        problems.guard("records", "A block of records can't be read", `block ${number}`, () => {
          records += checkBlock(number, stored);
        });
        onProgress(records);
      }
      return records;
    },
  };
}

/** The text of a record; "" where there is none. */
function createBodies(db: Database.Database, compression: Compression): (record: number) => string {
  const select = db.prepare<[number], Omit<StoredBlock, "raws">>(
    "SELECT dictionary, bodies FROM record_block WHERE number = ?",
  );
  const kept = new Map<number, readonly string[]>();
  return (record) => {
    const number = blockOf(record);
    let bodies = kept.get(number);
    if (bodies === undefined) {
      const stored = select.get(number);
      bodies = stored === undefined ? [] : unpackBodies(stored, compression);
      kept.set(number, bodies);
      const [oldest] = kept.keys();
      if (kept.size > keptBlocks && oldest !== undefined) kept.delete(oldest);
    }
    return bodies[record % blockRecords] ?? "";
  };
}
