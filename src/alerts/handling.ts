import { describe, outcomeWords } from "../question/describe.ts";
import { alertOutcomes, type Question } from "../question/question.ts";
import type { AlertThread, Handling } from "../state/alerts.ts";
import type { Button } from "../views/view.ts";
import { fullTime } from "../views/words.ts";

const verbs: Readonly<Record<Handling["state"], string>> = {
  open: "Reopened",
  acknowledged: "Acknowledged",
  closed: "Closed",
};

/**
 * How an alert stands: as people have it, and else as its source does; what its source closes later than somebody
 * acknowledged or reopened it is closed.
 */
export function standingOf(
  { handling, last }: Pick<AlertThread, "handling" | "last">,
  isOpenAtSource: boolean,
): Handling["state"] {
  if (handling?.state === "closed") return "closed";
  if (!isOpenAtSource && (handling === undefined || handling.at <= last)) return "closed";
  return handling?.state ?? "open";
}

/** "Closed as false positive by Alice Ng, 31 Mar 2026 12:03 UTC: the scanner". */
export function handlingText({ state, name, at, outcome, reason }: Handling, timezone: string): string {
  const as = outcome === undefined ? "" : ` as ${outcomeWords[outcome]}`;
  return `${verbs[state]}${as} by ${name}, ${fullTime(at, timezone)}${reason === undefined ? "" : `: ${reason}`}`;
}

/** What can be done about an alert next. */
export function handlingButtons(id: string, state: Handling["state"]): Button[] {
  if (state === "closed") return [{ title: "Reopen", ask: sentence("reopen", { id }) }];
  return [
    ...(state === "open" ? [{ title: "Acknowledge", ask: sentence("acknowledge", { id }) }] : []),
    ...outcomeButtons(id),
  ];
}

/** Ways to close an alert. */
export function outcomeButtons(id: string): Button[] {
  return alertOutcomes
    .filter((outcome) => outcome !== "undetermined")
    .map((outcome) => ({
      title: `Close: ${outcomeWords[outcome]}`,
      ask: sentence("close", { id, outcome }),
    }));
}

function sentence(intent: Question["intent"], more: Partial<Question>): string {
  return describe({ intent, where: [], notUnderstood: [], ...more });
}
