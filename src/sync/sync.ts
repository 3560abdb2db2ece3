import type { Log } from "../log.ts";
import { signInTypes, type SignInType } from "../signin/sign-in.ts";
import type { Cursor, Store } from "../store/store.ts";
import type { Clock } from "../clock.ts";
import { createKnown, entriesOf } from "./entries.ts";
import { readForgotten, type Forgotten } from "./forgotten.ts";
import { TooMuch, type GraphPage, type GraphPages } from "./graph-pages.ts";
import { SyncProblem } from "./problem.ts";
import {
  afterRemoval,
  begun,
  cursorOf,
  marked,
  nextWindow,
  read,
  readOnce,
  readProgress,
  resized,
  shorter,
  shortestWindow,
  since,
  type Progress,
  type Window,
} from "./progress.ts";
import type { Range } from "./ranges.ts";

export interface SyncOptions {
  readonly store: Pick<Store, "write" | "cursor">;
  readonly pages: GraphPages;
  readonly clock: Clock;
  readonly log: Log;
  /** Days before today that are read; Entra ID keeps 30 at most. */
  readonly days: number;
  /** Milliseconds after which the newest is read again, also while the old is not there yet. */
  readonly interval: number;
  /** Is told after every page that is stored. */
  readonly onProgress?: (done: { readonly type: SignInType; readonly records: number }) => void;
  /** Records that are remembered so as not to be written again. */
  readonly known?: number;
}

/** What became of one log in a round. */
export interface TypeResult {
  readonly type: SignInType;
  /** Records that were read, those that were known among them. */
  readonly records: number;
  readonly new: number;
  readonly updated: number;
  readonly quarantined: number;
  /** Why not everything was read; absent where everything was. */
  readonly problem?: SyncProblem;
}

export interface Sync {
  /**
   * Reads all that is there and not read yet, of all logs: the newest of each first. What goes wrong with one log is in
   * its result, and the others go on.
   * @throws the signal's reason when aborted, and what the store throws; what is stored stays
   */
  round(signal: AbortSignal): Promise<readonly TypeResult[]>;
}

const day = 86_400_000;

