import type { FieldName } from "../question/fields.ts";
import type { Condition, Question } from "../question/question.ts";

/** What stands in a question for a value; it may be of another field. */
export interface Replacement {
  readonly field: FieldName;
  readonly values: readonly string[];
}

/** The question with other values in the place of one. Naming a service principal or managed identity asks about its log. */
export function replaceValue(question: Question, old: Condition, value: string, by: Replacement): Question {
  const side = old.is === undefined ? "isNot" : "is";
  const isAbout = (condition: Condition, name: Condition["field"]): boolean =>
    condition.field === name && condition[side] !== undefined;
  // One entry a field and polarity: what stands there of the field already takes the values in.
  const there = question.where.some((condition) => isAbout(condition, by.field));
  const where = question.where.flatMap((condition): Condition[] => {
    const values = condition[side] ?? [];
    if (isAbout(condition, by.field)) {
      const held =
        by.field === old.field
          ? values.flatMap((one) => (one === value ? by.values : [one]))
          : [...values, ...by.values];
      return [{ ...condition, [side]: [...new Set(held)] }];
    }
    if (!isAbout(condition, old.field)) return [condition];
    const rest = values.filter((held) => held !== value);
    return [
      ...(rest.length > 0 ? [{ ...condition, [side]: rest }] : []),
      ...(there ? [] : [{ field: by.field, [side]: [...by.values] }]),
    ];
  });
  const implied = side === "is" && by.field !== old.field ? logOf(by.field) : undefined;
  const named = implied === undefined || where.some((condition) => condition.field === "type");
  return { ...question, where: named ? where : [{ field: "type", is: [implied] }, ...where] };
}

function logOf(name: FieldName): string | undefined {
  return name === "servicePrincipal" || name === "managedIdentity" ? name : undefined;
}
