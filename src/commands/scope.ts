import { UserError } from "../errors.ts";
import { huntNamed } from "../hunts/hunts.ts";
import type { FieldName } from "../question/fields.ts";
import type { Condition, Question } from "../question/question.ts";
import { resolveEdge, type Clock, type Edge } from "../question/time/edge.ts";
import { resolveWindow, type Range } from "../question/time/window.ts";
import { signInTypes, type SignInType } from "../signin/sign-in.ts";
import type { Filter } from "../store/store.ts";
import { fullTime } from "../views/words.ts";

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
 * Makes the range absolute and names the logs: interactive user sign-ins, or those of the hunt, unless the question
 * says otherwise.
 * @param notMeant ids of accounts that are left out, though a name in the question fits them
 * @throws UserError for a range that lies in the future or ends before it starts
 */
export function scopeOf(question: Question, clock: Clock, notMeant: readonly string[] = []): Scope {
  const range = resolveWindow(question.window, clock);
  if (range === "future") {
    throw new UserError(
      `The range starts in the future, ${said(question.window?.from, clock)}, so there is nothing to show yet.`,
    );
  }
  if (range === "reversed") {
    throw new UserError(
      `The range ends, ${said(question.window?.to, clock)}, before it starts, ${said(question.window?.from, clock)}. Swap the two times and ask again.`,
    );
  }
  const logs = question.where.filter((condition) => condition.field === "type");
  const everywhere = question.where.some((condition) => pointers.includes(condition.field));
  const types = logs.length === 0 ? (everywhere ? signInTypes : usualLogs(question)) : typesOf(logs);
  const others: Condition[] = [
    ...question.where.filter((condition) => condition.field !== "type"),
    ...(notMeant.length === 0 ? [] : [{ field: "user" as const, isNot: [...notMeant] }]),
  ];
  const edges = {
    ...(range.from !== undefined && { from: range.from }),
    ...(range.to !== undefined && { to: range.to }),
  };
  const anyType: Filter = { where: others, ...edges };
  const filter: Filter =
    types.length === signInTypes.length
      ? anyType
      : types.length === 0
        ? { where: question.where, ...edges }
        : { where: [{ field: "type", is: [...types] }, ...others], ...edges };
  return { filter, anyType, types, range, now: clock.now.getTime(), timezone: clock.timezone, clock };
}

function said(edge: Edge | undefined, clock: Clock): string {
  return edge === undefined ? "" : fullTime(resolveEdge(edge, clock), clock.timezone);
}

/** Where a question searches that names no log. */
function usualLogs({ intent, hunt }: Question): readonly SignInType[] {
  return intent === "hunt" && hunt !== undefined ? huntNamed(hunt).logs : ["interactiveUser"];
}

function typesOf(said: readonly Condition[]): readonly SignInType[] {
  return signInTypes.filter((type) =>
    said.every(({ is, isNot }) => is?.includes(type) !== false && isNot?.includes(type) !== true),
  );
}

/** Fields that only some logs have, with those logs: grouping or counting by one asks about them. */
const logsOf: Readonly<Partial<Record<FieldName, readonly SignInType[]>>> = {
  type: signInTypes,
  servicePrincipal: ["servicePrincipal"],
  managedIdentity: ["managedIdentity"],
};

/** The question with the logs named that its groups are found in: "top service principals" is about their log. */
export function withLogs(question: Question): Question {
  if (question.where.some((condition) => condition.field === "type")) return question;
  const grouped = [...(question.by ?? []), ...(question.of === undefined ? [] : [question.of])];
  const logs = grouped.flatMap((name) => (name === "signIns" ? [] : (logsOf[name] ?? [])));
  if (logs.length === 0) return question;
  return { ...question, where: [{ field: "type", is: [...new Set(logs)] }, ...question.where] };
}

/** The scope without some conditions, e.g. without the status, to see whether anyone got in. */
export function without(filter: Filter, ...fields: Condition["field"][]): Filter {
  return { ...filter, where: filter.where.filter((condition) => !fields.includes(condition.field)) };
}

/** The scope with one more condition. */
export function withCondition(filter: Filter, condition: Condition): Filter {
  return { ...filter, where: [...filter.where, condition] };
}
