import { TZDate } from "@date-fns/tz";
import type { HeatRow } from "../views/view.ts";
import { number, share } from "../views/words.ts";

/** Sign-ins by day of the week (0 is Monday) and hour of the day, on the asker's wall clock. */
export type Hours = readonly (readonly number[])[];

const days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;
/** No sign-in, then up to a quarter of the busiest hour, up to half, up to three quarters, and more. */
const signs = ["·", "░", "▒", "▓", "█"];
const night = 24;

/** The hours over a row of the table. */
export const hourScale = "0·····6·····12····18····";

/** Puts counts of single hours where they lie in the week. `starts` are milliseconds since 1970, one a count. */
export function hoursOf(starts: readonly number[], counts: readonly number[], timezone: string): Hours {
  const week = days.map(() => Array.from({ length: night }, () => 0));
  for (const [index, count] of counts.entries()) {
    if (count === 0) continue;
    const local = new TZDate(starts[index] ?? 0, timezone);
    const day = week[(local.getDay() + 6) % 7];
    if (day !== undefined) day[local.getHours()] = (day[local.getHours()] ?? 0) + count;
  }
  return week;
}

/** A row a weekday, each sign an hour, and the day's sum in words. */
export function heatRows(hours: Hours): HeatRow[] {
  const most = Math.max(1, ...hours.flat());
  return hours.map((day, index) => ({
    label: days[index] ?? "",
    count: number(sum(day)),
    text: day.map((count) => signs[Math.ceil((4 * count) / most)]).join(""),
  }));
}

/** What the signs mean, given the busiest hour. */
export function heatLegend(hours: Hours, zone: string): string {
  const most = Math.max(1, ...hours.flat());
  return `Hours of the week, ${zone}: · none, ░ ▒ ▓ █ a quarter to all of the busiest hour (${number(most)})`;
}

/**
 * When it usually is: "08 to 18 on weekdays", the shortest stretch of hours into which more than nine in ten of the
 * sign-ins of working days fall; at weekends where most are then; "at any hour" where no stretch of half a day holds so many.
 */
export function usualHours(hours: Hours): string {
  const [weekdays, weekends] = [hours.slice(0, 5), hours.slice(5)];
  const atWeekends = sum(weekends.flat()) > sum(weekdays.flat());
  const busy = atWeekends ? weekends : weekdays;
  const byHour = Array.from({ length: night }, (_, hour) => sum(busy.map((day) => day[hour] ?? 0)));
  const { from, length } = shortest(byHour, 0.9 * sum(byHour));
  const when = atWeekends ? "at weekends" : "on weekdays";
  return length > night / 2 ? `at any hour ${when}` : `${clock(from)} to ${clock(from + length)} ${when}`;
}

/** Shares that words alone would hide: "3 % at weekends, 1 % between 22 and 06". */
export function oddHours(hours: Hours): string {
  const total = sum(hours.flat());
  const weekend = sum(hours.slice(5).flat());
  const atNight = sum(hours.flatMap((day) => [...day.slice(0, 6), ...day.slice(22)]));
  return `${share(weekend, total)} at weekends, ${share(atNight, total)} between 22 and 06.`;
}

/** The shortest stretch of the day, which may pass midnight, with more than so many; of equal ones the fullest. */
function shortest(byHour: readonly number[], least: number): { from: number; length: number } {
  for (let length = 1; length < night; length++) {
    const starts = byHour.map((_, from) => ({ from, size: stretch(byHour, from, length) }));
    const best = starts.reduce((one, other) => (other.size > one.size ? other : one));
    if (best.size > least) return { from: best.from, length };
  }
  return { from: 0, length: night };
}

function stretch(byHour: readonly number[], from: number, length: number): number {
  return sum(Array.from({ length }, (_, index) => byHour[(from + index) % night] ?? 0));
}

function clock(hour: number): string {
  return String(hour % night).padStart(2, "0");
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
