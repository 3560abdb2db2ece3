import type { Window } from "../question.ts";

const longNames: Readonly<Record<string, string>> = {
  s: "seconds",
  m: "minutes",
  h: "hours",
  d: "days",
  w: "weeks",
  M: "months",
  Q: "quarters",
  y: "years",
};

const named: ReadonlyMap<string, string> = new Map([
  ["now/d now/d+1d", "today"],
  ["now/d-1d now/d-1d+1d", "yesterday"],
  ["now/w now", "this week"],
  ["now/M now", "this month"],
  ["now/Q now", "this quarter"],
  ["now/y now", "this year"],
  ["now/w-1w now/w", "last week"],
  ["now/M-1M now/M", "last month"],
  ["now/Q-1Q now/Q", "last quarter"],
  ["now/y-1y now/y", "last year"],
]);

/** The canonical words of a window; `phraseAt` reads them back to the same window. */
export function describeWindow(window: Window | undefined): string {
  if (window === undefined) return "all time";
  const { from, to } = window;
  const words = named.get(`${from} ${to}`);
  if (words !== undefined) return words;
  const rolling = /^now-(\d{1,5})([smhdwMQy])$/.exec(from ?? "");
  if (rolling !== null && to === "now") {
    const name = longNames[rolling[2] ?? ""] ?? "";
    if (Number(rolling[1]) === 1) return `past ${name.slice(0, -1)}`;
    return `last ${Number(rolling[1])} ${name}`;
  }
  return [from && `from:${from}`, to && `to:${to}`]
    .filter((part) => part !== undefined && part !== "")
    .join(" ");
}
