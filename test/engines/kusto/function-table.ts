import type { KqlType } from "./schema.ts";
import type { Value } from "./values.ts";

/** What an argument may be declared as. */
export type Parameter = "any" | "text" | "whole" | "number" | "dynamic" | "datetime" | "timespan" | "array";

/** A function of values that looks at nothing else. */
export interface KqlFunction {
  /** Those at the end that are optional come after `required`. */
  readonly parameters: readonly Parameter[];
  readonly required: number;
  /** What any further arguments are. */
  readonly more?: Parameter;
  /** Whether it is called for nulls too; else it is null where an argument is. */
  readonly takesNull: boolean;
  call(values: readonly Value[], types: readonly KqlType[]): Value;
}

export type FunctionTable = Readonly<Record<string, KqlFunction>>;

const declared: Readonly<Record<Parameter, readonly KqlType[] | "all">> = {
  any: "all",
  text: ["string"],
  whole: ["long", "int"],
  number: ["long", "int", "real"],
  dynamic: ["dynamic"],
  array: ["dynamic"],
  datetime: ["datetime"],
  timespan: ["timespan"],
};

/** A function that is null where an argument is null. */
export function strict(parameters: readonly Parameter[], call: KqlFunction["call"]): KqlFunction {
  return { parameters, required: parameters.length, takesNull: false, call };
}

/** A function that sees nulls. */
export function lenient(parameters: readonly Parameter[], call: KqlFunction["call"]): KqlFunction {
  return { parameters, required: parameters.length, takesNull: true, call };
}

export function withOptional(made: KqlFunction, ...optional: readonly Parameter[]): KqlFunction {
  return { ...made, parameters: [...made.parameters, ...optional] };
}

export function withMore(made: KqlFunction, more: Parameter): KqlFunction {
  return { ...made, more };
}

/** Whether a function takes arguments that are declared so. */
export function accepts(called: KqlFunction, types: readonly KqlType[]): boolean {
  const { parameters, required, more } = called;
  if (types.length < required || (more === undefined && types.length > parameters.length)) return false;
  return types.every((type, index) => {
    const wanted = declared[parameters[index] ?? more ?? "any"];
    return wanted === "all" || wanted.includes(type);
  });
}
