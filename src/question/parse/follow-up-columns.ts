import type { FieldName } from "../fields.ts";
import { createPhrases, phraseStartingAt } from "../phrases.ts";
import type { FollowUp } from "../question.ts";
import { fieldAt } from "../vocabulary.ts";
import type { Reading } from "./reading.ts";

const columnLeads = createPhrases<"added" | "removed">([
  ...["add", "also show", "include", "plus", "with", "show also"].flatMap((verb) =>
    ["column", "columns", "the column", "the columns"].map((noun) => [`${verb} ${noun}`, "added"] as const),
  ),
  ...["remove", "drop", "hide", "without", "delete"].flatMap((verb) =>
    ["column", "columns", "the column", "the columns"].map((noun) => [`${verb} ${noun}`, "removed"] as const),
  ),
]);

/** "add column country", "remove the column risk". */
export function changedColumns({ tokens }: Reading): Pick<FollowUp, "columns" | "columnsAre"> | undefined {
  const lead = phraseStartingAt(tokens, 0, columnLeads);
  if (lead === undefined) return undefined;
  const columns: FieldName[] = [];
  for (let at = lead.length; at < tokens.length;) {
    if (tokens[at]?.word === "and") at++;
    const named = fieldAt(tokens, at);
    if (named === undefined) return undefined;
    columns.push(named.value);
    at += named.length;
  }
  return columns.length === 0 ? undefined : { columns, columnsAre: lead.value };
}
