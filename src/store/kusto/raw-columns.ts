import { cleanText, extend, lowerGuid, type Column } from "./column.ts";
import { text } from "./literals.ts";
import { rawColumnNames, rawColumns, type RawColumn } from "./tables.ts";

/** What a column of the tables is called as it came: a text, whatever its type there. */
export function rawName(column: RawColumn): string {
  return `r_${column}`;
}

/** What it is called once it is clean: "" for unknown. */
export function cleanName(column: RawColumn): string {
  return `c_${column}`;
}

/** What stands in a table's leg. A table without the column, or an older workspace, has it empty. */
export function projection(column: RawColumn): string {
  const held = `column_ifexists(${text(column)}, "")`;
  const made =
    rawColumns[column] === "flag"
      ? `case(tobool(${held}) == true, "true", tobool(${held}) == false, "false", "")`
      : `tostring(${held})`;
  return `${rawName(column)} = ${made}`;
}

/** Columns that newer records have in place of another, as the reader has it: the first that holds something counts. */
const replacements: Readonly<Partial<Record<RawColumn, RawColumn>>> = {
  ConditionalAccessPolicies: "ConditionalAccessPoliciesV2",
};

/** The clean columns. JSON is parsed where it is taken apart. */
export const cleanColumns: readonly Column[] = rawColumnNames.flatMap((column) => {
  const raw = rawName(column);
  const other = replacements[column];
  if (other !== undefined) {
    const held = `iff(${raw} in ("", "[]", "{}"), ${rawName(other)}, ${raw})`;
    return [extend(cleanName(column), `parse_json(${held})`, [raw, rawName(other)])];
  }
  switch (rawColumns[column]) {
    case "id":
      return [
        extend(`t_${column}`, cleanText(raw), [raw]),
        extend(cleanName(column), lowerGuid(`t_${column}`), [`t_${column}`]),
      ];
    case "flag":
    case "text":
      return [extend(cleanName(column), cleanText(raw), [raw])];
    case "json":
      return [extend(cleanName(column), `parse_json(${raw})`, [raw])];
  }
});
