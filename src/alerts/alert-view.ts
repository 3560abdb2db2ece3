import type { AlertThread } from "../state/alerts.ts";
import type { Button, NoticeView, Tone } from "../views/view.ts";
import { fullTime, plural, rangeText } from "../views/words.ts";
import { sources, userName, type Alert } from "./alert.ts";
import { handlingButtons, handlingText, standingOf } from "./handling.ts";
import { some } from "./some.ts";

/** What the card of an alert says of its thread. */
export type AlertThreadFacts = Pick<AlertThread, "number" | "count" | "opened" | "last" | "handling"> & {
  /** Threads about the same matter before it, in the days for which they are kept. */
  readonly earlier?: { readonly count: number; readonly last?: AlertThread };
};

const tones: Readonly<Record<Alert["severity"], Tone>> = {
  high: "attention",
  medium: "warning",
  low: "default",
  informational: "default",
  unknown: "default",
};
const statusWords = { new: "new", active: "being looked at", closed: "closed" } as const;

/** The card of an alert, and of those like it that were folded into its thread. */
export function alertView(alert: Alert, thread: AlertThreadFacts, timezone: string): NoticeView {
  const { number, count, last, handling } = thread;
  const standing = standingOf(thread, alert.status !== "closed");
  const { severity, status, outcome, description = "" } = alert;
  const people = some(alert.users.map(userName));
  const addresses = some(alert.addresses);
  return {
    card: "notice",
    tone: standing === "closed" ? "good" : tones[severity],
    headline: alert.title,
    lines: [
      `Alert ${number} · ${sources[alert.source]} · severity ${severity} · ${statusWords[status]}${handling === undefined ? "" : " at its source"}${outcome === undefined ? "" : `: ${outcome}`}`,
      alert.first === alert.last
        ? fullTime(alert.first, timezone)
        : rangeText(alert.first, alert.last, timezone),
      people === "" ? "" : `People: ${people}`,
      addresses === "" ? "" : `Addresses: ${addresses}`,
      description,
      count > 1
        ? `And ${plural(count - 1, "more", "more")} like it, the last ${fullTime(last, timezone)}.`
        : "",
      earlierLine(thread, timezone),
      handling === undefined ? "" : `${handlingText(handling, timezone)}.`,
    ].filter((line) => line !== ""),
    buttons: [
      // What its source has closed needs nobody any more.
      ...(standing === "closed" && handling === undefined ? [] : handlingButtons(String(number), standing)),
      ...linkOf(alert),
    ],
  };
}

/** Whether the same was seen before, and what it was then. */
function earlierLine({ earlier }: AlertThreadFacts, timezone: string): string {
  if (earlier?.last === undefined) return "";
  const { count, last } = earlier;
  const became = last.handling === undefined ? "" : `. ${handlingText(last.handling, timezone)}`;
  return `Seen before: ${plural(count, "time")} in 30 days, the last ${fullTime(last.last, timezone)}${became}.`;
}

/** The card of the thread that a flood ends in. @param newest of its alerts */
export function floodView(newest: Alert, thread: AlertThreadFacts, timezone: string): NoticeView {
  const { number, count, opened, last, handling } = thread;
  return {
    card: "notice",
    tone: handling?.state === "closed" ? "good" : tones[newest.severity],
    headline: "More alerts than are posted one by one",
    lines: [
      `${plural(count, "alert")} of severity ${newest.severity} came ${opened === last ? `at ${fullTime(opened, timezone)}` : `from ${rangeText(opened, last, timezone)}`} and ${count === 1 ? "has" : "have"} no thread of ${count === 1 ? "its" : "their"} own.`,
      `The newest: ${newest.title}`,
      "Look for them where they come from.",
      handling === undefined ? "" : `${handlingText(handling, timezone)}.`,
    ].filter((line) => line !== ""),
    buttons: handlingButtons(String(number), handling?.state ?? "open"),
  };
}

/** Portals of Microsoft. Where else an alert leads, somebody else may have chosen. */
const portals: ReadonlySet<string> = new Set([
  "security.microsoft.com",
  "portal.azure.com",
  "entra.microsoft.com",
  "defender.microsoft.com",
]);

function linkOf({ url = "" }: Alert): Button[] {
  if (!URL.canParse(url)) return [];
  const { protocol, host, username } = new URL(url);
  return protocol === "https:" && username === "" && portals.has(host)
    ? [{ title: "Open the alert", url }]
    : [];
}
