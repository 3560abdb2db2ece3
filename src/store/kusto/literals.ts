/**
 * The one place where a value becomes part of a query's text. Log Analytics takes no parameters beside the text, so
 * nothing but these functions may put a value into one.
 * Source of the notation: https://learn.microsoft.com/kusto/query/scalar-data-types/string
 */

/** A text as a string literal. Quotes, backslashes and whatever has no glyph of its own are escaped. */
export function text(value: string): string {
  const escaped = value.replace(/["\\]|(?! )[\p{C}\p{Z}]/gu, (character) =>
    character === '"' || character === "\\"
      ? `\\${character}`
      : Array.from({ length: character.length }, (_, at) => escapeUnit(character.charCodeAt(at))).join(""),
  );
  return `"${escaped}"`;
}

function escapeUnit(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, "0")}`;
}

/** Texts as what follows `in`. At least one. */
export function texts(values: readonly string[]): string {
  return `(${values.map(text).join(", ")})`;
}

/** Texts as an array of type dynamic. */
export function array(values: readonly string[]): string {
  return values.length === 0 ? "dynamic([])" : `pack_array(${values.map(text).join(", ")})`;
}

/** A whole number. @throws RangeError for anything else */
export function whole(value: number): string {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number: ${value}`);
  return `long(${value})`;
}

/** A moment in milliseconds since 1970. @throws RangeError for what is none */
export function moment(milliseconds: number): string {
  return `datetime(${new Date(milliseconds).toISOString()})`;
}

/** A regular expression that the program wrote itself, for `matches regex` and the like (RE2, as Kusto has it). */
export function pattern({ source, flags }: RegExp): string {
  return verbatim(`${flags.includes("i") ? "(?i)" : ""}${source}`);
}

/** A text of the program's own, in which backslashes stand for themselves. */
export function verbatim(source: string): string {
  return `@"${source.replaceAll('"', '""')}"`;
}
