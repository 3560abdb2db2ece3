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

/** The clean columns. JSON is parsed where it is taken apart. */
export const cleanColumns: readonly Column[] = rawColumnNames.flatMap((column) => {
  const raw = rawName(column);
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
