import type { Audience } from "../../access/access.ts";
import { limits } from "../../limits.ts";
import { describe } from "../../question/describe.ts";
import { durationBack, durationText } from "../../question/time/durations.ts";
import { resolveEdge } from "../../question/time/edge.ts";
import type { Watch, WatchProgress } from "../../state/state.ts";
import type { Filter, Store } from "../../store/store.ts";
import type { NoticeView, View } from "../../views/view.ts";
import { fullTime, plural } from "../../views/words.ts";
import type { Ask } from "../ask.ts";
import type { Deps, Task } from "../command.ts";
import { titleOf } from "../framing.ts";
import { permissionFor, prepare } from "../prepare.ts";
import { newSuspects } from "./watch-hunt.ts";
import { huntOf, usualEvery } from "./watched.ts";

/** What is to be told of a watch. */
export interface WatchNews {
  readonly view: View;
  /** Who may see it where the watch was made. */
  readonly audience: Audience;
  /** What has been told then. */
  readonly progress: Partial<WatchProgress>;
  /** There may be more to tell. */
  readonly more: boolean;
}

/** What was told of goes on: that is no news. */
export type WatchGoesOn = Pick<WatchNews, "progress" | "more">;

/**
 * What came of a look at a watch: something to tell, nothing, that its maker may not see it any more, that it is not known
 * whether they may, or that a name in it does not tell one account.
 */
export type WatchCheck = WatchNews | WatchGoesOn | "nothing" | "not permitted" | "not known" | "unclear";

/**
 * Looks whether a watch has something to tell, as its maker may see it now: so many matches as it wants within one
 * stretch of its length, none of which has been told of, or whom a hunt has found. Records come late, so stretches of the
 * last hours count.
 */
export type CheckWatch = (watch: Watch, now: Date, signal?: AbortSignal) => Promise<WatchCheck>;

export function createWatchCheck(deps: Deps, timezone: string): CheckWatch {
  return async (watch, now, signal) => {
    const question = watch.question.hunt === undefined ? watch.question : huntOf(watch.question);
    const ask = askOf(watch, now, timezone);
    const permission = await permissionFor(question, ask, deps, signal);
    // While the directory does not answer, a reader would be told of their own sign-ins alone, and never of the others.
    if (permission.may !== "all" && (await isUnknown(watch.person, deps))) return "not known";
    if (permission.may === "nothing") return "not permitted";
    const clock = { now, timezone: ask.timezone, weekStart: "monday" } as const;
    const prepared = await prepare(question, permission, { ask, deps, memory: undefined, clock, signal });
    if ("view" in prepared) return "unclear";
    const { task } = prepared;
    const { audience } = permission;
    if (question.intent === "hunt") {
      const found = await newSuspects(task, watch, deps);
      return "view" in found ? { ...found, audience, more: false } : { ...found, more: false };
    }
    const found = await burst(task, watch, deps, signal);
    if (found === undefined) return "nothing";
    if (!("count" in found)) return { progress: found, more: true };
    return { view: newsOf(watch, task, found), audience, progress: { toldUpTo: found.last }, more: true };
  };
}

/** Somebody asks who is not there: what was kept is asked in their place, as they may see it now. */
export function askOf(
  { question, person, timezone, shared, conversation }: Watch,
  now: Date,
  usual: string,
): Ask {
  return {
    text: describe(question),
    asker: { id: person },
    now,
    timezone: timezone === "" ? usual : timezone,
    locale: "en-GB",
    shared,
    conversation,
    via: "watch",
  };
}

/** Whether the directory does not say what somebody may see. */
export async function isUnknown(person: string, { access }: Pick<Deps, "access">): Promise<boolean> {
  return (await access.directory?.standingOf(person.toLowerCase())) === "unknown";
}

interface Burst {
  readonly count: number;
  /** Whether there are more than were read. */
  readonly more: boolean;
  readonly first: number;
  readonly last: number;
}

/**
 * The first stretch after what was told that has enough, with all that follows at half its rate or more. What follows so on
 * what was told is the same matter.
 */
