import { monitorEventLoopDelay } from "node:perf_hooks";
import { setImmediate, setTimeout } from "node:timers/promises";
import { exportSet, openInThreads } from "../engines/signpost.ts";
import type { Contents } from "../../src/exports/export-set.ts";
import { limits } from "../../src/limits.ts";
import type { Store } from "../../src/store/store.ts";
import { type DataSet, day } from "../generator/data-set.ts";
import { type Case, casesOf } from "../questions/cases.ts";
import { huntRequest } from "../questions/hunt-request.ts";
import type { Question } from "../questions/question.ts";
import { questions } from "../questions/questions.ts";
import { questionAt } from "../run/mix.ts";
import { quantile, type Times, timesOf } from "../run/statistics.ts";
import { answerTasks } from "./child.ts";

export interface ServeTask {
  readonly path: string;
  readonly set: DataSet;
  readonly askers: number;
  readonly milliseconds: number;
}

export interface Served {
  readonly answers: number;
  /** How late the event loop was, milliseconds, as perf_hooks and as a timer of its own see it. */
  readonly delay: { readonly p50: number; readonly p99: number; readonly max: number };
  readonly timer: { readonly p99: number; readonly max: number };
  /** How long answers took while all ask at once, milliseconds; heavy ones may be none. */
  readonly quick: Times;
  readonly heavy: Times;
  /** Answers that were given up after the service's time for one; they are not among the others. */
  readonly givenUp: { readonly quick: number; readonly heavy: number };
  readonly peakBytes: number;
}

const quickOnes = ["Q1 ", "Q2 card, typical", "Q5 ", "Q8 ", "list, newest"];
const heavyOnes = ["Q2 card, heaviest", "Q4 ", "Q9 ", "compare", "policies", "pattern, heaviest"];
/** Milliseconds between two ticks of the timer that tells how late it is. */
const tick = 5;

/** Answers many askers at once, each of whom asks again as soon as they have their answer. */
answerTasks(async ({ path, set, askers, milliseconds }: ServeTask): Promise<Served> => {
  const { store, analysis } = await openInThreads(path, "service");
  const coverage = await store.coverage();
  const cases = casesOf(set, askers);
  const [quick, heavy] = [starting(quickOnes), starting(heavyOnes)].map((questions) =>
    questions.map(
      (one) =>
        (at: Case, signal: AbortSignal): Promise<unknown> =>
          one.ask(until(signal, store), at),
    ),
  ) as [Ask[], Ask[]];
  // The hunt that reads most.
  heavy.push((at, signal) => analysis.search(huntRequest("token-replay", at, day, coverage), signal));
  heavy.push((at, signal) => exportFew(until(signal, store), at));
  const times: { readonly quick: number[]; readonly heavy: number[] } = { quick: [], heavy: [] };
  const givenUp = { quick: 0, heavy: 0 };
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const timer = startTimer();
  // Both have to run before the first question: one that begins with it sees nothing of it.
  await setTimeout(10 * tick);
  delay.reset();
  const end = performance.now() + milliseconds;
  const ask = async (asker: number): Promise<void> => {
    for (let turn = asker; performance.now() < end; turn++) {
      const { kind, question } = questionAt(turn, { quick, heavy });
      // As a question does that comes over the network.
      await setImmediate();
      const start = performance.now();
      const signal = AbortSignal.timeout(limits.storeTime);
      try {
        await question(cases[(asker + turn) % cases.length] as Case, signal);
        times[kind].push(performance.now() - start);
      } catch (error) {
        if (!signal.aborted) throw error;
        givenUp[kind] += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: askers }, (_, asker) => ask(asker)));
  delay.disable();
  const late = timer.stop();
  await store.close();
  return {
    answers: times.quick.length + times.heavy.length,
    delay: { p50: delay.percentile(50) / 1e6, p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 },
    timer: { p99: quantile(late, 0.99), max: late.at(-1) ?? 0 },
    quick: timesOf(times.quick),
    heavy: timesOf(times.heavy),
    givenUp,
    peakBytes: process.resourceUsage().maxRSS * 1_024,
  };
});

type Ask = (at: Case, signal: AbortSignal) => Promise<unknown>;

/** The first page of a download, and a few more. */
async function exportFew(store: Store, { now }: Case): Promise<void> {
  const contents: Contents = {
    filter: { where: [], from: now - day, to: now },
    order: "newest",
    limit: 2_000,
    format: "csv",
    columns: undefined,
    logs: [{ type: "nonInteractiveUser", signIns: 2_000 }],
    days: ["", ""],
    perFile: 2_000,
  };
  for await (const { content } of exportSet({ name: "export", asked: 0 }, contents, store).files())
    for await (const piece of content) if (piece === "") break;
}

/** The store, all of whose answers are given up when the signal is aborted. */
function until(signal: AbortSignal, store: Store): Store {
  return {
    ...store,
    list: (filter, page) => store.list(filter, page, signal),
    summarise: (filter, request) => store.summarise(filter, request, signal),
    top: (filter, request) => store.top(filter, request, signal),
    trend: (filter, edges) => store.trend(filter, edges, signal),
    scan: (filter, request) => store.scan(filter, request, signal),
    find: (id, limit) => store.find(id, limit, signal),
    lookup: (field, request) => store.lookup(field, request, signal),
    coverage: () => store.coverage(signal),
  };
}

function starting(beginnings: readonly string[]): Question[] {
  return questions.filter(({ name }) => beginnings.some((text) => name.startsWith(text)));
}

/** How late each tick was, milliseconds, ascending. */
function startTimer(): { stop: () => number[] } {
  const late: number[] = [];
  let expected = performance.now() + tick;
  const interval = setInterval(() => {
    const now = performance.now();
    late.push(Math.max(0, now - expected));
    expected = now + tick;
  }, tick);
  return {
    stop: () => {
      clearInterval(interval);
      return late.sort((a, b) => a - b);
    },
  };
}
