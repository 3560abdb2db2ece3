import { UserError } from "../errors.ts";
import { limits } from "../limits.ts";
import { describe } from "../question/describe.ts";
import { durationBack, durationText } from "../question/time/durations.ts";
import type { Question } from "../question/question.ts";
import { resolveEdge } from "../question/time/edge.ts";
import type { Kept, Watch } from "../state/state.ts";
import type { Store } from "../store/store.ts";
import type { NoticeView } from "../views/view.ts";
import { fullTime, listed, number, plural } from "../views/words.ts";
import type { Command, Task } from "./command.ts";
import { titleOf } from "./framing.ts";
import { memoryOf } from "./memory.ts";

/** How long a stretch a watch counts where none is said. */
export const usualEvery = "PT15M";

/** Said with a watch that nobody tells, so that nobody relies on it. */
const untold = "It is kept, but told in Teams alone.";

/** "watch failures for alice over 5 in 10 minutes": a standing question of this conversation. */
export const watch: Command = {
  intent: "watch",
  group: "kept",
  summary: "A standing question of this conversation, told here when enough matches.",
  examples: ["watch failures for alice over 5 in 10 minutes"],
  run: async (task, { store, tellsWatches = false }) => {
    const { state, place } = memoryOf(task);
    const { threshold = 1, every = usualEvery, notUnderstood } = task.question;
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
    const view: NoticeView = {
      card: "notice",
      tone: "good",
      headline: `Watching: ${titleOf(task.question, task.names, task.scope.types)}; ${condition(kept.question)}.`,
      lines: [
        `In the last ${durationText(every)}: ${await countNow(task, store)}, ${threshold === 1 ? "any of which would count" : `of ${number(threshold)} needed`}.`,
        tellsWatches
          ? "It is told here, or to you alone where not everybody may see it: a minute after the records have come."
          : untold,
      ],
      buttons: [
        { title: "Watches here", ask: "watches" },
        { title: "Stop watching", ask: `unwatch "${kept.id}"` },
        { title: "Newest sign-ins", ask: listOf(task.question) },
      ],
    };
    return view;
  },
};

/** A watch that means something else than its maker tells them at night, or does not. */
function unread(question: Question): NoticeView {
  const words = listed(question.notUnderstood.map((word) => `"${word}"`));
  return {
    card: "notice",
    tone: "warning",
    headline: `Nothing is watched yet: I cannot read ${words}.`,
    lines: [
      "A watch counts all sign-ins that match, at all times. Hunts, times of day and counts for each user or address cannot be watched.",
    ],
    buttons: [
      // Without any condition it would tell of every sign-in.
      ...(question.where.length === 0
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
  const from = resolveEdge(durationBack(question.every ?? usualEvery), scope.clock);
  const { counts } = await store.summarise(
    { ...scope.filter, from, to: scope.now },
    { facets: [], limit: 0, distinct: [] },
    signal,
  );
  return plural(counts.signIns, "match", "matches");
}

/** "at least 6 within 10 minutes". */
function condition({ threshold = 1, every = usualEvery }: Question): string {
  return `at least ${number(threshold)} within ${durationText(every)}`;
}

function listOf({ where, every = usualEvery }: Question): string {
  const window = { from: durationBack(every), to: "now" };
  return describe({ intent: "list", where, window, notUnderstood: [] });
}

/** "watches": those of this conversation that are the asker's own, and of others how many. */
export const watches: Command = {
  intent: "watches",
  group: "kept",
  summary: "What is watched in this conversation.",
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
          ? 'For example: "watch failures over 20 in 10 minutes".'
          : tellsWatches
            ? ""
            : untold,
      ].filter((text) => text !== ""),
      buttons: own.map(({ id }) => ({ title: `Stop ${id}`, ask: `unwatch "${id}"` })).slice(0, 6),
    };
    return view;
  },
};

function line({ id, question, since }: Kept<Watch>, { scope }: Task): string {
  const what =
    question === undefined
      ? "made by another version of Signpost, and this one cannot read it"
      : `${watched(question)}, ${condition(question)}`;
  return `${id}: ${what}; since ${fullTime(since, scope.timezone)}`;
}

/** What is watched, without how much of it: "failures for alice". */
function watched({ where }: Question): string {
  return describe({ intent: "watch", where, notUnderstood: [] }).replace(/^watch /, "");
}

/** "unwatch 3": who made a watch ends it. */
export const unwatch: Command = {
  intent: "unwatch",
  group: "kept",
  summary: "Ends a watch of yours.",
  examples: ["unwatch 3"],
  run: async (task) => {
    const { state, place } = memoryOf(task);
    const id = task.question.id ?? "";
    const held = await state.watch(id);
    // Another's watch is not told from none at all.
    if (held === undefined || held.person !== place.person)
      throw new UserError(`You have no watch ${id}. "watches" lists yours.`);
    await state.removeWatch(id);
    const view: NoticeView = {
      card: "notice",
      tone: "good",
      headline: `No longer watched: ${held.question === undefined ? id : watched(held.question)}.`,
      lines: [],
      buttons: [{ title: "Watches here", ask: "watches" }],
    };
    return view;
  },
};
