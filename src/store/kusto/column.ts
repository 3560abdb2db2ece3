import { text, verbatim } from "./literals.ts";

/**
 * A column that can be made of others: its operator, and the columns that have to be there before. Columns are only made
 * where a question needs them.
 */
export interface Column {
  readonly name: string;
  readonly needs: readonly string[];
  /** Without the pipe. Several columns that one operator makes share its text. */
  readonly operator: string;
}

export function extend(name: string, expression: string, needs: readonly string[]): Column {
  return { name, needs, operator: `extend ${name} = ${expression}` };
}

/** The columns in an order in which each follows what it needs, without those that are there already. */
export function inOrder(
  wanted: readonly string[],
  columns: ReadonlyMap<string, Column>,
  present: ReadonlySet<string>,
): Column[] {
  const seen = new Set(present);
  const operators = new Set<string>();
  const ordered: Column[] = [];
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    const column = columns.get(name);
    if (column === undefined) return;
    for (const needed of column.needs) visit(needed);
    if (operators.has(column.operator)) return;
    operators.add(column.operator);
    ordered.push(column);
  };
  for (const name of wanted) visit(name);
  return ordered;
}

/** Every column that these are made of, themselves included. */
export function allNeeded(
  wanted: readonly string[],
  columns: ReadonlyMap<string, Column>,
): ReadonlySet<string> {
  const all = new Set<string>();
  const visit = (name: string): void => {
    if (all.has(name)) return;
    all.add(name);
    for (const needed of columns.get(name)?.needs ?? []) visit(needed);
  };
  for (const name of wanted) visit(name);
  return all;
}

/** What surrounds a text and is none of it: what JavaScript's `trim` takes away. */
const space = text("[\t\n\u000b\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+");
const guid = verbatim("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$");
const zeroGuid = verbatim("^0{8}-0{4}-0{4}-0{4}-0{12}$");

/** The expression for a text as `textOf` of ingest/values.ts reads it; unknown is "". */
export function cleanText(expression: string): string {
  return `replace_regex(trim(${space}, ${expression}), ${zeroGuid}, "")`;
}

/** The expression for an id as `idOf` reads it, GUIDs in lower case. @param column that has the clean text */
export function lowerGuid(column: string): string {
  return `iff(${column} matches regex ${guid}, tolower(${column}), ${column})`;
}

/** A property of a JSON object, as a text. */
export function property(object: string, ...path: readonly string[]): string {
  return `tostring(${object}${path.map((name) => `.${name}`).join("")})`;
}
