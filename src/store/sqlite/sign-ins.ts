import type { SignIn } from "../../signin/sign-in.ts";
import type { FactWriter } from "./fact-writer.ts";
import type { Stored } from "./records/record-reader.ts";
import type { RecordWriter } from "./records/record-writer.ts";
import { dayOf } from "./segments/day.ts";

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

export function createSignIns(records: RecordWriter, facts: FactWriter): SignIns {
  return {
    find(id, time = Date.now()) {
      for (const record of facts.candidates(id, dayOf(time))) {
        const signIn = records.get(record);
        if (signIn?.id === id) return { record, signIn };
      }
      return undefined;
    },
    insert(signIn) {
      facts.add(records.add(signIn), signIn);
    },
    replace({ record, signIn: before }, signIn) {
      records.replace(record, signIn);
      facts.change(record, before, signIn);
    },
  };
}
