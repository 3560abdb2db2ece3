import { UserError } from "../../errors.ts";
import { limits } from "../../limits.ts";
import { describe } from "../../question/describe.ts";
import type { Question } from "../../question/question.ts";
import { durationBack, durationText } from "../../question/time/durations.ts";
import { resolveEdge } from "../../question/time/edge.ts";
import type { Kept, Watch } from "../../state/state.ts";
import type { Store } from "../../store/store.ts";
import type { NoticeView } from "../../views/view.ts";
import { fullTime, listed, number, plural } from "../../views/words.ts";
import type { Command, Task } from "../command.ts";
import { titleOf } from "../framing.ts";
import { memoryOf } from "../memory.ts";
import { askNow, conditionText, huntedBack, usualEvery, watchedText } from "./watched.ts";

/** Said with what nobody tells, so that nobody relies on it. */
export const untold = "It is kept, but told in Teams alone.";

/** "watch failures for alice over 5 in 10 minutes": a standing question of this conversation. */
export const watch: Command = {
  intent: "watch",
  group: "kept",
  summary: "A standing question of this conversation, or a hunt: told here when enough matches.",
  examples: ["watch failures for alice over 5 in 10 minutes", "watch password spray"],
  run: async (task, { store, tellsWatches = false }) => {
    const { state, place } = memoryOf(task);
    const { threshold = 1, hunt, notUnderstood } = task.question;
    if (notUnderstood.length > 0) return unread(task.question);
    if (threshold > limits.watchScanned)
      throw new UserError(
        `A watch counts up to ${number(limits.watchScanned)} sign-ins. Name a lower number, or a shorter time.`,
      );
    const kept = await state.addWatch(
      { ...place, shared: task.place.shared, timezone: task.scope.timezone },
      asMeant(task),
      task.scope.now,
    );
    const what =
      hunt === undefined ? titleOf(task.question, task.names, task.scope.types) : watchedText(task.question);
    const view: NoticeView = {
      card: "notice",
      tone: "good",
      headline: `Watching: ${what}; ${conditionText(kept.question)}.`,
      lines: [
        hunt === undefined
          ? await countNow(task, store)
          : `Whom it finds is told once, and again after a pause, or when somebody got in. It looks back ${backText(task.question)}.`,
        tellsWatches
          ? "It is told here, or to you alone where not everybody may see it: a minute after the records have come."
          : untold,
      ],
      buttons: [
        { title: "Watches here", ask: "watches" },
        { title: "Stop watching", ask: `unwatch "${kept.id}"` },
        { title: hunt === undefined ? "Newest sign-ins" : "Look now", ask: askNow(task.question) },
      ],
    };
    return view;
  },
};

/** "1 day". */
function backText(question: Question): string {
  const length = resolveEdge("now", someClock) - resolveEdge(huntedBack(question), someClock);
  return plural(Math.round(length / 86_400_000), "day");
}

const someClock = { now: new Date(0), timezone: "UTC", weekStart: "monday" } as const;

/** A watch that means something else than its maker tells them at night, or does not. */
function unread(question: Question): NoticeView {
  const words = listed(question.notUnderstood.map((word) => `"${word}"`));
  return {
    card: "notice",
    tone: "warning",
    headline: `Nothing is watched yet: I cannot read ${words}.`,
    lines: [
      "A watch counts all sign-ins that match, at all times; counts for each user or address cannot be watched. " +
        'What is told at a time of day is a report: "failures daily at 9".',
    ],
    buttons: [
      // Without any condition it would tell of every sign-in.
      ...(question.where.length === 0 && question.hunt === undefined
        ? []
        : [{ title: "Watch without it", ask: describe({ ...question, notUnderstood: [] }) }]),
      { title: "Watches here", ask: "watches" },
    ],
  };
}

/**
 * What is kept of a watch: the accounts that its names mean now. Whoever calls themselves so later, as anybody can in the log of
 * a foreign tenant, changes nothing. Who may see their own sign-ins alone is narrowed to them anew each time.
 */