async function burst(
  task: Task,
  watch: Watch,
  { store }: Deps,
  signal: AbortSignal | undefined,
): Promise<Burst | Pick<WatchProgress, "toldUpTo"> | undefined> {
  const { scope, question } = task;
  const { threshold = 1, every = usualEvery } = question;
  const length = scope.now - resolveEdge(durationBack(every), scope.clock);
  // What was told of within one length tells whether it goes on.
  let since = Math.max(watch.since + 1, watch.toldUpTo - length, scope.now - length - limits.watchLate);
  for (;;) {
    const filter = { ...scope.filter, from: since, to: scope.now + 1 };
    const { rows, more } = await store.scan(
      filter,
      { fields: [], order: "oldest", limit: limits.watchScanned },
      signal,
    );
    const times = rows.map(({ time }) => time);
    const found = burstIn(times, watch, threshold, length, more);
    if (found !== undefined || !more) return found;
    // Behind so many there may be enough: where, the store counts.
    const from = Math.max(since + 1, (times.at(-1) ?? since) - length);
    const next = await enoughSince({ ...filter, from }, threshold, length, store, signal);
    if (next === undefined) return undefined;
    since = Math.max(next, from);
  }
}

/** The store counts by quarters of an hour. */
const quarter = 15 * 60_000;

/** The first quarter from which on a stretch of a length, and at most two quarters more, has enough. */
async function enoughSince(
  filter: Filter & { readonly from: number; readonly to: number },
  threshold: number,
  length: number,
  store: Store,
  signal: AbortSignal | undefined,
): Promise<number | undefined> {
  const start = Math.floor(filter.from / quarter) * quarter;
  const count = Math.ceil((filter.to - start) / quarter);
  const edges = [...Array.from({ length: count }, (_, at) => start + at * quarter), filter.to];
  const counts = (await store.trend({ ...filter, from: start }, edges, signal)).map(({ signIns }) => signIns);
  const span = Math.ceil(length / quarter) + 1;
  const found = counts.findIndex(
    (_, at) => counts.slice(at, at + span).reduce((sum, one) => sum + one, 0) >= threshold,
  );
  return edges[found];
}

/** The same among the moments of some sign-ins. @param more whether there are later ones that were not read */
function burstIn(
  times: readonly number[],
  { told, toldUpTo }: Watch,
  threshold: number,
  length: number,
  more: boolean,
): Burst | Pick<WatchProgress, "toldUpTo"> | undefined {
  /** Whether enough came within one length before one, so that it belongs to them. */
  const goesOn = (at: number): boolean =>
    (times[at] ?? Infinity) - (times[at - Math.max(1, Math.ceil(threshold / 2))] ?? -Infinity) < length;
  let next = times.findIndex((time) => time > toldUpTo);
  if (next < 0) return undefined;
  const start = next;
  if (told > 0) while (next < times.length && goesOn(next)) next++;
  const begin = times.findIndex(
    (time, at) => at >= next && (times[at + threshold - 1] ?? Infinity) - time < length,
  );
  const first = times[begin];
  if (first === undefined) return next > start ? { toldUpTo: times[next - 1] ?? toldUpTo } : undefined;
  let end = begin + threshold - 1;
  while (end + 1 < times.length && goesOn(end + 1)) end++;
  const isCutOff = more && end === times.length - 1;
  return { count: end - begin + 1, more: isCutOff, first, last: times[end] ?? first };
}

function newsOf(
  watch: Watch,
  { question, names, scope }: Task,
  { count, more, first, last }: Burst,
): NoticeView {
  const { threshold = 1, every = usualEvery } = question;
  const { timezone } = scope;
  const many = `${more ? "more than " : ""}${plural(count, "sign-in")}`;
  const when =
    first === last
      ? `at ${fullTime(first, timezone)}`
      : `from ${fullTime(first, timezone)} to ${fullTime(last, timezone)}`;
  const window = { from: new Date(first).toISOString(), to: new Date(last + 1_000).toISOString() };
  const list = describe({ intent: "list", where: watch.question.where, window, notUnderstood: [] });
  return {
    card: "notice",
    tone: "warning",
    headline: `${many} · ${titleOf(question, names, scope.types)}`,
    lines: [
      `${when.charAt(0).toUpperCase()}${when.slice(1)}.`,
      threshold === 1
        ? `Each is told; the next after ${durationText(every)} without one.`
        : `At least ${threshold} within ${durationText(every)} are told; the next once there were fewer than half of that.`,
    ],
    buttons: [
      { title: "Show them", ask: list },
      { title: "Watches here", ask: "watches" },
    ],
  };
}
