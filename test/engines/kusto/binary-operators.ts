import type { KqlType } from "./schema.ts";
import { undocumented, Unsupported } from "./unsupported.ts";
import {
  compareValues,
  datetimeOf,
  isDatetime,
  isNumeric,
  isTimespan,
  keyOf,
  timespanOf,
  type Value,
} from "./values.ts";

type Binary = (left: Value, right: Value) => Value;
type Class = "number" | Exclude<KqlType, "long" | "int" | "real">;

/**
 * Whether two values that are not null are equal. What a dynamic holds is compared with a scalar of its own type only;
 * of other pairs the documents do not tell.
 */
export function areEqual(left: Value, right: Value): boolean {
  if (isNumeric(left) && isNumeric(right)) return compareValues(left, right) === 0;
  if (typeof left !== typeof right) throw undocumented(`${keyOf(left)} == ${keyOf(right)}`);
  if (
    typeof left === "object" &&
    !(isDatetime(left) && isDatetime(right)) &&
    !(isTimespan(left) && isTimespan(right))
  ) {
    throw undocumented(`${keyOf(left)} == ${keyOf(right)}`);
  }
  return compareValues(left, right) === 0;
}

/**
 * `==` and `!=`. Of two nulls both pages tell something else: null by the page of null values, false by that of logical
 * operators. A row is dropped either way, but not behind `not()`.
 * https://learn.microsoft.com/kusto/query/scalar-data-types/null-values
 * https://learn.microsoft.com/kusto/query/logical-operators
 */
export function equalityOf(operator: "==" | "!=", left: KqlType, right: KqlType, nulls: Nulls): Binary {
  if (classOf(left) !== classOf(right) && left !== "dynamic" && right !== "dynamic") {
    throw new Unsupported(`${left} ${operator} ${right}`);
  }
  const wanted = operator === "==";
  return (a, b) => {
    if (a === null && b === null) return nulls === "threeValued" ? null : false;
    if (a === null || b === null) return !wanted;
    return areEqual(a, b) === wanted;
  };
}

/** `<`, `<=`, `>` and `>=`: null if either side is. */
export function comparisonOf(operator: string, left: KqlType, right: KqlType): Binary {
  const kind = classOf(left);
  if (kind !== classOf(right) || !["number", "datetime", "timespan"].includes(kind)) {
    throw new Unsupported(`${left} ${operator} ${right}`);
  }
  const holds = comparisons[operator];
  if (holds === undefined) throw new Unsupported(operator);
  return (a, b) => (a === null || b === null ? null : holds(compareValues(a, b)));
}

/** `+`, `-`, `*`, `/` and `%`: https://learn.microsoft.com/kusto/query/numerical-operators */
export function arithmeticOf(operator: string, left: KqlType, right: KqlType): Binary {
  const key = `${classOf(left)} ${operator} ${classOf(right)}`;
  const calculate = arithmetic[key];
  if (calculate === undefined) throw new Unsupported(`${left} ${operator} ${right}`);
  return (a, b) => (a === null || b === null ? null : calculate(a, b));
}

/** Rounds down to a multiple: https://learn.microsoft.com/kusto/query/bin-function */
export function binOf(value: Value, size: Value): Value {
  if (value === null || size === null) return null;
  if (typeof value === "bigint" && typeof size === "bigint") return size > 0n ? floorTo(value, size) : null;
  if (isNumeric(value) && isNumeric(size)) {
    return size > 0 ? Math.floor(Number(value) / Number(size)) * Number(size) : null;
  }
  if (isTimespan(size) && size.ticks > 0n) {
    if (isDatetime(value)) return datetimeOf(floorTo(value.ticks, size.ticks));
    if (isTimespan(value)) return timespanOf(floorTo(value.ticks, size.ticks));
  }
  if (isTimespan(size)) return null;
  throw new Unsupported(`bin(${keyOf(value)}, ${keyOf(size)})`);
}

export type Nulls = "documented" | "threeValued";

const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

const arithmetic: Readonly<Record<string, Binary>> = {
  "number + number": numeric(
    (a, b) => a + b,
    (a, b) => a + b,
  ),
  "number - number": numeric(
    (a, b) => a - b,
    (a, b) => a - b,
  ),
  "number * number": numeric(
    (a, b) => a * b,
    (a, b) => a * b,
  ),
  "number / number": numeric(
    (a, b) => a / notZero(b),
    (a, b) => a / notZero(b),
  ),
  "number % number": numeric(
    (a, b) => ((a % notZero(b)) + size(b)) % size(b),
    () => {
      throw new Unsupported("% of real");
    },
  ),
  "datetime - datetime": (a, b) => timespanOf(ticks(a) - ticks(b)),
  "datetime - timespan": (a, b) => datetimeOf(ticks(a) - ticks(b)),
  "datetime + timespan": (a, b) => datetimeOf(ticks(a) + ticks(b)),
  "timespan + datetime": (a, b) => datetimeOf(ticks(a) + ticks(b)),
  "timespan + timespan": (a, b) => timespanOf(ticks(a) + ticks(b)),
  "timespan - timespan": (a, b) => timespanOf(ticks(a) - ticks(b)),
  "timespan / timespan": (a, b) => Number(ticks(a)) / Number(notZero(ticks(b))),
  "timespan * number": (a, b) => timespanOf(ticks(a) * whole(b)),
  "number * timespan": (a, b) => timespanOf(whole(a) * ticks(b)),
};

function numeric(
  ofWhole: (left: bigint, right: bigint) => bigint,
  ofReal: (left: number, right: number) => number,
): Binary {
  return (a, b) => {
    if (typeof a === "bigint" && typeof b === "bigint") return checked(ofWhole(a, b));
    return ofReal(Number(a), Number(b));
  };
}

function classOf(type: KqlType): Class {
  return type === "long" || type === "int" || type === "real" ? "number" : type;
}

function ticks(value: Value): bigint {
  if (isDatetime(value) || isTimespan(value)) return value.ticks;
  throw new Unsupported(`arithmetic on ${keyOf(value)}`);
}

function whole(value: Value): bigint {
  if (typeof value === "bigint") return value;
  throw new Unsupported("a timespan times a real");
}

function notZero<Number_ extends bigint | number>(value: Number_): Number_ {
  if (value == 0) throw undocumented("division by zero");
  return value;
}

function checked(value: bigint): bigint {
  if (value !== BigInt.asIntN(64, value)) throw undocumented("arithmetic beyond long");
  return value;
}

function size(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function floorTo(value: bigint, step: bigint): bigint {
  return value - (((value % step) + step) % step);
}
