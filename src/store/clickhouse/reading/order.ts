/**
 * A text as an expression that ClickHouse, which compares bytes of UTF-8, orders as JavaScript orders the text: by code
 * units of UTF-16. The two differ in one thing: characters beyond the first 65,536 (first bytes F0 to F4) stand before
 * those from U+E000 to U+FFFF (first bytes EE and EF, which occur as first bytes only), so these get higher first bytes.
 */
export function inCodeUnits(text: string): string {
  return `replaceAll(replaceAll(${text}, '\\xEE', '\\xF5'), '\\xEF', '\\xF6')`;
}
