import { statusOf } from "../../src/signin/status.ts";
import type { DataSet } from "../generator/data-set.ts";
import { day, hour } from "../generator/data-set.ts";
import { range } from "./range.ts";
import { isGuess, type Tenant } from "./tenant.ts";

/** What of the background itself attacks are measured by, or is one. */
export interface Survey {
  /** Failures of people in the hours since two weeks before the range: by the start of the hour, milliseconds since 1970. */
  readonly failures: ReadonlyMap<number, number>;
  /** Those that conditional access made. */
  readonly blocks: ReadonlyMap<number, number>;
  /** Hours of the range in which an address of the generator's tried passwords, and whose. */
  readonly sprays: readonly Spray[];
}

export interface Spray {
  readonly ip: string;
  readonly users: ReadonlySet<string>;
  readonly first: number;
  readonly last: number;
}

/** Goes through the whole background once. */
export function surveyOf({ records }: DataSet, { signInAt, attackerAt }: Tenant): Survey {
  const from = range.from - 14 * day;
  const [failures, blocks] = [new Map<number, number>(), new Map<number, number>()];
  const sprays = new Map<number, { ip: string; users: Set<string>; first: number; last: number }>();
  for (let index = 0; index < records; index++) {
    const signIn = signInAt(index);
    const at = Date.parse(signIn.createdDateTime);
    if (at < from || signIn.userId === undefined) continue;
    const start = Math.floor(at / hour) * hour;
    if (statusOf(signIn) === "failure") count(failures, start);
    if (signIn.conditionalAccessStatus === "failure") count(blocks, start);
    const ip = attackerAt(at)?.ip;
    if (at < range.from || ip === undefined || ip !== signIn.ipAddress || !isGuess(signIn)) continue;
    const spray = sprays.get(start) ?? { ip, users: new Set(), first: at, last: at };
    spray.users.add(signIn.userId);
    sprays.set(start, { ...spray, last: at });
  }
  return { failures, blocks, sprays: [...sprays.values()] };
}

/** How many an hour had in the two weeks before the range. */
export function usualOf(counts: ReadonlyMap<number, number>): { mean: number; deviation: number } {
  const hours = Array.from({ length: (14 * day) / hour }, (_, at) => range.from - (at + 1) * hour);
  const values = hours.map((start) => counts.get(start) ?? 0);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) };
}

function count(counts: Map<number, number>, start: number): void {
  counts.set(start, (counts.get(start) ?? 0) + 1);
}
