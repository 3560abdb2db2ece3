import type { Store } from "../../src/store/store.ts";
import { Bound, type SqlEngine, type Table } from "../engines/engine.ts";
import type { Case } from "../questions/cases.ts";
import type { Question } from "../questions/question.ts";
import { DifferentAnswers, differenceOf } from "./compare.ts";
import { type Times, timesOf } from "./statistics.ts";

export type EngineName = "signpost" | SqlEngine["name"];

/** One question on every engine of a run. */
export interface Measured {
  readonly question: Question;
  readonly times: Readonly<Partial<Record<EngineName, Times>>>;
  /** Rows of the longest answer. */
  readonly rows: number;
}

/** Repetitions by how long the slowest engine took to warm up: milliseconds up to which so many are made. */
const repetitions = [
  { upTo: 100, count: 50 },
  { upTo: 2_000, count: 15 },
  { upTo: Infinity, count: 5 },
] as const;

/**
 * Asks all engines by turns, so that the noise of the machine hits all alike, each repetition about another case, and
 * compares every answer. An engine that works in this thread has its turns afterwards: whatever follows a long scan on
 * the same thread takes longer, by many times its own time where that is short. Signpost answers then only to be compared.
 *
 * @param most repetitions at most
 * @throws DifferentAnswers
 */
export async function askAll(
  question: Question,
  cases: readonly Case[],
  store: Store,
  engines: readonly SqlEngine[],
  most = Infinity,
): Promise<Measured> {
  const ours = signpost(question, store);
  const askersOf = (some: readonly SqlEngine[]): Asker[] => [
    ours,
    ...some.map((engine) => inSql(question, engine)),
  ];
  const inThread = engines.filter((engine) => engine.isInThread);
  const first = await byTurns(question, cases, askersOf(engines.filter((one) => !one.isInThread)), most);
  if (inThread.length === 0) return { question, ...first };
  const then = await byTurns(question, cases, askersOf(inThread), most);
  return {
    question,
    rows: Math.max(first.rows, then.rows),
    times: { ...then.times, ...first.times },
  };
}

async function byTurns(
  question: Question,
  cases: readonly Case[],
  askers: readonly Asker[],
  most: number,
): Promise<Pick<Measured, "times" | "rows">> {
  const samples = new Map(askers.map(({ name }) => [name, [] as number[]]));
  let rows = 0;
  let slowest = 0;
  const round = async (turn: number, isMeasured: boolean): Promise<void> => {
    const at = cases[turn % cases.length] as Case;
    const answers = new Map<EngineName, Table>();
    for (let place = 0; place < askers.length; place++) {
      const { name, ask } = askers[(place + turn) % askers.length] as Asker;
      const { time, table } = await ask(at);
      if (isMeasured) samples.get(name)?.push(time);
      else slowest = Math.max(slowest, time);
      answers.set(name, table);
    }
    rows = Math.max(rows, compareAll(question, answers));
  };
  await round(0, false);
  const { count } = repetitions.find(({ upTo }) => slowest <= upTo) ?? repetitions[2];
  for (let turn = 1; turn <= Math.min(count, most); turn++) await round(turn, true);
  return { rows, times: Object.fromEntries([...samples].map(([name, all]) => [name, timesOf(all)])) };
}

interface Asker {
  readonly name: EngineName;
  readonly ask: (at: Case) => Promise<{ readonly time: number; readonly table: Table }>;
}

function signpost(question: Question, store: Store): Asker {
  return {
    name: "signpost",
    ask: async (at) => {
      const start = performance.now();
      const answer = await question.ask(store, at);
      const time = performance.now() - start;
      return { time, table: question.table(answer, at) };
    },
  };
}

function inSql(question: Question, engine: SqlEngine): Asker {
  return {
    name: engine.name,
    ask: async (at) => {
      const bound = new Bound();
      const sql = question.sql(engine.name, bound, at);
      const start = performance.now();
      const rows = await engine.ask({ sql, values: bound.values });
      const table = question.finish?.(rows) ?? rows;
      return { time: performance.now() - start, table };
    },
  };
}

function compareAll(question: Question, answers: ReadonlyMap<EngineName, Table>): number {
  const [[name, first] = ["signpost", []] as const, ...others] = answers;
  for (const [other, table] of others) {
    const difference = differenceOf(first, table, question.ordered === true);
    if (difference !== undefined) throw new DifferentAnswers(question.name, [name, other], difference);
  }
  return first.length;
}
