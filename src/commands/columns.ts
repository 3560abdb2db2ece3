import { field, type FieldName } from "../question/fields.ts";
import { inSentence, listed } from "../views/words.ts";

/** What an answer says of its columns: "Columns: time, user and risk." */
export function columnsLine(columns: readonly FieldName[]): string {
  return `Columns: ${listed(["time", ...columns.map((name) => inSentence(field(name).label))])}.`;
}
