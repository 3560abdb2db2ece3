import { stringify } from "csv-stringify/sync";
import type { SignIn } from "../signin/sign-in.ts";
import type { Column } from "./columns.ts";

/**
 * Sign-ins as a table: RFC 4180, UTF-8. It begins with a byte order mark, as the portal's own downloads do: without one
 * Excel takes the text for one of the machine's old code page, and "Novák" becomes "NovÃ¡k"; other readers pass it over.
 */
export async function* csvOf(
  pages: AsyncIterable<readonly SignIn[]>,
  columns: readonly Column[],
): AsyncGenerator<string> {
  yield `\uFEFF${table([columns.map(({ header }) => header)])}`;
  for await (const page of pages) {
    yield table(page.map((signIn) => columns.map(({ read }) => inert(read(signIn)))));
  }
}

function table(rows: readonly (readonly string[])[]): string {
  return stringify([...rows], { record_delimiter: "\r\n" });
}

/**
 * A text that no spreadsheet takes for a formula: an apostrophe goes before the sign that would begin one. Where commas
 * are decimal marks, spreadsheets split cells at semicolons, and some do at tabs: a formula after those is one as well.
 * Control characters other than tabs and line breaks, which only a terminal would obey, are replaced.
 * Source: https://owasp.org/www-community/attacks/CSV_Injection
 */
export function inert(text: string): string {
  return text
    .replace(/[^\P{Cc}\t\r\n]/gu, "\uFFFD")
    .replace(/(^|[;\t\r\n])([^\S\t\r\n]*)(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g, "$1$2'")
    .replace(/^(?=[\t\r\n])/, "'")
    .toWellFormed();
}
