import type { Diagnostic } from "./check.ts";
import { constantOf } from "./expressions.ts";
import { analyseWithoutMissing } from "./fuzzy.ts";
import type { SyntaxElement } from "./language.ts";
import { plainOf, valueOf } from "./plain-values.ts";
import type { Environment, Plan } from "./relation.ts";
import type { Column, KqlType, TableSchemas } from "./schema.ts";
import { shuffleOf } from "./shuffle.ts";
import { itemsIn, kindOf, nameOf, partOf, partsOf, resultColumnsOf, textOf, typeOf } from "./syntax.ts";
import { compileTable } from "./tables.ts";
import { ticksOf } from "./time-text.ts";
import { Unsupported } from "./unsupported.ts";

/** Tables in memory. */
export interface Database {
  readonly tables: Readonly<Record<string, Table>>;
}

/** Must not change once it was asked. */
export interface Table {
  readonly columns: Readonly<Record<string, KqlType>>;
  /**
   * Values by column as JavaScript has them: a datetime as a Date or ISO 8601, a long as a whole number, a dynamic as what
   * JSON would be parsed to. What is missing is null, of strings "".
   */
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** What `ingestion_time()` tells of each row, in their order; null for others. */
  readonly ingestionTimes?: readonly (Date | string | null)[];
}

export interface Options {
  /** Where Kusto promises no order, each seed gives another; without one, rows come as they stand. */
  readonly seed?: number;
  /** Whether nulls are null or false where the documents say both: see `equalityOf`. "documented" is false. */
  readonly nulls?: Environment["nulls"];
}

export interface Answer {
  readonly columns: readonly Column[];
  /**
   * Values as JavaScript has them: a datetime as Kusto writes it, with seven digits and Z; a long as a number, where it is
   * too large for that as a bigint; a timespan as a text.
   */
  readonly rows: readonly (readonly unknown[])[];
}

/** Microsoft's parser or binder found the query wrong. */
export class InvalidKql extends Error {
  override readonly name = "InvalidKql";
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ code, message, start }) => `${code} at ${start}: ${message}`).join("\n"));
    this.diagnostics = diagnostics;
  }
}

/**
 * What a query answers on tables in memory, by the documented meaning of KQL.
 * @throws InvalidKql where Microsoft's parser or binder finds an error
 * @throws Unsupported where the query uses what is not implemented, or rests on what the documents leave open
 */
export function evaluate(text: string, database: Database, now: Date, options: Options = {}): Answer {
  const schemas = schemasOf(database);
  const { diagnostics, syntax } = analyseWithoutMissing(text, schemas);
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "Error");
  if (errors.length > 0) throw new InvalidKql(errors);
  const environment = environmentOf(database, now, options);
  const { Statements } = partsOf(syntax, "Statements");
  const plan = planOf(itemsIn(Statements), environment);
  const rows = plan.shape.ordered ? plan.run() : environment.shuffle(plan.run());
  return { columns: plan.shape.columns, rows: rows.map((row) => row.values.map(plainOf)) };
}

function planOf(statements: readonly SyntaxElement[], environment: Environment): Plan {
  let plan: Plan | undefined;
  for (const statement of statements) {
    if (plan !== undefined) throw new Unsupported("a second query in the text");
    if (kindOf(statement) === "LetStatement") bind(statement, environment);
    else if (kindOf(statement) === "ExpressionStatement")
      plan = compileTable(partOf(statement, "Expression"), environment);
    else throw new Unsupported(`the statement "${textOf(statement)}"`);
  }
  if (plan === undefined) throw new Unsupported("a text without a query");
  return plan;
}

/** https://learn.microsoft.com/kusto/query/let-statement */
function bind(statement: SyntaxElement, environment: Environment): void {
  const { Name, Expression } = partsOf(statement, "Name", "Expression");
  const name = nameOf(Name!);
  if (resultColumnsOf(Expression!).length > 0) {
    environment.names.set(name, { kind: "table", plan: compileTable(Expression!, environment) });
    return;
  }
  const shape = { columns: [], ordered: false, ingestion: "none" } as const;
  const value = constantOf(Expression!, { environment, shape });
  environment.names.set(name, { kind: "scalar", value, type: typeOf(Expression!) });
}

function environmentOf(database: Database, now: Date, options: Options): Environment {
  const environment: Environment = {
    tables: new Map(Object.entries(database.tables).map(([name, table]) => [name, planOfTable(table)])),
    names: new Map(),
    now: ticksOf(now.getTime()),
    shuffle: shuffleOf(options.seed),
    nulls: options.nulls ?? "documented",
    compileTable: (node) => compileTable(node, environment),
  };
  return environment;
}

/** Rows are read once for each table that is given, however many queries ask it. */
const plans = new WeakMap<Table, Plan>();

function planOfTable(table: Table): Plan {
  const known = plans.get(table);
  if (known !== undefined) return known;
  const plan = readTable(table);
  plans.set(table, plan);
  return plan;
}

function readTable({ columns, rows, ingestionTimes }: Table): Plan {
  const declared = Object.entries(columns).map(([name, type]) => ({ name, type }));
  const read = rows.map((row, place) => ({
    values: declared.map(({ name, type }) => valueOf(row[name], type)),
    ingested: valueOf(ingestionTimes?.[place], "datetime"),
  }));
  return { shape: { columns: declared, ordered: false, ingestion: "table" }, run: () => read };
}

function schemasOf(database: Database): TableSchemas {
  return Object.fromEntries(Object.entries(database.tables).map(([name, { columns }]) => [name, columns]));
}
