import { binOf } from "./binary-operators.ts";
import { toBool, toDatetime, toDynamic, toInt, toLong, toReal, toText } from "./casts.ts";
import { dynamicFunctions } from "./dynamic-functions.ts";
import { lenient, strict, type FunctionTable } from "./function-table.ts";
import { networkFunctions } from "./network-functions.ts";
import { stringFunctions } from "./string-functions.ts";
import { ticksPerDay } from "./time-text.ts";
import { undocumented } from "./unsupported.ts";
import { isBag, isItems, timespanOf, type Value } from "./values.ts";

/** All functions that are called with values: https://learn.microsoft.com/kusto/query/scalar-functions */
export const scalarFunctions: FunctionTable = {
  ...stringFunctions,
  ...dynamicFunctions,
  ...networkFunctions,
  isempty: lenient(["any"], ([value]) => isEmpty(value!)),
  isnotempty: lenient(["any"], ([value]) => !isEmpty(value!)),
  isnull: lenient(["any"], ([value]) => value === null),
  isnotnull: lenient(["any"], ([value]) => value !== null),
  tostring: lenient(["any"], ([value], [type]) => toText(value!, type!)),
  tolong: strict(["any"], ([value]) => toLong(value!)),
  toint: strict(["any"], ([value]) => toInt(value!)),
  todouble: strict(["any"], ([value]) => toReal(value!)),
  toreal: strict(["any"], ([value]) => toReal(value!)),
  tobool: strict(["any"], ([value]) => toBool(value!)),
  todatetime: strict(["any"], ([value]) => toDatetime(value!)),
  parse_json: strict(["any"], ([value], [type]) => toDynamic(value!, type!)),
  todynamic: strict(["any"], ([value], [type]) => toDynamic(value!, type!)),
  bin: strict(["any", "any"], ([value, size]) => binOf(value!, size!)),
  floor: strict(["any", "any"], ([value, size]) => binOf(value!, size!)),
  startofday: strict(["datetime"], ([value]) => binOf(value!, timespanOf(ticksPerDay))),
};

/** https://learn.microsoft.com/kusto/query/isempty-function */
function isEmpty(value: Value): boolean {
  if ((isItems(value) && value.length === 0) || (isBag(value) && value.size === 0)) {
    throw undocumented("isempty of an empty array or bag");
  }
  return value === null || value === "";
}
