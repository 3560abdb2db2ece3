import { UserError } from "../errors.ts";
import type { Condition, Question } from "../question/question.ts";
import type { Clock } from "../question/time/edge.ts";
import { describeWindow } from "../question/time/describe-window.ts";
import { resolveWindow, type Range } from "../question/time/window.ts";
import { signInTypes, type SignInType } from "../signin/sign-in.ts";
import type { Filter } from "../store/store.ts";

/** What a question covers, in absolute terms. */
export interface Scope {
  readonly filter: Filter;
  /** The same without the restriction to log types, to tell what waits in the other logs. */
  readonly anyType: Filter;
  readonly types: readonly SignInType[];
  readonly range: Range;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly timezone: string;
  readonly clock: Clock;
}

/** Conditions that point at single records wherever they stand. */
const pointers: readonly Condition["field"][] = ["id", "requestId", "correlationId"];

/**
 * Makes the range absolute and names the logs: interactive user sign-ins unless the question says otherwise.
 * @throws UserError for a range that lies in the future or ends before it starts
 */
export function scopeOf(question: Question, clock: Clock): Scope {
  const range = resolveWindow(question.window, clock);
  if (range === "future") {
    throw new UserError(
      `"${describeWindow(question.window)}" lies wholly in the future, so there is nothing to show yet.`,
    );
  }
  if (range === "reversed") {
    throw new UserError(
      `"${describeWindow(question.window)}" ends before it starts. Swap the two times and ask again.`,
    );
  }
  const said = question.where.find((condition) => condition.field === "type");
  const everywhere = question.where.some((condition) => pointers.includes(condition.field));
  const types =
    said === undefined ? (everywhere ? signInTypes : (["interactiveUser"] as const)) : typesOf(said);
  const others = question.where.filter((condition) => condition.field !== "type");
  const edges = {
    ...(range.from !== undefined && { from: range.from }),
    ...(range.to !== undefined && { to: range.to }),
  };
  const anyType: Filter = { where: others, ...edges };
  const filter: Filter =
    types.length === signInTypes.length
      ? anyType
      : { where: [{ field: "type", is: [...types] }, ...others], ...edges };
  return { filter, anyType, types, range, now: clock.now.getTime(), timezone: clock.timezone, clock };
}

function typesOf({ is, isNot }: Condition): readonly SignInType[] {
  return signInTypes.filter((type) =>
    is === undefined ? isNot?.includes(type) !== true : is.includes(type),
  );
}

/** The scope without some conditions, e.g. without the status, to see whether anyone got in. */
export function without(filter: Filter, ...fields: Condition["field"][]): Filter {
  return { ...filter, where: filter.where.filter((condition) => !fields.includes(condition.field)) };
}

/** The scope with one more condition. */
export function withCondition(filter: Filter, condition: Condition): Filter {
  return { ...filter, where: [...filter.where, condition] };
}
