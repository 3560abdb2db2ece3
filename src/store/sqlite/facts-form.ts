import { factColumns, orderedColumns, rolledUpColumns } from "./columns.ts";

/** To be raised when a field of the same name reads something else out of a sign-in, or when facts are kept otherwise. */
const reading = 6;

/** What the facts of this program look like; those of another form are made anew. */
export const factsForm = JSON.stringify([
  reading,
  factColumns.map(({ name }) => name),
  orderedColumns,
  rolledUpColumns,
]);
