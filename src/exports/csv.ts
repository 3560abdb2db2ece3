import { stringify } from "csv-stringify/sync";
import { guarded } from "../portal/guard.ts";
import type { Column } from "./columns.ts";
import { inTurn } from "./in-turn.ts";

/**
 * Rows as a table: RFC 4180, UTF-8. It begins with a byte order mark, as the portal's own downloads do: without one
 * Excel takes the text for one of the machine's old code page, and "Novák" becomes "NovÃ¡k"; other readers pass it over.
 */
export async function* csvOf<Row>(
  pages: AsyncIterable<readonly Row[]>,
  columns: readonly Column<Row>[],
): AsyncGenerator<string> {
  yield `\uFEFF${table([columns.map(({ header }) => header)])}`;
  for await (const page of pages) {
    yield await inTurn(() => table(page.map((row) => columns.map(({ read }) => inert(read(row))))));
  }
}

function table(rows: readonly (readonly string[])[]): string {
  // A single line break ends a row for most readers, though it is not this table's own: unquoted, it would let a text of
  // the log make up rows.
  return stringify([...rows], { record_delimiter: "\r\n", quoted_match: /[\r\n]/ });
}

/** A cell that nothing acts on: no spreadsheet as a formula, no terminal as a control sequence. */
export function inert(text: string): string {
  // Most texts are plain ASCII.
  const legible = /^[ -~]*$/.test(text) ? text : text.replace(/[^\P{Cc}\t\r\n]/gu, "\uFFFD").toWellFormed();
  return guarded(legible);
}
