import { ruleOf } from "../hunts/hunt-search.ts";
import type { Hunt } from "../../hunts/hunt.ts";
import { huntNamed } from "../../hunts/hunts.ts";
import { describe } from "../../question/describe.ts";
import type { Question } from "../../question/question.ts";
import { durationBack, durationLength, durationText } from "../../question/time/durations.ts";
import { number } from "../../views/words.ts";
import { ruleText } from "../threshold-text.ts";

/** Standing questions in words. */

/** How long a stretch a watch counts where none is said. */
export const usualEvery = "PT15M";

/** How far back a hunt that is watched looks each time, as an edge of time: a day, or as long as it needs to see anything. */
export function huntedBack({ hunt = "password-spray", within }: Question): string {
  const one: Hunt = huntNamed(hunt);
  const lengths = ["P1D", one.looksBack, one.thresholds.within, within].filter((one) => one !== undefined);
  return durationBack(lengths.reduce((a, b) => (durationLength(b) > durationLength(a) ? b : a)));
}

/** What is watched or reported, without how much of it: "failures for alice", "every day at 09:00: digest". */
export function watchedText(question: Question): string {
  const { intent, where, hunt, by } = question;
  if (intent === "report") return describe(question);
  const asked = { where, notUnderstood: [], ...(by !== undefined && { by }) };
  return hunt === undefined
    ? describe({ intent: "watch", ...asked }).replace(/^watch /, "")
    : describe({ intent: "hunt", hunt, rangeDefaulted: true, ...asked });
}

/** When it is told: "at least 6 within 10 minutes", or a hunt's rule; "" of what is told in any case. */
export function conditionText(question: Question): string {
  const { intent, hunt, threshold = 1, every = usualEvery } = question;
  if (intent === "report") return "";
  if (hunt === undefined) return `at least ${number(threshold)} within ${durationText(every)}`;
  const one = huntNamed(hunt);
  return ruleText(one, ruleOf(one, question));
}

/** The hunt of a watch, over the time that is looked at. */
export function huntOf(question: Question): Question {
  const { where, hunt, by, having, within, baseline } = question;
  return {
    intent: "hunt",
    where,
    window: { from: huntedBack(question), to: "now" },
    ...(hunt !== undefined && { hunt }),
    ...(by !== undefined && { by }),
    ...(having !== undefined && { having }),
    ...(within !== undefined && { within }),
    ...(baseline !== undefined && { baseline }),
    notUnderstood: [],
  };
}

/** The sentence that shows now what is watched or reported. */
export function askNow(question: Question): string {
  const { intent, command = "", where, every = usualEvery, hunt } = question;
  if (intent === "report") return command;
  if (hunt !== undefined) return describe(huntOf(question));
  const window = { from: durationBack(every), to: "now" };
  return describe({ intent: "list", where, window, notUnderstood: [] });
}
