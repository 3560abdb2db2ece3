import type Database from "better-sqlite3";
import type { SignIn } from "../../../signin/sign-in.ts";
import { signInOf } from "../../sign-in-text.ts";
import { blockOf, blockRecords, unpackBlock, unpackBodies, type StoredBlock } from "./block.ts";
import { createCompression } from "./compression.ts";

/** Reads sign-ins, with or without what the source delivered, through one connection. */
export type RecordReader = (number: number, what: "body" | "body and raw") => SignIn;

export function createRecordReader(db: Database.Database): RecordReader {
  const compression = createCompression(db);
  const bodies = db.prepare<[number], Omit<StoredBlock, "raws">>(
    "SELECT dictionary, bodies FROM record_block WHERE number = ?",
  );
  const whole = db.prepare<[number], StoredBlock>(
    "SELECT dictionary, bodies, raws FROM record_block WHERE number = ?",
  );
  return (number, what) => {
    const at = number % blockRecords;
    if (what === "body") {
      const stored = bodies.get(blockOf(number)) as Omit<StoredBlock, "raws">;
      return JSON.parse(unpackBodies(stored, compression)[at] as string) as SignIn;
    }
    const block = unpackBlock(whole.get(blockOf(number)) as StoredBlock, compression);
    return signInOf({ body: block.bodies[at] as string, raw: block.raws[at] as string });
  };
}

/** A sign-in that is kept, with the number of its record. */
export interface Stored {
  readonly record: number;
  readonly signIn: SignIn;
}

/** Every sign-in, without what the source delivered, in the order of their records; those of some blocks at a time. */
export function* readAllRecords(db: Database.Database, blocks: number): Generator<Stored[]> {
  const compression = createCompression(db);
  const next = db.prepare<[after: number, limit: number], Omit<StoredBlock, "raws"> & { number: number }>(
    "SELECT number, dictionary, bodies FROM record_block WHERE number > ? ORDER BY number LIMIT ?",
  );
  for (let read = next.all(0, blocks); read.length > 0;) {
    yield read.flatMap(({ number, ...stored }) =>
      unpackBodies(stored, compression).flatMap((body, at) =>
        body === "" ? [] : [{ record: number * blockRecords + at, signIn: JSON.parse(body) as SignIn }],
      ),
    );
    read = next.all(read.at(-1)?.number ?? 0, blocks);
  }
}
