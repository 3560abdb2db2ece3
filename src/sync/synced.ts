import { signInTypes, type SignInType } from "../signin/sign-in.ts";
import type { Store } from "../store/store.ts";
import { readProgress } from "./progress.ts";
import { missing, union, type Ranges, type Range } from "./ranges.ts";
import { readReceived, receivedOf } from "./received.ts";

/** What of one log has been read, wherever it came from. */
export interface LogRead {
  /** Times of which everything was read. */
  readonly covered: Ranges;
  /** Nothing from before that was to be read: milliseconds since 1970. */
  readonly since: number;
  readonly from: readonly Source[];
}

export type Source = "Microsoft Graph" | "Event Hubs";

/** What of the logs has been read by itself, as far as any of it was. */
export type Synced = ReadonlyMap<SignInType, LogRead>;

export async function readSynced(store: Pick<Store, "cursor">): Promise<Synced> {
  const received = await readReceived(store);
  const byGraph = await readFromGraph(store);
  return new Map(
    signInTypes.flatMap((type) => {
      const byHubs = receivedOf(received, type);
      const log = [byGraph.get(type), byHubs && { ...byHubs, from: ["Event Hubs" as const] }].reduce<
        LogRead | undefined
      >(joined, undefined);
      return log === undefined ? [] : [[type, log] as const];
    }),
  );
}

/** Microsoft Graph is asked for all logs: where it gave some of them, the others are missing. */
async function readFromGraph(store: Pick<Store, "cursor">): Promise<ReadonlyMap<SignInType, LogRead>> {
  const read = await Promise.all(
    signInTypes.map(async (type) => [type, await readProgress(store, type)] as const),
  );
  const since = Math.min(...read.map(([, progress]) => progress?.since ?? Infinity));
  if (since === Infinity) return new Map();
  return new Map(
    read.map(([type, progress]) => [
      type,
      { covered: progress?.covered ?? [], since: progress?.since ?? since, from: ["Microsoft Graph"] },
    ]),
  );
}

/** What one source has not, the other may have. */
function joined(one: LogRead | undefined, other: LogRead | undefined): LogRead | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return {
    covered: other.covered.reduce(union, one.covered),
    since: Math.min(one.since, other.since),
    from: [...one.from, ...other.from],
  };
}

/** The end of what has been read; undefined where nothing was. */
export function readTo({ covered }: Pick<LogRead, "covered">): number | undefined {
  return covered.at(-1)?.[1];
}

/** What of a range has not been read though it is kept. What began lately is not counted: the next round reads it. */
export function unread(
  { covered, since }: Pick<LogRead, "covered" | "since">,
  [from, to]: Range,
  now: number,
): Ranges {
  return missing(covered, [Math.max(from, since), Math.min(to, now)]).filter(
    ([begin]) => now - begin > roundIsDue,
  );
}

/** Milliseconds after which a round should have been. */
const roundIsDue = 15 * 60_000;
