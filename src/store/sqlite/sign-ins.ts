import type { KeptSignIn, SignIns } from "../keeping.ts";
import { signInOf, textOf } from "../sign-in-text.ts";
import type { FactWriter } from "./fact-writer.ts";
import type { Stored } from "./records/record-reader.ts";
import type { RecordWriter } from "./records/record-writer.ts";
import { dayOf } from "./segments/day.ts";

/** A sign-in that is kept, and where. */
export interface StoredText extends Stored, KeptSignIn {}

/** Single sign-ins: the record, and the facts made of it. The day on which one probably was is looked into first. */
export interface RemovableSignIns extends SignIns<StoredText> {
  remove(stored: Stored): void;
}

export function createSignIns(records: RecordWriter, facts: FactWriter): RemovableSignIns {
  return {
    find(id, time = Date.now()) {
      for (const record of facts.candidates(id, dayOf(time))) {
        const text = records.get(record);
        if (text === undefined) continue;
        const signIn = signInOf(text);
        if (signIn.id === id) return { record, signIn, text };
      }
      return undefined;
    },
    insert(signIn, text) {
      facts.add(records.add(text), signIn);
    },
    replace({ record, signIn: before }, signIn) {
      records.replace(record, textOf(signIn));
      facts.change(record, before, signIn);
    },
    remove({ record, signIn }) {
      records.removeAll([record]);
      facts.erase(record, signIn);
    },
  };
}
