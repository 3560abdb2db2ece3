/**
 * How texts are ordered and how case is ignored. Kusto's documents say neither: assumed is what .NET calls ordinal, by
 * UTF-16 units, and ordinal ignoring case, where each unit is replaced by its simple upper case without regard to language.
 */
export function compareOrdinal(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The text with case ignored: two texts are equal without case if these are equal. Has as many units as the text. */
export function foldCase(text: string): string {
  return mapUnits(text, (unit) => unit.toUpperCase());
}

export function upperCase(text: string): string {
  return foldCase(text);
}

export function lowerCase(text: string): string {
  return mapUnits(text, (unit) => unit.toLowerCase());
}

/** Letters whose other case is an ASCII letter, which .NET's invariant casing leaves as they are: İ, ı and ſ. */
const kept = /[\u0130\u0131\u017F]/;

function mapUnits(text: string, map: (unit: string) => string): string {
  if (/^[\0-\x7f]*$/.test(text)) return map(text);
  let mapped = "";
  for (let at = 0; at < text.length; at++) {
    const unit = text.charAt(at);
    const other = kept.test(unit) ? unit : map(unit);
    mapped += other.length === 1 ? other : unit;
  }
  return mapped;
}
