import { mostConditions, mostValues, type Condition } from "./question.ts";

/** As many conditions and values as a question has room for, and the values for which it has none. */
export function withinBounds(conditions: readonly Condition[]): { where: Condition[]; excess: string[] } {
  const valuesOf = ({ is, isNot }: Condition): readonly string[] => is ?? isNot ?? [];
  const held = conditions.slice(0, mostConditions);
  return {
    where: held.map(({ field, is, isNot = [] }) =>
      is === undefined
        ? { field, isNot: isNot.slice(0, mostValues) }
        : { field, is: is.slice(0, mostValues) },
    ),
    excess: [
      ...held.flatMap((condition) => valuesOf(condition).slice(mostValues)),
      ...conditions.slice(mostConditions).flatMap(valuesOf),
    ],
  };
}
