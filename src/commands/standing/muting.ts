import { UserError } from "../../errors.ts";
import { durationLength, durationText } from "../../question/time/durations.ts";
import type { NoticeView } from "../../views/view.ts";
import { fullTime, listed, plural } from "../../views/words.ts";
import type { Command } from "../command.ts";
import { memoryOf } from "../memory.ts";
import { watchedText } from "./watched.ts";
import { ownWatch } from "./watches.ts";

/** "mute 3 for 2 hours": what it finds meanwhile is counted, and not told. */
export const mute: Command = {
  intent: "mute",
  group: "kept",
  summary: "Keeps a watch or report of yours from telling anything for a while.",
  examples: ["mute 3 for 2 hours"],
  run: async (task) => {
    const { id, question } = await ownWatch(task);
    const { length = "PT1H", notUnderstood } = task.question;
    if (notUnderstood.length > 0)
      throw new UserError(
        `Nothing is muted: I cannot read ${listed(notUnderstood.map((word) => `"${word}"`))}. Say for how long: "mute ${id} for 2 hours".`,
      );
    const until = task.scope.now + durationLength(length);
    await memoryOf(task).state.muteWatch(id, until);
    const view: NoticeView = {
      card: "notice",
      tone: "good",
      headline: `Muted for ${durationText(length)}, until ${fullTime(until, task.scope.timezone)}: ${question === undefined ? id : watchedText(question)}.`,
      lines: [
        "What it finds until then is not told. How often that was is said the next time that it tells something.",
      ],
      buttons: [
        { title: "Unmute", ask: `unmute "${id}"` },
        { title: "Watches here", ask: "watches" },
      ],
    };
    return view;
  },
};

/** "unmute 3". */
export const unmute: Command = {
  intent: "unmute",
  group: "kept",
  summary: "Lets a watch tell again before its time.",
  examples: ["unmute 3"],
  run: async (task) => {
    const { id, question, untold } = await ownWatch(task);
    await memoryOf(task).state.muteWatch(id, 0);
    const view: NoticeView = {
      card: "notice",
      tone: "good",
      headline: `It tells again: ${question === undefined ? id : watchedText(question)}.`,
      lines: untold === 0 ? [] : [`While it was muted it would have been told ${plural(untold, "time")}.`],
      buttons: [{ title: "Watches here", ask: "watches" }],
    };
    return view;
  },
};
