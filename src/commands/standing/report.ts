import { authorise } from "../../access/access.ts";
import { UserError } from "../../errors.ts";
import { describe } from "../../question/describe.ts";
import { isAboutSignIns } from "../../question/keys.ts";
import { parse } from "../../question/parse/parse.ts";
import type { Question } from "../../question/question.ts";
import { nextDue } from "../../question/time/schedule.ts";
import type { NoticeView, View } from "../../views/view.ts";
import { fullTime, listed } from "../../views/words.ts";
import type { Command, Deps, Task } from "../command.ts";
import { memoryOf } from "../memory.ts";
import { resolveNames } from "../names.ts";
import { rootOf } from "../place.ts";
import { refusal } from "../refusal.ts";
import { watchedText } from "./watched.ts";
import { untold } from "./watches.ts";

/** "digest daily at 8", "failures by app every monday at 9": a question that is answered here at that time. */
export const report: Command = {
  intent: "report",
  group: "kept",
  summary: "Answers a question here again and again: daily, on weekdays, every Monday, at a time of day.",
  examples: ["digest daily at 8", "failures for list:admins every monday at 9"],
  run: async (task, deps) => {
    const { state, place } = memoryOf(task);
    const { notUnderstood } = task.question;
    if (notUnderstood.length > 0) return unread(task.question);
    const command = task.question.command ?? (await lastOf(task));
    const asked = parse(command, { ...task.scope.clock, locale: "en-GB" });
    if (!isAboutSignIns(asked.intent) || ["export", "watch", "audit"].includes(asked.intent))
      throw new UserError(
        'Only questions about sign-ins can be answered again and again: "failures by app daily at 9", "digest every monday at 8".',
      );
    const meant = await asMeant(asked, task, deps);
    if ("card" in meant) return meant;
    const { timezone, now, clock } = task.scope;
    const kept = await state.addWatch(
      { ...place, shared: task.place.shared, timezone },
      { ...task.asked, where: [], command: describe(meant) },
      now,
    );
    const view: NoticeView = {
      card: "notice",
      tone: "good",
      headline: `Answered here ${watchedText(kept.question)}.`,
      lines: [
        `For the first time ${fullTime(nextDue(task.question, clock), timezone)}. Where the question names no time, it is about what happened since the last answer.`,
        deps.tellsWatches === true ? "Where not everybody may see the answer, it goes to you alone." : untold,
      ],
      buttons: [
        { title: "Show it now", ask: command },
        { title: "Watches here", ask: "watches" },
        { title: "End it", ask: `unwatch "${kept.id}"` },
      ],
    };
    return view;
  },
};

/** Where no question was asked before, what all hunts find is reported. */
async function lastOf(task: Task): Promise<string> {
  const { state, place } = memoryOf(task);
  const last = await state.lastQuestion(place, task.scope.now);
  return last === undefined ? "digest" : describe(last);
}

function unread({ notUnderstood, command = "" }: Question): NoticeView {
  return {
    card: "notice",
    tone: "warning",
    headline: `Nothing is kept yet: I cannot read ${listed(notUnderstood.map((word) => `"${word}"`))}.`,
    lines: [`Ask the question by itself first. I read: ${command}`],
    buttons: [{ title: "Ask it now", ask: command }],
  };
}

/** The question with the accounts that its names mean now, or what stands in the way of it. */
async function asMeant(asked: Question, task: Task, deps: Deps): Promise<Question | View> {
  const { asker, place, signal } = task;
  const permission = await authorise(
    {
      question: asked,
      askerId: asker.id,
      shared: place.shared,
      conversation: place.conversation && rootOf(place.conversation),
    },
    deps.access,
  );
  if (permission.may === "nothing") return refusal(permission.reason);
  // Who may see their own sign-ins alone is narrowed to them anew each time.
  if (permission.may === "own") return asked;
  const resolved = await resolveNames(asked, {
    store: deps.store,
    askerId: asker.id,
    ownOnly: false,
    now: task.scope.now,
    signal,
  });
  return "card" in resolved ? resolved : { ...asked, where: resolved.question.where };
}
