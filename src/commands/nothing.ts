import { field, type FieldName } from "../question/fields.ts";
import type { Question } from "../question/question.ts";
import type { SignInType } from "../signin/sign-in.ts";
import type { Store, Summary } from "../store/store.ts";
import type { Answer, Button } from "../views/view.ts";
import { inSentence, listed, plural, saidTime } from "../views/words.ts";
import type { Task } from "./command.ts";
import { otherLogButtons, replaced, sentence } from "./framing.ts";
import { typeNames } from "./type-names.ts";

/**
 * An answer without a single match, saying which nothing it is: an empty store, a log that is not stored, a range
 * before the data, matches at other times alone, or none at all. Ways on come first among its buttons.
 */
export async function nothingFound<View extends Answer>(view: View, task: Task, store: Store): Promise<View> {
  const { question, scope, signal } = task;
  const anyTime = await store.summarise(
    { where: scope.filter.where },
    { facets: [], limit: 0, distinct: [] },
    signal,
  );
  const elsewhere = await store.summarise(
    scope.anyType,
    { facets: ["type"], limit: 4, distinct: [] },
    signal,
  );
  const { signIns } = anyTime.counts;
  const wider: Button[] =
    signIns === 0 || question.window === undefined
      ? []
      : [
          {
            title: "All time",
            ask: sentence(question, { window: undefined, rangeDefaulted: undefined, offset: undefined }),
          },
        ];
  return {
    ...view,
    headline: headline(inOtherLogs(elsewhere, task), reason(task, signIns, anyTime.last)),
    buttons: [
      ...otherLogButtons(elsewhere, task),
      ...wider,
      ...looser(question),
      ...view.buttons.slice(0, 4),
    ],
  };
}

/** That nothing is anywhere else is not said where another log has something. */
function headline(elsewhere: string, why: string): string {
  return elsewhere !== "" && why === nowhere
    ? `Nothing found${elsewhere}.`
    : `Nothing found${elsewhere}. ${why}`;
}

const nowhere = "There is no match at any other time either.";

/** " in the interactive log, but 50 matches in the service principal log"; "" where no other log has any. */
function inOtherLogs({ facets }: Summary, { scope, coverage }: Task): string {
  // Where the log is not there, or none is left to search, that is the reason.
  if (!scope.types.some((type) => coverage.types[type] !== undefined)) return "";
  const found = (facets.type ?? []).flatMap((group) => {
    const type = group.values[0]?.key as SignInType;
    const signIns = plural(group.counts.signIns, "match", "matches");
    return scope.types.includes(type) ? [] : [`${signIns} in the ${typeNames[type]} log`];
  });
  const searched =
    scope.types.length === 1 ? `${typeNames[scope.types[0] ?? "interactiveUser"]} log` : "logs searched";
  const are = facets.type?.[0]?.counts.signIns === 1 ? "is" : "are";
  return found.length === 0 ? "" : ` in the ${searched}, but there ${are} ${listed(found)}`;
}

/** The question without one of its filters. Whom it is about stays: anybody else's sign-ins are no answer to it. */
function looser(question: Question): Button[] {
  return question.where
    .map((condition) => condition.field)
    .filter((name): name is FieldName => !["id", "type", "status", "user"].includes(name))
    .slice(0, 2)
    .map((name) => ({
      title: `Any ${inSentence(field(name).label)}`,
      ask: sentence(question, { where: replaced(question.where, name), offset: undefined }),
    }));
}

function reason({ scope, coverage }: Task, atOtherTimes: number, last: number | undefined): string {
  const { now, timezone, range, types } = scope;
  if (coverage.oldest === undefined) return "The store is empty: there are no sign-ins yet.";
  if (types.length === 0) return "No log is left to search: the log types asked for exclude each other.";
  if (types.every((type) => coverage.types[type] === undefined))
    return `No ${listed(types.map((type) => typeNames[type]))} log is stored here.`;
  if (range.to !== undefined && range.to <= coverage.oldest)
    return "The whole range lies before the oldest record that is stored.";
  if (last !== undefined)
    return `There ${atOtherTimes === 1 ? "is" : "are"} ${plural(atOtherTimes, "match", "matches")} at other times, the last ${saidTime(last, now, timezone)}.`;
  return nowhere;
}
