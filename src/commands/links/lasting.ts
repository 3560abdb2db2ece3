import { isAboutSignIns } from "../../question/keys.ts";
import type { Condition, Question, Window } from "../../question/question.ts";
import { resolveEdge, type Clock } from "../../question/time/edge.ts";
import type { Task } from "../command.ts";
import { labelKey, type Names } from "../names.ts";

/**
 * The question of a task as it finds the same sign-ins whenever it is asked: accounts by their ids, and moments for its
 * times. "Until now" is until the moment when it was answered.
 */
export function lasting({ question, names, scope }: Pick<Task, "question" | "names" | "scope">): Question {
  const { rangeDefaulted: _defaulted, window: _window, baseline, having, ...rest } = question;
  const asked = { ...rest, where: rest.where.map((one) => byId(one, names)), notUnderstood: [] };
  if (!isAboutSignIns(question.intent) || question.codes !== undefined) return asked;
  const { clock, range, now } = scope;
  return {
    ...asked,
    window: windowOf(range.from, range.to ?? now),
    ...(having && {
      having: having.map((one) =>
        one.before === undefined ? one : { ...one, before: moment(resolveEdge(one.before, clock)) },
      ),
    }),
    ...(baseline !== undefined && {
      baseline: typeof baseline === "string" ? baseline : moments(baseline, clock),
    }),
  };
}

/** Names and addresses of accounts are given to others, ids are not. */
function byId(condition: Condition, { accounts }: Names): Condition {
  const idOf = (value: string): string => accounts.get(labelKey("user", value)) ?? value;
  const { field, is, isNot } = condition;
  if (field !== "user") return condition;
  return is === undefined ? { field, isNot: (isNot ?? []).map(idOf) } : { field, is: is.map(idOf) };
}

/** No range ends in the future. */
function moments({ from, to = "now" }: Window, clock: Clock): Window {
  const end = Math.min(resolveEdge(to, clock), clock.now.getTime());
  return windowOf(from === undefined ? undefined : resolveEdge(from, clock), end);
}

function windowOf(from: number | undefined, to: number): Window {
  return { ...(from !== undefined && { from: moment(from) }), to: moment(to) };
}

/** Milliseconds are said where there are any. */
function moment(at: number): string {
  return new Date(at).toISOString().replace(/\.000Z$/, "Z");
}
