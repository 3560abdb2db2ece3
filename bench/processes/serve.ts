import { monitorEventLoopDelay } from "node:perf_hooks";
import { setImmediate, setTimeout } from "node:timers/promises";
import { openInThreads } from "../engines/signpost.ts";
import { ruleOf, type SearchRequest } from "../../src/commands/hunt-search.ts";
import { huntNamed } from "../../src/hunts/hunts.ts";
import type { Coverage } from "../../src/store/store.ts";
import { type DataSet, day } from "../generator/data-set.ts";
import { type Case, casesOf } from "../questions/cases.ts";
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
        (at: Case): Promise<unknown> =>
          one.ask(store, at),
    ),
  ) as [Ask[], Ask[]];
  heavy.push((at) => analysis.search(huntOf(at, coverage)));
  const times: { readonly quick: number[]; readonly heavy: number[] } = { quick: [], heavy: [] };
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
      await question(cases[(asker + turn) % cases.length] as Case);
      times[kind].push(performance.now() - start);
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
    peakBytes: process.resourceUsage().maxRSS * 1_024,
  };
});

type Ask = (at: Case) => Promise<unknown>;

/** The hunt that reads most, as it is asked for. */
function huntOf({ now }: Case, coverage: Coverage): SearchRequest {
  const hunt = "token-replay";
  const { logs } = huntNamed(hunt);
  const range = { from: now - day, to: now };
  return {
    hunt,
    rule: ruleOf(huntNamed(hunt), { intent: "hunt", hunt, where: [], notUnderstood: [] }),
    scope: {
      filter: { where: [{ field: "type", is: [...logs] }], ...range },
      types: logs,
      range,
      timezone: "UTC",
    },
    coverage,
    limit: 5,
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
