import { AuthenticationDetail, type SignIn } from "../../signin/sign-in.ts";
import type { Details, KeptSignIn, SignIns } from "../keeping.ts";
import { textOf, type SignInText } from "../sign-in-text.ts";
import type { Key, Stored } from "./copies.ts";
import { factsForm, factsOf } from "./facts.ts";
import type { Versions } from "./versions.ts";

/** What a batch changes, as rows of the tables. */
export interface Changes {
  readonly signIns: readonly object[];
  /** Rows that say that a sign-in is not at a key any more. */
  readonly gone: readonly object[];
  readonly times: readonly Key[];
  readonly details: readonly object[];
}

/** A batch while it is decided: what the tables have of its sign-ins and steps, and what is to become of that. */
export class Batch {
  readonly signIns: SignIns<KeptSignIn>;
  readonly details: Details;
  readonly #stored: ReadonlyMap<string, Stored>;
  readonly #changed = new Map<string, KeptSignIn>();
  readonly #newDetails: { readonly signInId: string; readonly detail: AuthenticationDetail }[] = [];

  constructor(stored: ReadonlyMap<string, Stored>, known: ReadonlyMap<string, AuthenticationDetail[]>) {
    this.#stored = stored;
    const steps = new Map(known);
    this.signIns = {
      find: (id) => this.#changed.get(id) ?? stored.get(id)?.kept,
      insert: (signIn, text) => this.#keep(signIn, text),
      replace: (_, signIn) => this.#keep(signIn, textOf(signIn)),
    };
    this.details = {
      of: (id) => steps.get(id) ?? [],
      add: (signInId, detail) => {
        const others = steps.get(signInId) ?? [];
        if (others.some((other) => detailText(other) === detailText(detail))) return false;
        steps.set(signInId, [...others, detail]);
        this.#newDetails.push({ signInId, detail });
        return true;
      },
    };
  }

  changes(versions: Versions): Changes {
    const kept = [...this.#changed].map(([id, { signIn, text }]) => ({
      id,
      signIn,
      text,
      time: timeOf(signIn),
    }));
    const signIns = kept.map(({ id, signIn, text, time }) =>
      rowOf({ id, time }, signIn, text, versions.next(this.#stored.get(id)?.version)),
    );
    const gone = this.#misplaced().map((key) => ({
      ...key,
      form: factsForm,
      version: String(versions.next(this.#stored.get(key.id)?.version)),
      is_deleted: 1,
    }));
    const times = kept
      .filter(({ id, time }) => this.#stored.get(id)?.times.includes(time) !== true)
      .map(({ id, time }) => ({ id, time }));
    const details = this.#newDetails.map(({ signInId, detail }) => ({
      signInId,
      detail: detailText(detail),
      day: dayOfStep(detail),
      version: String(versions.next()),
    }));
    return { signIns, gone, times, details };
  }

  #keep(signIn: SignIn, text: SignInText): void {
    this.#changed.set(signIn.id, { signIn, text });
  }

  /** Keys at which a sign-in stands that is at another time, now or since a write that broke off. */
  #misplaced(): Key[] {
    return [...this.#stored].flatMap(([id, { kept, times }]) => {
      const now = this.#changed.get(id) ?? kept;
      return now === undefined
        ? []
        : times.filter((time) => time !== timeOf(now.signIn)).map((time) => ({ id, time }));
    });
  }
}

/** A row of the table of sign-ins. */
export function rowOf({ id, time }: Key, signIn: SignIn, text: SignInText, version: bigint): object {
  return { ...factsOf(signIn), ...text, id, time, version: String(version), form: factsForm };
}

function timeOf({ createdDateTime }: SignIn): number {
  return Date.parse(createdDateTime);
}

const properties = Object.keys(AuthenticationDetail.shape);

/** The same text for the same step, in whatever order its properties came. */
function detailText(detail: AuthenticationDetail): string {
  return JSON.stringify(detail, properties);
}

/** The UTC day of a step, counted from 1970; null where its time is not known. */
function dayOfStep({ authenticationStepDateTime = "" }: AuthenticationDetail): number | null {
  const day = Math.floor(Date.parse(authenticationStepDateTime) / 86_400_000);
  return Number.isNaN(day) ? null : day;
}
