import type Database from "better-sqlite3";
import type { SignIn } from "../../signin/sign-in.ts";
import type { Compression, Packed } from "./compression.ts";
import type { FactWriter } from "./fact-writer.ts";
import { dayOf } from "./segments/day.ts";

/** A sign-in that is kept, with the number of its record. */
export interface Stored {
  readonly record: number;
  readonly signIn: SignIn;
}

/** Single sign-ins: the record, and the facts made of it. */
export interface SignIns {
  /**
   * The sign-in with this id.
   * @param time when it probably was (milliseconds since 1970): that day is looked into first
   */
  find(id: string, time?: number): Stored | undefined;
  /** Adds a sign-in that is not there. */
  insert(signIn: SignIn): void;
  replace(stored: Stored, signIn: SignIn): void;
}

export function createSignIns(db: Database.Database, compression: Compression, facts: FactWriter): SignIns {
  const select = db.prepare<[number], Packed>("SELECT dictionary, body, raw FROM record WHERE number = ?");
  const insert = db.prepare<[number, Buffer, Buffer | null]>(
    "INSERT INTO record (dictionary, body, raw) VALUES (?, ?, ?)",
  );
  const update = db.prepare<[number, Buffer, Buffer | null, number]>(
    "UPDATE record SET dictionary = ?, body = ?, raw = ? WHERE number = ?",
  );
  return {
    find(id, time = Date.now()) {
      for (const record of facts.candidates(id, dayOf(time))) {
        const signIn = compression.unpack(select.get(record) as Packed);
        if (signIn.id === id) return { record, signIn };
      }
      return undefined;
    },
    insert(signIn) {
      const { dictionary, body, raw } = compression.pack(signIn);
      const record = Number(insert.run(dictionary, body, raw).lastInsertRowid);
      facts.add(record, signIn);
    },
    replace({ record, signIn: before }, signIn) {
      const { dictionary, body, raw } = compression.pack(signIn);
      update.run(dictionary, body, raw, record);
      facts.change(record, before, signIn);
    },
  };
}
