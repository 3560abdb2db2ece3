import { moment, text } from "../../../src/store/kusto/literals.ts";
import { rawColumnNames, tables } from "../../../src/store/kusto/tables.ts";
import { publishedColumns } from "./published-columns.ts";
import type { TableRow, Workspace } from "./workspace.ts";

/**
 * A query that asks the rows of a workspace in place of the service's own tables, whose names `let` gives to tables of its
 * text. Nothing is written, so whoever may read can ask it.
 */
export function withFixtures(query: string, { rows }: Workspace): string {
  const statements = tables.map(({ name }) => `let ${name} = ${datatable(name, rows[name] ?? [])};`);
  return `${statements.join("\n")}\n${query}`;
}

function datatable(table: string, rows: readonly TableRow[]): string {
  const published = publishedColumns[table] ?? {};
  const used = new Set([...rawColumnNames, "TimeGenerated", "CreatedDateTime", ...rows.flatMap(Object.keys)]);
  const columns = [...used].filter((name) => published[name] !== undefined);
  const schema = columns.map((name) => `${name}: ${published[name]}`).join(", ");
  const cells = rows.map((row) => columns.map((name) => literal(row[name], published[name])).join(", "));
  return `datatable(${schema}) [\n${cells.join(",\n")}\n]`;
}

function literal(value: unknown, type: string | undefined): string {
  if (value === undefined || value === null) return type === "string" ? text("") : `${type}(null)`;
  if (type === "dynamic") return `dynamic(${JSON.stringify(value)})`;
  // Rows hold texts, numbers and flags beside objects.
  const plain = `${value as string | number | boolean}`;
  if (type === "string") return text(plain);
  return type === "datetime" ? moment(Date.parse(plain)) : `${type}(${plain})`;
}
