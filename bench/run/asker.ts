import type { Store } from "../../src/store/store.ts";
import { Bound, type SqlEngine, type Table } from "../engines/engine.ts";
import { startChild } from "../processes/child.ts";
import type { Case } from "../questions/cases.ts";
import type { Question } from "../questions/question.ts";
import { type KeptAnswer, keptAnswer } from "./compare.ts";

/** What Signpost is compared with: other engines, and its own store over ClickHouse. */
export type OtherName = SqlEngine["name"] | "clickhouse";
export type EngineName = "signpost" | OtherName;

export interface Answer {
  /** Milliseconds. */
  readonly time: number;
  readonly rows: number;
  readonly kept: KeptAnswer;
}

/** An engine that takes questions as they are, whatever it understands. */
export interface Asker {
  readonly name: EngineName;
  ask(question: Question, at: Case): Promise<Answer>;
  close(): Promise<void>;
}

export function askerOfStore(store: Store, name: "signpost" | "clickhouse" = "signpost"): Asker {
  return {
    name,
    ask: async (question, at) => {
      const start = performance.now();
      const answer = await question.ask(store, at);
      const time = performance.now() - start;
      return { time, ...kept(question, question.table(answer, at)) };
    },
    close: () => store.close(),
  };
}

export function askerOfEngine(engine: SqlEngine): Asker {
  return {
    name: engine.name,
    ask: async (question, at) => {
      const bound = new Bound(engine.name);
      const sql = question.sql(engine.name, bound, at);
      const start = performance.now();
      const rows = await engine.ask({ sql, values: bound.values });
      const answer = question.finish?.(rows);
      const time = performance.now() - start;
      const table = answer === undefined ? (question.compared?.(rows) ?? rows) : question.table(answer, at);
      return { time, ...kept(question, table) };
    },
    close: () => engine.close(),
  };
}

/**
 * An engine in a process of its own, with the clock in there: long answers of one engine in the heap cost the next one
 * half of its own time in one process, even when they were cleared away before.
 */
export function askerInProcess(name: EngineName, path: string): Asker {
  const child = startChild<AskTask, Answer>("./ask.ts", [name, path]);
  return {
    name,
    ask: (question, at) => child.ask({ question: question.name, at }),
    close: () => child.end(),
  };
}

/** What such a process is asked. */
export interface AskTask {
  /** Its name. */
  readonly question: string;
  readonly at: Case;
}

function kept(question: Question, table: Table): Omit<Answer, "time"> {
  return { rows: table.length, kept: keptAnswer(table, question.ordered === true) };
}
