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

/** By how long the slowest engine took to warm up, up to so many milliseconds: how many repetitions, and how many in a row. */
const repetitions = [
  { upTo: 100, count: 50, inARow: 10 },
  { upTo: 2_000, count: 15, inARow: 3 },
  { upTo: Infinity, count: 5, inARow: 1 },
] as const;

/** Rows of an answer that is long. */
const longAnswer = 10_000;

/**
 * Asks every engine some cases in a row, then the next engine the same ones, and so on, so that the noise of the machine
 * hits all alike, and compares every answer. Each row begins with a case that is not measured: a store is used by itself,
 * and what another's scan leaves behind in the processor costs an answer of half a millisecond several times its own time.
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
  const askers = [signpost(question, store), ...engines.map((engine) => inSql(question, engine))];
  const samples = new Map(askers.map(({ name }) => [name, [] as number[]]));
  const caseAt = (turn: number): Case => cases[turn % cases.length] as Case;
  let rows = 0;
  /** Asks for some turns in a row. Returns how long the slowest answer took, milliseconds. */
  const round = async (from: number, to: number, isMeasured: boolean): Promise<number> => {
    const answers = Array.from({ length: to - from }, () => new Map<EngineName, Table>());
    let slowest = 0;
    for (let place = 0; place < askers.length; place++) {
      const { name, ask } = askers[(place + from) % askers.length] as Asker;
      if (isMeasured) await ask(caseAt(from - 1));
      for (let turn = from; turn < to; turn++) {
        const { time, table } = await ask(caseAt(turn));
        if (isMeasured) samples.get(name)?.push(time);
        slowest = Math.max(slowest, time);
        answers[turn - from]?.set(name, table);
      }
    }
    for (const answer of answers) rows = Math.max(rows, compareAll(question, answer));
    return slowest;
  };
  const slowest = await round(0, 1, false);
  const { count, inARow: usual } = repetitions.find(({ upTo }) => slowest <= upTo) ?? repetitions[2];
  // Long answers are compared before the next is asked for: keeping several would slow down what is measured.
  const inARow = rows > longAnswer ? 1 : usual;
  const last = Math.min(count, most);
  for (let turn = 1; turn <= last; turn += inARow) await round(turn, Math.min(turn + inARow, last + 1), true);
  return {
    question,
    rows,
    times: Object.fromEntries([...samples].map(([name, all]) => [name, timesOf(all)])),
  };
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
      const answer = question.finish?.(rows);
      const time = performance.now() - start;
      const table = answer === undefined ? (question.compared?.(rows) ?? rows) : question.table(answer, at);
      return { time, table };
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
