import { dynamicOf } from "./json.ts";
import type { KqlType } from "./schema.ts";
import { formatDatetime, formatTimespan, parseDatetime } from "./time-text.ts";
import { absentOf, datetimeOf, isBag, isDatetime, isItems, isTimespan, type Value } from "./values.ts";

/** A value as JavaScript has it: datetimes and timespans as Kusto writes them, whole numbers as numbers where they fit. */
export function plainOf(value: Value): unknown {
  if (isDatetime(value)) return formatDatetime(value.ticks);
  if (isTimespan(value)) return formatTimespan(value.ticks);
  if (isItems(value)) return value.map(plainOf);
  if (isBag(value)) return Object.fromEntries([...value].map(([name, held]) => [name, plainOf(held)]));
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  return value;
}

/** A value of JavaScript as it stands in a fixture, as a value of a column. */
export function valueOf(plain: unknown, type: KqlType): Value {
  if (plain === null || plain === undefined) return absentOf(type);
  switch (type) {
    case "string":
      if (typeof plain === "string") return plain;
      break;
    case "long":
    case "int":
      if (typeof plain === "bigint" || Number.isSafeInteger(plain)) return BigInt(plain as number | bigint);
      break;
    case "real":
      if (typeof plain === "number") return plain;
      break;
    case "bool":
      if (typeof plain === "boolean") return plain;
      break;
    case "datetime": {
      const ticks = parseDatetime(plain instanceof Date ? plain.toISOString() : textOf(plain));
      if (ticks !== undefined) return datetimeOf(ticks);
      break;
    }
    case "dynamic":
      return dynamicOf(plain);
    case "timespan":
    case "guid":
    case "decimal":
      break;
  }
  throw new TypeError(`No ${type} for a column: ${textOf(plain)}`);
}

function textOf(plain: unknown): string {
  return typeof plain === "string" ? plain : JSON.stringify(plain);
}
