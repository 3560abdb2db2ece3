import type { Answer } from "./evaluate.ts";
import { cellText, type DynamicForm } from "./wire.ts";

/** A table as a frame: https://learn.microsoft.com/kusto/api/rest/response-v2 */
export function dataTable(
  id: number,
  kind: string,
  name: string,
  { columns, rows }: Answer,
  dynamics: DynamicForm,
): string {
  const described = columns.map((column) => ({ ColumnName: column.name, ColumnType: column.type }));
  const lines = rows.map(
    (row) => `[${row.map((value, at) => cellText(value, columns[at]!.type, dynamics)).join(",")}]`,
  );
  const head = { FrameType: "DataTable", TableId: id, TableKind: kind, TableName: name, Columns: described };
  return `${JSON.stringify(head).slice(0, -1)},"Rows":[${lines.join(",")}]}`;
}

/** What a query tells of itself when it is done: no errors, which stand at level 2 and below. */
export const completionTable: Answer = {
  columns: [
    { name: "ClientRequestId", type: "string" },
    { name: "Level", type: "int" },
    { name: "LevelName", type: "string" },
    { name: "StatusCode", type: "int" },
    { name: "StatusCodeName", type: "string" },
    { name: "EventTypeName", type: "string" },
    { name: "Payload", type: "string" },
  ],
  rows: [["", 4, "Info", 0, "S_OK (0)", "QueryInfo", '{"Count":1,"Text":"Query completed successfully"}']],
};
