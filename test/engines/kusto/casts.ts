import { parseJson, printJson, printReal } from "./json.ts";
import type { KqlType } from "./schema.ts";
import { formatDatetime, formatTimespan, parseDatetime } from "./time-text.ts";
import { undocumented } from "./unsupported.ts";
import { datetimeOf, isBag, isDatetime, isItems, isTimespan, type Value } from "./values.ts";

const longs = { least: -(2n ** 63n), most: 2n ** 63n - 1n };
const ints = { least: -(2n ** 31n), most: 2n ** 31n - 1n };

/** https://learn.microsoft.com/kusto/query/tostring-function; null is "". @param type what the value is declared as */
export function toText(value: Value, type: KqlType): string {
  if (value === null) return "";
  if (typeof value === "string") return type === "dynamic" ? undatedText(value) : value;
  if (isDatetime(value)) return formatDatetime(value.ticks);
  if (isTimespan(value)) return formatTimespan(value.ticks);
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number") return printReal(value);
  if (typeof value !== "boolean") return printJson(value);
  if (type !== "dynamic") throw undocumented("the text of a bool");
  return String(value);
}

/** https://learn.microsoft.com/kusto/query/tolong-function */
export function toLong(value: Value): Value {
  return toWhole(value, longs);
}

/** https://learn.microsoft.com/kusto/query/toint-function */
export function toInt(value: Value): Value {
  return toWhole(value, ints);
}

/** https://learn.microsoft.com/kusto/query/todouble-function */
export function toReal(value: Value): Value {
  if (typeof value === "number") return value;
  if (typeof value === "bigint" || typeof value === "boolean") return Number(value);
  if (typeof value === "string") {
    if (/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value)) return Number(value);
    return nullUnlessNumber(value, "todouble");
  }
  return nullUnlessTimed(value, "todouble");
}

/** https://learn.microsoft.com/kusto/query/tobool-function */
export function toBool(value: Value): Value {
  if (typeof value === "boolean") return value;
  if (typeof value === "bigint") return value !== 0n;
  if (typeof value === "string") {
    if (/^(true|false)$/i.test(value)) return value.toLowerCase() === "true";
    return nullUnlessNumber(value, "tobool");
  }
  if (typeof value === "number") throw undocumented("tobool of a real");
  return nullUnlessTimed(value, "tobool");
}

/** https://learn.microsoft.com/kusto/query/todatetime-function; of texts those of ISO 8601 */
export function toDatetime(value: Value): Value {
  if (value === null || isDatetime(value)) return value;
  if (typeof value !== "string") {
    if (isItems(value) || isBag(value)) return null;
    throw undocumented("todatetime of a number or bool");
  }
  const ticks = parseDatetime(value);
  if (ticks !== undefined) return datetimeOf(ticks);
  if (/\d/.test(value)) throw undocumented(`todatetime of ${JSON.stringify(value)}`);
  return null;
}

/** https://learn.microsoft.com/kusto/query/parse-json-function */
export function toDynamic(value: Value, type: KqlType): Value {
  return type === "string" ? parseJson(value as string) : value;
}

/** An element that `mv-expand … to typeof(…)` keeps if it is of the type, else null: it casts and does not convert. */
export function castElement(value: Value, type: KqlType): Value {
  if (type === "dynamic") return value;
  if (value === null) return type === "string" ? "" : null;
  switch (type) {
    case "string":
      if (typeof value === "string") return undatedText(value);
      throw undocumented(`typeof(string) of ${printJson(value)}`);
    case "long":
    case "int":
      if (typeof value === "number") throw undocumented(`typeof(${type}) of a real`);
      return typeof value === "bigint" ? value : null;
    case "real":
      return typeof value === "bigint" || typeof value === "number" ? Number(value) : null;
    case "bool":
      return typeof value === "boolean" ? value : null;
    case "datetime":
      if (isDatetime(value)) return value;
      if (typeof value === "string" && /^\d{4}/.test(value)) throw undocumented("typeof(datetime) of a text");
      return null;
    case "timespan":
    case "guid":
    case "decimal":
      throw undocumented(`typeof(${type})`);
  }
}

function toWhole(value: Value, range: typeof longs): Value {
  if (typeof value === "bigint") return within(value, range);
  if (typeof value === "number")
    return Number.isFinite(value) ? within(BigInt(Math.trunc(value)), range) : null;
  if (typeof value === "boolean") return value ? 1n : 0n;
  if (typeof value === "string") {
    if (/^-?\d+$/.test(value)) return within(BigInt(value), range);
    return nullUnlessNumber(value, "tolong");
  }
  return nullUnlessTimed(value, "tolong");
}

function within(value: bigint, range: typeof longs): Value {
  if (value < range.least || value > range.most)
    throw undocumented(`the whole number ${value}, out of range,`);
  return value;
}

/** Texts that might be read as a number in some way that the documents do not tell. */
function nullUnlessNumber(text: string, name: string): null {
  if (/^\s*[+-]?(\.?\d|inf|nan)/i.test(text)) throw undocumented(`${name} of ${JSON.stringify(text)}`);
  return null;
}

function nullUnlessTimed(value: Value, name: string): null {
  if (isDatetime(value) || isTimespan(value)) throw undocumented(`${name} of a datetime or timespan`);
  return null;
}

/** Kusto may have read a string of a dynamic as a datetime, whose text is another than what stood there. */
function undatedText(text: string): string {
  if (parseDatetime(text) !== undefined)
    throw undocumented(`the text of ${JSON.stringify(text)} in a dynamic`);
  return text;
}
