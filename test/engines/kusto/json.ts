import { formatDatetime, formatTimespan } from "./time-text.ts";
import { undocumented } from "./unsupported.ts";
import { isBag, isDatetime, isItems, isTimespan, type Value } from "./values.ts";

/**
 * What `parse_json` makes of a text: of a text that is not JSON, the text itself.
 * https://learn.microsoft.com/kusto/query/parse-json-function
 */
export function parseJson(text: string): Value {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return text;
  }
  return dynamicOf(parsed);
}

/** A value of JavaScript as a dynamic: whole numbers are long, others real. */
export function dynamicOf(plain: unknown): Value {
  if (plain === null || plain === undefined) return null;
  if (typeof plain === "string" || typeof plain === "boolean" || typeof plain === "bigint") return plain;
  if (typeof plain === "number") return numberOf(plain);
  if (Array.isArray(plain)) return plain.map(dynamicOf);
  return new Map(Object.entries(plain).map(([name, value]) => [name, dynamicOf(value)]));
}

/**
 * A dynamic as JSON. What JSON has no word for is a string:
 * https://learn.microsoft.com/kusto/query/scalar-data-types/dynamic
 */
export function printJson(value: Value): string {
  if (isItems(value)) return `[${value.map(printJson).join(",")}]`;
  if (isBag(value)) {
    return `{${[...value].map(([name, held]) => `${JSON.stringify(name)}:${printJson(held)}`).join(",")}}`;
  }
  if (isDatetime(value)) return JSON.stringify(formatDatetime(value.ticks));
  if (isTimespan(value)) return JSON.stringify(formatTimespan(value.ticks));
  if (typeof value === "number") return printReal(value);
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

/** Kusto's pages print a whole real both with and without ".0". */
export function printReal(value: number): string {
  if (!Number.isFinite(value) || Number.isInteger(value) || /e/.test(String(value))) {
    throw undocumented(`the text of the real ${value}`);
  }
  return String(value);
}

function numberOf(plain: number): Value {
  if (!Number.isInteger(plain)) return plain;
  if (!Number.isSafeInteger(plain)) throw undocumented(`the number ${plain} in JSON`);
  return BigInt(plain);
}
