import { compareOrdinal } from "./ordinal.ts";
import type { KqlType } from "./schema.ts";
import { undocumented } from "./unsupported.ts";

/**
 * A value of Kusto. Whole numbers (`int`, `long`) are bigint and `real` is number, so that a value in a dynamic keeps its
 * type; null is the null of every type but string, which has none:
 * https://learn.microsoft.com/kusto/query/scalar-data-types/null-values
 */
export type Value = null | string | boolean | bigint | number | Datetime | Timespan | Items | Bag;

/** 100 ns since 0001-01-01 UTC: https://learn.microsoft.com/kusto/query/scalar-data-types/datetime */
export interface Datetime {
  readonly kind: "datetime";
  readonly ticks: bigint;
}

/** In 100 ns: https://learn.microsoft.com/kusto/query/scalar-data-types/timespan */
export interface Timespan {
  readonly kind: "timespan";
  readonly ticks: bigint;
}

export type Items = readonly Value[];

/** A property bag of a dynamic. */
export type Bag = ReadonlyMap<string, Value>;

export function datetimeOf(ticks: bigint): Datetime {
  return { kind: "datetime", ticks };
}

export function timespanOf(ticks: bigint): Timespan {
  return { kind: "timespan", ticks };
}

export function isItems(value: Value): value is Items {
  return Array.isArray(value);
}

export function isBag(value: Value): value is Bag {
  return value instanceof Map;
}

export function isDatetime(value: Value): value is Datetime {
  return isTimed(value) && value.kind === "datetime";
}

export function isTimespan(value: Value): value is Timespan {
  return isTimed(value) && value.kind === "timespan";
}

/** The value of a cell that has none: strings are never null. */
export function absentOf(type: KqlType): Value {
  return type === "string" ? "" : null;
}

/** A text that two values share exactly if they are the same value of the same type; nulls are the same here. */
export function keyOf(value: Value): string {
  if (value === null) return "null";
  if (isItems(value)) return `[${value.map(keyOf).join(",")}]`;
  if (isBag(value)) {
    const entries = [...value].sort(([a], [b]) => compareOrdinal(a, b));
    return `{${entries.map(([name, held]) => `${JSON.stringify(name)}:${keyOf(held)}`).join(",")}}`;
  }
  if (isTimed(value)) return `${value.kind}:${value.ticks}`;
  return typeof value === "string" ? JSON.stringify(value) : `${typeof value}:${String(value)}`;
}

/** The order of two values that are not null and of one type, as a number below, at or above 0. */
export function compareValues(left: Value, right: Value): number {
  if (typeof left === "string" && typeof right === "string") return compareOrdinal(left, right);
  if (typeof left === "boolean" && typeof right === "boolean") return Number(left) - Number(right);
  if (isNumeric(left) && isNumeric(right)) return left < right ? -1 : left > right ? 1 : 0;
  if (isTimed(left) && isTimed(right) && left.kind === right.kind) {
    return left.ticks < right.ticks ? -1 : left.ticks > right.ticks ? 1 : 0;
  }
  throw undocumented(`the order of ${keyOf(left)} and ${keyOf(right)}`);
}

export function isNumeric(value: Value): value is bigint | number {
  return typeof value === "bigint" || typeof value === "number";
}

function isTimed(value: Value): value is Datetime | Timespan {
  return typeof value === "object" && value !== null && "ticks" in value;
}
