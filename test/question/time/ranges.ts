import { expect } from "vitest";
import { parse } from "../../../src/question/parse/parse.ts";
import { resolveWindow } from "../../../src/question/time/window.ts";

/** The range of "failures PHRASE" as local wall clock times, or what is wrong with it. */
export function rangeOf(phrase: string, now: string, timezone = "UTC", locale = "en-GB"): string {
  const clock = { now: new Date(now), timezone, weekStart: "monday" } as const;
  const question = parse(`failures ${phrase}`, { ...clock, locale });
  expect(question.notUnderstood).toEqual([]);
  expect(question.rangeDefaulted).toBeUndefined();
  const range = resolveWindow(question.window, clock);
  if (typeof range === "string") return range;
  const local = (at: number | undefined): string =>
    at === undefined ? "" : new Date(at).toLocaleString("sv-SE", { timeZone: timezone }).slice(0, 16);
  return `${local(range.from)} .. ${local(range.to)}`;
}