/** Copies the sign-ins of a tenant from Microsoft Graph into the store, so that both are the same in the end. */
export function createSync(options: SyncOptions): Sync {
  const { store, pages, clock, log, days, interval, onProgress, known: most = 200_000 } = options;
  const known = createKnown(most);
  let forgotten: Forgotten = new Map();

  return {
    async round(signal) {
      forgotten = await readForgotten(store);
      const logs = new Map<SignInType, LogRound>();
      for (const type of signInTypes) logs.set(type, await openLog(type));
      let headsAt = -Infinity;
      for (let more = true; more;) {
        more = false;
        const isHeadTime = clock.now() - headsAt >= interval;
        if (isHeadTime) {
          headsAt = clock.now();
          beginAnew([...logs.values()]);
        }
        for (const open of logs.values()) {
          const step = open.problem === undefined ? nextOf(open) : undefined;
          if (step === undefined) continue;
          more = true;
          await readWindow(open, step, signal);
        }
      }
      return [...logs.values()].map(resultOf);
    },
  };

  /** The newest is read again in the middle of a long round; and what failed for a while, while there is other work. */
  function beginAnew(logs: readonly LogRound[]): void {
    const isBusy = logs.some((open) => open.problem === undefined && nextOf(open) !== undefined);
    for (const open of logs) {
      open.until = pages.now();
      open.progress = marked(open.progress, open.until);
      if (isBusy && open.problem?.kind === "unavailable") delete open.problem;
    }
  }

  async function openLog(type: SignInType): Promise<LogRound> {
    const now = pages.now();
    const held = (await readProgress(store, type)) ?? begun(now, keptFrom(now));
    const left = await afterRemoval(store, held);
    // What was removed is to be written again.
    if (left.covered !== held.covered) known.forget();
    const progress = marked(left, now);
    const nothing = { records: 0, new: 0, updated: 0, quarantined: 0 };
    return { type, progress, until: now, ...nothing };
  }

  function nextOf({ progress, until }: LogRound): Window | undefined {
    return nextWindow(progress, until, keptFrom(until));
  }

  function keptFrom(now: number): number {
    return Math.floor((now - days * day) / day) * day;
  }

  /** Reads one window, or as much of it as can be had. */
  async function readWindow(open: LogRound, window: Window, signal: AbortSignal): Promise<void> {
    const [from, to] = window.range;
    let count = 0;
    /** Where the pages so far end; undefined where they do not come newest first, so that nothing is sure before the last. */
    let edge: number | undefined = to;
    try {
      for await (const page of withLast(pages.read(open.type, window.range, signal))) {
        signal.throwIfAborted();
        count += 1;
        edge = edge === undefined ? undefined : oldestOf(page.page, edge);
        // Of this machine's future nothing is sure, whatever its clock says.
        const end = Math.min(to, pages.now());
        const done = page.isLast ? from : edge === undefined ? end : Math.max(from, edge + 1);
        const range: Range = [done, Math.max(done, end)];
        const moved = page.isLast ? read(open.progress, range) : readOnce(open.progress, range);
        await keep(open, page.page, moved);
      }
      open.progress = resized(open.progress, count);
      // The first answer tells whether this machine's clock is ahead.
      open.until = Math.min(open.until, pages.now());
      log.debug({ type: open.type, why: window.why, pages: count }, "A window of sign-ins was read");
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof TooMuch && open.progress.window > shortestWindow) {
        log.info({ type: open.type, reason: error.message }, "A shorter window is asked for");
        open.progress = shorter(open.progress);
        return;
      }
      if (error instanceof TooMuch) open.problem = new SyncProblem("unavailable", error.message);
      else if (error instanceof SyncProblem) open.problem = error;
      else throw error;
      log.warn(
        { type: open.type, kind: open.problem.kind, reason: open.problem.message },
        "Sign-ins were not read",
      );
    }
  }

  async function keep(open: LogRound, page: GraphPage, progress: Progress): Promise<void> {
    const entries = entriesOf({ ...page, records: known.unknown(page.records) }, open.type, forgotten);
    const moved = since(progress, keptFrom(open.until), open.until);
    const cursor: Cursor = { name: cursorOf(open.type), value: JSON.stringify(moved) };
    const written = await store.write(entries, cursor);
    known.add(page.records);
    open.progress = moved;
    open.records += page.records.length;
    open.new += written.new;
    open.updated += written.updated;
    open.quarantined += written.quarantined;
    onProgress?.({ type: open.type, records: open.records });
  }
}

interface LogRound {
  readonly type: SignInType;
  progress: Progress;
  /** What is created later is for the next round. */
  until: number;
  records: number;
  new: number;
  updated: number;
  quarantined: number;
  problem?: SyncProblem;
}

function resultOf({ type, records, new: added, updated, quarantined, problem }: LogRound): TypeResult {
  return { type, records, new: added, updated, quarantined, ...(problem !== undefined && { problem }) };
}

/** Each page, and whether it is the last. */
async function* withLast(
  pages: AsyncIterable<GraphPage>,
): AsyncGenerator<{ readonly page: GraphPage; readonly isLast: boolean }> {
  let held: GraphPage | undefined;
  for await (const page of pages) {
    if (held !== undefined) yield { page: held, isLast: false };
    held = page;
  }
  if (held !== undefined) yield { page: held, isLast: true };
}

/** The time of the oldest record of a page; undefined where they do not come newest first, or not all have one. */
function oldestOf({ records }: GraphPage, newest: number): number | undefined {
  let last = newest;
  for (const record of records) {
    const createdDateTime = (record as { createdDateTime?: unknown } | null)?.createdDateTime;
    const at = typeof createdDateTime === "string" ? Date.parse(createdDateTime) : NaN;
    // Not "at > last" alone: what is no time compares to nothing.
    if (!(at <= last)) return undefined;
    last = at;
  }
  return last;
}
