import type { SignIn } from "../../src/signin/sign-in.ts";

export type Cell = string | number | null;
export type Row = readonly Cell[];
/** An answer in the form in which answers are compared. */
export type Table = readonly Row[];

/** What Signpost is compared with: something that holds the same sign-ins and understands SQL. */
export interface SqlEngine {
  readonly name: Dialect;
  /** Makes its table anew and fills it; sign-ins come in the order of time, each once and complete. */
  load(signIns: Iterable<SignIn>, onProgress: (records: number) => void): Promise<void>;
  /** Rows of one statement; list columns are null. */
  ask(statement: Statement): Promise<Table>;
  close(): Promise<void>;
}

export const dialects = ["duckdb", "sqlite"] as const;
export type Dialect = (typeof dialects)[number];

export interface Statement {
  /** Values stand as $name. */
  readonly sql: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** Values of a statement, apart from its text. */
export class Bound {
  readonly values: Record<string, string | number> = {};
  readonly dialect: Dialect;
  #next = 0;

  constructor(dialect: Dialect) {
    this.dialect = dialect;
  }

  /** Keeps a value and returns what stands for it in the text. */
  of(value: string | number): string {
    const name = `p${this.#next++}`;
    this.values[name] = value;
    return `$${name}`;
  }
}
