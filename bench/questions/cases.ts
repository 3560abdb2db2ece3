import { recordsOf, type Records } from "../generator/records.ts";
import { type DataSet, end } from "../generator/data-set.ts";

/** What a question is asked about; each repetition has a case of its own, so that no answer can be one remembered. */
export interface Case {
  /** The moment of asking, milliseconds since 1970. */
  readonly now: number;
  /** Ids of a user of median activity, and of the most active one. */
  readonly typicalUser: string;
  readonly heaviestUser: string;
  readonly requestId: string;
  readonly correlationId: string;
  readonly country: string;
  /** Beginnings of names. */
  readonly userText: string;
  readonly appText: string;
}

/** Moments lie so far apart that ranges begin within quarters of an hour, not at their edges. */
const step = 37 * 60_000 + 1_234;
const countries = ["DE", "US", "GB", "FR", "NL"] as const;
const names = ["Grace", "Farid Bak", "xenia", "Olga W", "yara.nov"] as const;
const apps = ["Payroll", "Treasury Hub", "campus", "sched", "Fleet"] as const;

export function casesOf(set: DataSet, count: number, records: Records = recordsOf(set)): Case[] {
  const { users } = records.population;
  return Array.from({ length: count }, (_, at) => {
    const some = records.signInAt(Math.floor((set.records * (at + 0.5)) / count));
    return {
      now: end - at * step,
      typicalUser: users[Math.floor(users.length / 2) + at * 7]?.id ?? "",
      heaviestUser: users[0]?.id ?? "",
      requestId: some.id,
      correlationId: some.correlationId ?? "",
      country: countries[at % countries.length] ?? "DE",
      userText: names[at % names.length] ?? "",
      appText: apps[at % apps.length] ?? "",
    };
  });
}
