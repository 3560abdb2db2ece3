import type { Case } from "../questions/cases.ts";
import type { Question } from "../questions/question.ts";
import type { Answer, Asker, EngineName } from "./asker.ts";
import { DifferentAnswers, differenceOf } from "./compare.ts";
import { type Times, timesOf } from "./statistics.ts";

/** One question on every engine of a run. */
export interface Measured {
  readonly question: Question;
  readonly times: Readonly<Partial<Record<EngineName, Times>>>;
  /** Rows of the longest answer. */
  readonly rows: number;
}

/** How many repetitions, and how many in a row. */
const often = { count: 50, inARow: 10 };
const seldom = { count: 20, inARow: 2 };

/** Milliseconds that the slowest engine may take to warm up for the question to be asked often. */
const quick = 100;

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
  askers: readonly Asker[],
  most = Infinity,
): Promise<Measured> {
  const samples = new Map(askers.map(({ name }) => [name, [] as number[]]));
  const caseAt = (turn: number): Case => cases[turn % cases.length] as Case;
  let rows = 0;
  let rounds = 0;
  /** Asks for some turns in a row. Returns how long the slowest answer took, milliseconds. */
  const round = async (from: number, to: number, isMeasured: boolean): Promise<number> => {
    const answers = Array.from({ length: to - from }, () => new Map<EngineName, Answer>());
    let slowest = 0;
    for (let place = 0; place < askers.length; place++) {
      const asker = askers[(place + rounds) % askers.length] as Asker;
      if (isMeasured) await asker.ask(question, caseAt(from - 1));
      for (let turn = from; turn < to; turn++) {
        const answer = await asker.ask(question, caseAt(turn));
        if (isMeasured) samples.get(asker.name)?.push(answer.time);
        slowest = Math.max(slowest, answer.time);
        rows = Math.max(rows, answer.rows);
        answers[turn - from]?.set(asker.name, answer);
      }
    }
    for (const answer of answers) compareAll(question, answer);
    rounds += 1;
    return slowest;
  };
  const slowest = await round(0, 1, false);
  const { count, inARow } = slowest <= quick ? often : seldom;
  const last = Math.min(count, most);
  for (let turn = 1; turn <= last; turn += inARow) await round(turn, Math.min(turn + inARow, last + 1), true);
  return {
    question,
    rows,
    times: Object.fromEntries([...samples].map(([name, all]) => [name, timesOf(all)])),
  };
}

/** @throws DifferentAnswers */
function compareAll(question: Question, answers: ReadonlyMap<EngineName, Answer>): void {
  const [first, ...others] = answers;
  if (first === undefined) return;
  for (const [name, { kept }] of others) {
    const difference = differenceOf(first[1].kept, kept);
    if (difference !== undefined) throw new DifferentAnswers(question.name, [first[0], name], difference);
  }
}
