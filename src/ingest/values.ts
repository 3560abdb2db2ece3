/**
 * The values of a record in whatever notation its source chose: JSON, text of a CSV cell, JSON inside of a cell. Null,
 * empty and all-zero values are undefined, so that absent means unknown. Nothing here throws.
 */

/** The properties of a record by name in lower case, as sources do not agree on the case of their keys. */
export type Fields = ReadonlyMap<string, unknown>;

/** The fields of an object, or of the JSON text of one; of two keys that differ in case, the first that holds something. */
export function fieldsOf(value: unknown): Fields {
  const object = structured(value);
  const fields = new Map<string, unknown>();
  if (typeof object !== "object" || object === null || Array.isArray(object)) return fields;
  // Plain loops here and in `compact`: they run for every object of every record.
  for (const key in object) {
    const held: unknown = (object as Record<string, unknown>)[key];
    const name = lowerCase(key);
    if (held !== null && held !== "" && !fields.has(name)) fields.set(name, held);
  }
  return fields;
}

const lowered = new Map<string, string>();
/** Keys of sources are a few hundred; hostile ones may be any number. */
const loweredAtMost = 10_000;

/** A key in lower case. Records repeat their keys, so most are known. */
export function lowerCase(key: string): string {
  let lower = lowered.get(key);
  if (lower === undefined) {
    if (lowered.size === loweredAtMost) lowered.clear();
    lowered.set(key, (lower = key.toLowerCase()));
  }
  return lower;
}

const zeroGuid = "00000000-0000-0000-0000-000000000000";

export function textOf(value: unknown): string | undefined {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value !== "string") return undefined;
  // Half of a surrogate pair has no UTF-8 form: it would come back from the store as another text.
  const text = value.trim().toWellFormed();
  return text === "" || text === zeroGuid ? undefined : text;
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An id: GUIDs in lower case, as sources do not agree on it; of other ids the case may matter. */
export function idOf(value: unknown): string | undefined {
  const text = textOf(value);
  return text !== undefined && guid.test(text) ? text.toLowerCase() : text;
}

const yes: ReadonlySet<string> = new Set(["true", "yes", "1", "oui", "vrai", "si", "verdadero"]);
const no: ReadonlySet<string> = new Set(["false", "no", "0", "non", "faux", "falso"]);

export function flagOf(value: unknown): boolean | undefined {
  const text = textOf(value);
  if (text === undefined) return undefined;
  const word = squeeze(text);
  if (yes.has(word)) return true;
  return no.has(word) ? false : undefined;
}

export function numberOf(value: unknown): number | undefined {
  const text = textOf(value);
  const number = text !== undefined && /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
  return Number.isFinite(number) ? number : undefined;
}

export function wholeOf(value: unknown): number | undefined {
  const number = numberOf(value);
  return Number.isSafeInteger(number) ? number : undefined;
}

/** The items of a list, or of the JSON text of one. */
export function listOf(value: unknown): readonly unknown[] {
  const list = structured(value);
  return Array.isArray(list) ? list : [];
}

/** Texts of a list, of the JSON text of one, or of texts joined by commas; undefined where there is no list at all. */
export function textsOf(value: unknown): string[] | undefined {
  const list = structured(value);
  if (Array.isArray(list)) return list.map(textOf).filter((text) => text !== undefined);
  return textOf(list)
    ?.split(",")
    .map((text) => text.trim())
    .filter((text) => text !== "");
}

/** What a list of objects becomes, one by one; empty ones are left out. Undefined where there is no list at all. */
export function eachOf<T extends object>(
  value: unknown,
  read: (fields: Fields) => T | undefined,
): T[] | undefined {
  const list = structured(value);
  if (!Array.isArray(list)) return undefined;
  return list.map((item) => read(fieldsOf(item))).filter((item) => item !== undefined);
}

/** The object without its undefined properties; undefined when nothing is left. */
export function compact<T extends object>(object: T): T | undefined {
  const known: Partial<T> = {};
  let empty = true;
  for (const key in object) {
    if (object[key] === undefined) continue;
    known[key] = object[key];
    empty = false;
  }
  return empty ? undefined : (known as T);
}

/** Letters and digits alone, without case and accents: "Application ID " and "applicationId" are the same name. */
export function squeeze(text: string): string {
  if (/^[a-z0-9]*$/i.test(text)) return text.toLowerCase();
  return text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");
}

/** The JSON value of a text that looks like an object or a list; anything else as it is. */
function structured(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
