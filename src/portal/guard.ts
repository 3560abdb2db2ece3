/**
 * A text that no spreadsheet takes for a formula: an apostrophe goes before the sign that would begin one, as in the
 * portal's own downloads. Where commas are decimal marks, spreadsheets split cells at semicolons, and some do at tabs: a
 * formula after those is one as well. A text that has apostrophes there gets one more, so that `unguarded` finds it again.
 * Source: https://owasp.org/www-community/attacks/CSV_Injection
 */
export function guarded(text: string): string {
  if (plain.test(text)) return text;
  return text.replace(formula, "$1$2'").replace(/^(?='*[\t\r\n])/, "'");
}

/** The text that was guarded. */
export function unguarded(cell: string): string {
  return cell.replace(/^'(?='*[\t\r\n])/, "").replace(guardedFormula, "$1$2");
}

/** Most texts: one look tells that there is no place for a formula to begin. */
const plain = /^(\w[^;\t\r\n]*)?$/;

const begin = "(^|[;\\t\\r\\n])([^\\S\\t\\r\\n]*)";
const signs = "(?='*[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20])";
const formula = new RegExp(begin + signs, "g");
const guardedFormula = new RegExp(`${begin}'${signs}`, "g");
