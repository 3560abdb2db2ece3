import type { SignIn } from "../../signin/sign-in.ts";
import { signInOf, textOf, type SignInText } from "../sign-in-text.ts";
import type { FactWriter } from "./fact-writer.ts";
import type { Stored } from "./records/record-reader.ts";
import type { RecordWriter } from "./records/record-writer.ts";
import { dayOf } from "./segments/day.ts";

/** A sign-in that is kept, and as what. */
export interface StoredText extends Stored {
  readonly text: SignInText;
}

/** Single sign-ins: the record, and the facts made of it. */
export interface SignIns {
  /**
   * The sign-in with this id.
   * @param time when it probably was (milliseconds since 1970): that day is looked into first
   */
  find(id: string, time?: number): StoredText | undefined;
  /** Adds a sign-in that is not there. */
  insert(signIn: SignIn, text: SignInText): void;
  replace(stored: Stored, signIn: SignIn): void;
  remove(stored: Stored): void;
}

export function createSignIns(records: RecordWriter, facts: FactWriter): SignIns {
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
