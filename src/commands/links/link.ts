import { UserError } from "../../errors.ts";
import { limits } from "../../limits.ts";
import { describe } from "../../question/describe.ts";
import { hasLink, isAboutSignIns } from "../../question/keys.ts";
import { linkTo } from "../../links/own.ts";
import type { Question } from "../../question/question.ts";
import type { LinkView, NoticeView, View } from "../../views/view.ts";
import { number, rangeText } from "../../views/words.ts";
import type { Command, Task } from "../command.ts";
import { titleOf } from "../framing.ts";
import { lasting } from "./lasting.ts";
import { inZoneOf } from "../zone.ts";

/** "link to failures for alice": opens the same question for somebody else. The task is that of the question itself. */
export const link: Command = {
  intent: "link",
  group: "kept",
  summary: "A link that opens a question again, for anybody as far as they may see.",
  examples: ["link to failures for alice last 7 days"],
  run: async (task, { home = {} }) => {
    if (!hasLink(task.question.intent))
      throw new UserError(
        "There are links to questions about sign-ins, to single sign-ins, error codes and alerts. This is none of them.",
      );
    const sentence = sentenceOf(task);
    const address = linkTo(sentence, home);
    if (address === undefined)
      return withoutLink(
        sentence,
        "No address of mine is known here that a link could lead to (PUBLIC_URL).",
      );
    if (address.length > limits.linkLength)
      return withoutLink(
        sentence,
        `The link would have more than ${number(limits.linkLength)} characters, which many programs cut off.`,
      );
    return linkView(sentence, address, task);
  },
};

/** A view with the way to its own link, where what was asked has one. */
export function withLink<Shown extends View>(view: Shown, question: Question): Shown {
  if (!hasLink(question.intent)) return view;
  const ask = describe({ intent: "link", where: [], command: describe(question), notUnderstood: [] });
  if (ask.length > limits.commandLength) return view;
  return { ...view, buttons: [...view.buttons, { title: "Link", ask, quiet: true }] };
}

/** Days and hours of the week are those of whoever asked first. */
function sentenceOf({ scope, ...task }: Task): string {
  const question = lasting({ ...task, scope });
  const sentence = describe(question);
  return ["trend", "pattern"].includes(question.intent) ? inZoneOf(sentence, scope.timezone) : sentence;
}

function linkView(sentence: string, address: string, { question, names, scope }: Task): LinkView {
  const { range, timezone, now } = scope;
  const isTimed = isAboutSignIns(question.intent) && question.codes === undefined;
  return {
    card: "link",
    headline: `Link to: ${isTimed ? titleOf(question, names, scope.types) : sentence}`,
    link: address,
    lines: [
      ...(isTimed
        ? [
            sentence,
            `Opened at any time, it asks about ${rangeText(range.from, range.to ?? now, timezone)}. Records of that time that come later are found, too.`,
          ]
        : []),
      "Whoever opens it asks in their own chat, as themselves, and sees what they may see.",
    ],
    buttons: [],
  };
}

/** The question itself says the same to anybody who sends it. */
function withoutLink(sentence: string, why: string): NoticeView {
  return {
    card: "notice",
    tone: "warning",
    headline: sentence,
    lines: [why, "Whoever sends me this sentence asks the same."],
    buttons: [{ title: "Ask it", ask: sentence }],
  };
}
