import { z } from "zod";
import { parseBlock } from "../matches.ts";
import { field, fieldNames, type FieldName } from "../fields.ts";
import { countryByName, countryCodes } from "../countries.ts";
import {
  buckets,
  Duration,
  exportFormats,
  Having,
  longestValue,
  mostColumns,
  mostRows,
  mostThresholds,
} from "../question.ts";
import { fieldNamed, valueNamed } from "../vocabulary.ts";
import { claim, isFree, require, type Reading } from "./reading.ts";

/** Explicit filters: `field:value`, `-field:value`, `field!=value`, `field:a,b`, and the settings `limit:`, `order:` … */
export function readFilters(reading: Reading): void {
  reading.tokens.forEach((token, at) => {
    const { filter } = token;
    if (filter === undefined || !isFree(reading, at)) return;
    if (readSetting(reading, filter.name.toLowerCase(), filter.values, filter.negated))
      return claim(reading, at);
    if (filter.name.toLowerCase() === "list") {
      require(reading, "user", filter.values.map((value) => `list:${value}`), filter.negated);
      return claim(reading, at);
    }
    const name = filter.name.toLowerCase() === "id" ? "id" : fieldNamed(filter.name);
    if (name === undefined) return;
    const values = filter.values.map((value) => (name === "id" ? value : canonicalValue(name, value)));
    if (values.some((value) => value === undefined || value.length > longestValue)) return;
    require(reading, name, values as string[], filter.negated);
    claim(reading, at);
  });
}

/**
 * The canonical form of a value said for a field, or undefined where the field has no such value.
 * "" is "unknown" for every field.
 */
export function canonicalValue(name: FieldName, text: string): string | undefined {
  if (text === "" || /^list:./.test(text)) return text;
  const entry = field(name);
  if (name === "country") return countryOf(text);
  if (entry.kind === "address") return parseBlock(text) === undefined ? undefined : text;
  if (entry.kind === "number") return /^(?:AADSTS)?(\d{1,10})$/i.exec(text)?.[1]?.replace(/^0+(?=\d)/, "");
  return valueNamed(name, text) ?? (isClosed(name) ? undefined : text);
}

function countryOf(text: string): string | undefined {
  const code = text.toUpperCase();
  return countryCodes.includes(code) ? code : countryByName(text);
}

/** Fields with a closed list of values; the portal's client apps grow, so theirs is open. */
function isClosed(name: FieldName): boolean {
  const { kind } = field(name);
  return (kind === "enum" || kind === "boolean") && name !== "clientApp" && name !== "policyResult";
}

const positive = z.coerce.number().int().min(1).max(mostRows);

function readSetting(reading: Reading, name: string, values: readonly string[], negated: boolean): boolean {
  const [value = ""] = values;
  if (negated) return false;
  const { draft } = reading;
  const set = <T>(schema: z.ZodType<T>, apply: (parsed: T) => void, raw: unknown = value): boolean => {
    const parsed = schema.safeParse(raw);
    if (parsed.success) apply(parsed.data);
    return parsed.success;
  };
  if (name === "having") return readHaving(reading, values);
  if (name === "columns") return readColumns(reading, values);
  if (values.length !== 1) return false;
  switch (name) {
    case "limit":
      return set(positive, (limit) => (draft.limit = limit));
    case "offset":
      return set(z.coerce.number().int().min(0).max(100_000), (offset) => (draft.offset = offset));
    case "order":
      return set(z.enum(["newest", "oldest", "least"]), (order) => (draft.order = order));
    case "bucket":
      return set(z.enum(buckets), (bucket) => (draft.bucket = bucket));
    case "rank":
      return set(z.enum(fieldNames), (rank) => (draft.rank = rank));
    case "split":
      return set(z.enum(fieldNames), (split) => (draft.split = split));
    case "row":
      return set(positive, (row) => (draft.row = row));
    case "within":
      return set(Duration, (within) => (draft.within = within));
    case "every":
      return set(Duration, (every) => (draft.every = every));
    case "baseline":
      return set(Duration, (baseline) => (draft.baseline = baseline));
    case "threshold":
      return set(z.coerce.number().int().min(1).max(1_000_000), (threshold) => (draft.threshold = threshold));
    case "format":
      return set(z.enum(exportFormats), (format) => (draft.format = format));
    default:
      return false;
  }
}

function readColumns(reading: Reading, values: readonly string[]): boolean {
  const columns = values.map((value) => fieldNamed(value));
  if (columns.length > mostColumns || columns.some((name) => name === undefined)) return false;
  reading.draft.columns = [...new Set(columns.filter((name) => name !== undefined))];
  return true;
}

/** `having:failures>=5`, `having:user<=3`, `having:lastSeen<now-60d`; several are separated by commas. */
function readHaving(reading: Reading, values: readonly string[]): boolean {
  const thresholds = values.map((value) => {
    const match = /^([A-Za-z]+)(>=|<=|<)(.+)$/.exec(value);
    if (match === null) return undefined;
    const [, of, operator, amount = ""] = match;
    const bound =
      operator === "<"
        ? { before: amount }
        : { [operator === ">=" ? "atLeast" : "atMost"]: /^\d+$/.test(amount) ? Number(amount) : Number.NaN };
    const parsed = Having.safeParse({ of, ...bound });
    return parsed.success ? parsed.data : undefined;
  });
  if (thresholds.some((threshold) => threshold === undefined)) return false;
  if ((reading.draft.having ?? []).length + thresholds.length > mostThresholds) return false;
  reading.draft.having = [
    ...(reading.draft.having ?? []),
    ...thresholds.filter((threshold) => threshold !== undefined),
  ];
  return true;
}