function asMeant({ asked, question, ownOnly }: Task): Question {
  return ownOnly === undefined ? { ...asked, where: question.where } : asked;
}

async function countNow({ question, scope, signal }: Task, store: Store): Promise<string> {
  const { threshold = 1, every = usualEvery } = question;
  const from = resolveEdge(durationBack(every), scope.clock);
  const { counts } = await store.summarise(
    { ...scope.filter, from, to: scope.now },
    { facets: [], limit: 0, distinct: [] },
    signal,
  );
  const needed = threshold === 1 ? "any of which would count" : `of ${number(threshold)} needed`;
  return `In the last ${durationText(every)}: ${plural(counts.signIns, "match", "matches")}, ${needed}.`;
}

/** "watches": those of this conversation that are the asker's own, and of others how many. */
export const watches: Command = {
  intent: "watches",
  group: "kept",
  summary: "What is watched and reported in this conversation.",
  examples: ["watches"],
  run: async (task, { tellsWatches = false }) => {
    const { state, place } = memoryOf(task);
    const all = await state.watches(place.conversation);
    const own = all.filter((one) => one.person === place.person);
    const others = all.length - own.length;
    const view: NoticeView = {
      card: "notice",
      tone: "default",
      headline:
        own.length === 0
          ? "You watch nothing in this conversation."
          : `${plural(own.length, "watch", "watches")} of yours here.`,
      lines: [
        ...own.map((one) => line(one, task)),
        others === 0 ? "" : `Others watch ${plural(others, "more thing")} here.`,
        own.length === 0
          ? 'For example: "watch failures over 20 in 10 minutes", or "digest daily at 8".'
          : tellsWatches
            ? ""
            : untold,
      ].filter((text) => text !== ""),
      buttons: own.map(({ id }) => ({ title: `Stop ${id}`, ask: `unwatch "${id}"` })).slice(0, 6),
    };
    return view;
  },
};

function line({ id, question, since, mutedUntil, told }: Kept<Watch>, { scope }: Task): string {
  const { now, timezone } = scope;
  const what =
    question === undefined
      ? "made by another version of Signpost, and this one cannot read it"
      : [watchedText(question), conditionText(question)].filter((text) => text !== "").join(", ");
  const muted = mutedUntil > now ? `; muted until ${fullTime(mutedUntil, timezone)}` : "";
  return `${id}: ${what}; since ${fullTime(since, timezone)}, told ${plural(told, "time")}${muted}`;
}

/** "unwatch 3": who made a watch ends it. */
export const unwatch: Command = {
  intent: "unwatch",
  group: "kept",
  summary: "Ends a watch or report of yours.",
  examples: ["unwatch 3"],
  run: async (task) => {
    const { id, question } = await ownWatch(task);
    await memoryOf(task).state.removeWatch(id);
    const view: NoticeView = {
      card: "notice",
      tone: "good",
      headline: `No longer watched: ${question === undefined ? id : watchedText(question)}.`,
      lines: [],
      buttons: [{ title: "Watches here", ask: "watches" }],
    };
    return view;
  },
};

/** The watch of the asker's that is named. @throws UserError where there is none: another's is not told from none at all */
export async function ownWatch(task: Task): Promise<Kept<Watch>> {
  const { state, place } = memoryOf(task);
  const { id, intent } = task.question;
  const held = id === undefined ? undefined : await state.watch(id);
  if (held?.person === place.person) return held;
  if (id !== undefined) throw new UserError(`You have no watch ${id}. "watches" lists yours.`);
  const own = (await state.watches(place.conversation)).filter((one) => one.person === place.person);
  const named = own.map(
    (one) => `${one.id} (${one.question === undefined ? "?" : watchedText(one.question)})`,
  );
  throw new UserError(
    own.length === 0
      ? "You watch nothing in this conversation, and nothing is reported here for you."
      : `Which one? You have ${listed(named)}. Say its number: "${intent} ${own[0]?.id ?? ""}".`,
  );
}
