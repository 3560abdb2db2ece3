/** Longest text that tells where a record begins. */
export const startLength = 400;

/** The first key of an object, as it is written. */
const firstKey = /^\{\s{0,100}"([^"\\]{1,100})"/;

/**
 * What the beginning of a record looks like in text that is broken before it.
 *
 * @param known the last record that was whole: those of one list begin with the same key
 * @param broken the text of the broken record, for want of a whole one
 * @param isRow whether records are lists of values instead of objects
 */
export function startPattern(known: unknown, broken: string, isRow: boolean): RegExp {
  if (isRow) return /\[/;
  const [expected = ""] = isObject(known) ? Object.keys(known) : [];
  const key = /^[^"\\]{1,100}$/.test(expected) ? expected : firstKey.exec(broken)?.[1];
  const name = key === undefined ? String.raw`[^"\\]{1,100}` : key.replace(/[^\w]/g, String.raw`\$&`);
  return new RegExp(String.raw`\{\s{0,100}"${name}"\s{0,100}:`);
}

/** Whether a value is a record like another one, not a part of one: it has more than half of the other's keys. */
export function isLike(value: unknown, known: unknown): boolean {
  if (!isObject(value)) return false;
  if (!isObject(known)) return true;
  const keys = Object.keys(known);
  return keys.filter((key) => Object.hasOwn(value, key)).length * 2 > keys.length;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
