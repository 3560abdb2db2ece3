import type { SyntaxElement } from "./language.ts";
import type { Column, KqlType } from "./schema.ts";
import type { Shuffle } from "./shuffle.ts";
import type { Value } from "./values.ts";

export interface Row {
  /** In the order of the columns. */
  readonly values: readonly Value[];
  /** What `ingestion_time()` tells of it. */
  readonly ingested: Value;
}

/** What is known of a table before it is read. */
export interface Shape {
  readonly columns: readonly Column[];
  /** Whether Kusto promises the order of the rows. */
  readonly ordered: boolean;
  /** What `ingestion_time()` is here: of the table, null, or not told by the documents. */
  readonly ingestion: "table" | "none" | "undocumented";
}

/** A tabular expression, ready to be read; each reading may come in another order. */
export interface Plan {
  readonly shape: Shape;
  run(): readonly Row[];
}

/** An operator behind a pipe. */
export interface Step {
  readonly shape: Shape;
  run(rows: readonly Row[]): readonly Row[];
}

/** A scalar expression. The number is the row's place in its table, from 0. */
export type Scalar = (row: Row, place: number) => Value;

/** What a name of a `let` stands for. */
export type Binding =
  | { readonly kind: "scalar"; readonly value: Value; readonly type: KqlType }
  | { readonly kind: "table"; readonly plan: Plan };

/** All that an expression may refer to but the columns. */
export interface Environment {
  readonly tables: ReadonlyMap<string, Plan>;
  readonly names: Map<string, Binding>;
  /** Ticks. */
  readonly now: bigint;
  readonly shuffle: Shuffle;
  readonly nulls: "documented" | "threeValued";
  compileTable(node: SyntaxElement): Plan;
}

export interface Scope {
  readonly environment: Environment;
  readonly shape: Shape;
}

export const noRow: Row = { values: [], ingested: null };

export function columnAt(columns: readonly Column[], name: string): number {
  return columns.findIndex((column) => column.name === name);
}
