import { lockedCodes } from "../../src/hunts/codes.ts";
import { statusOf } from "../../src/signin/status.ts";
import type { DataSet } from "../generator/data-set.ts";
import { day, hour } from "../generator/data-set.ts";
import { range } from "./range.ts";
import { isGuess } from "./settling.ts";
import type { Tenant } from "./tenant.ts";

/** What of the background itself attacks are measured by, or is one. */
export interface Survey {
  /** Failures of people in the hours since two weeks before the range: by the start of the hour, milliseconds since 1970. */
  readonly failures: ReadonlyMap<number, number>;
  /** Those that conditional access made. */
  readonly blocks: ReadonlyMap<number, number>;
  /** Those of accounts that were locked. */
  readonly locks: ReadonlyMap<number, number>;
  /** Hours of the range in which an address of the generator's tried passwords, and whose. */
  readonly sprays: readonly Spray[];
}

export interface Spray {
  readonly ip: string;
  readonly users: ReadonlySet<string>;
  /** Most accounts that it had locked within half an hour. */
  readonly locks: number;
  readonly first: number;
  readonly last: number;
}

/** Goes through the whole background once. */
export function surveyOf({ records }: DataSet, { signInAt, attackerAt }: Tenant): Survey {
  const from = range.from - 14 * day;
  const [failures, blocks] = [new Map<number, number>(), new Map<number, number>()];
  const locks = new Map<number, number>();
  const sprays = new Map<number, { ip: string; tries: Try[] }>();
  for (let index = 0; index < records; index++) {
    const signIn = signInAt(index);
    const at = Date.parse(signIn.createdDateTime);
    if (at < from || signIn.userId === undefined) continue;
    const start = Math.floor(at / hour) * hour;
    if (statusOf(signIn) === "failure") count(failures, start);
    if (signIn.conditionalAccessStatus === "failure") count(blocks, start);
    const isLocked = lockedCodes.includes(String(signIn.status.errorCode));
    if (isLocked) count(locks, start);
    const ip = attackerAt(at)?.ip;
    if (at < range.from || ip === undefined || ip !== signIn.ipAddress || !isGuess(signIn)) continue;
    const spray = sprays.get(start) ?? { ip, tries: [] };
    spray.tries.push({ at, user: signIn.userId, isLocked });
    sprays.set(start, spray);
  }
  return { failures, blocks, locks, sprays: [...sprays.values()].map(sprayOf) };
}

interface Try {
  readonly at: number;
  readonly user: string;
  readonly isLocked: boolean;
}

function sprayOf({ ip, tries }: { readonly ip: string; readonly tries: readonly Try[] }): Spray {
  const locked = tries.filter(({ isLocked }) => isLocked);
  const times = tries.map(({ at }) => at);
  return {
    ip,
    users: new Set(tries.map(({ user }) => user)),
    locks: Math.max(
      0,
      ...locked.map(
        ({ at: from }) =>
          new Set(locked.filter(({ at }) => at >= from && at <= from + hour / 2).map(({ user }) => user))
            .size,
      ),
    ),
    first: Math.min(...times),
    last: Math.max(...times),
  };
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
