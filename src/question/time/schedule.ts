import { TZDate } from "@date-fns/tz";
import type { Weekday } from "../question.ts";
import { resolveEdge, weekdays, type Clock } from "./edge.ts";

/** A time of day, "HH:MM" on somebody's clock, on some days of the week; none: on all. */
export interface Schedule {
  readonly at?: string | undefined;
  readonly days?: readonly Weekday[] | undefined;
}

/** The last moment of a schedule that is not in the future, and the one before it: milliseconds since 1970. */
export function lastDue(schedule: Schedule, clock: Clock): { readonly due: number; readonly before: number } {
  const [due = 0, before = 0] = moments(schedule, clock)
    .filter((moment) => moment <= clock.now.getTime())
    .toReversed();
  return { due, before };
}

/** The next moment of a schedule: milliseconds since 1970. */
export function nextDue(schedule: Schedule, clock: Clock): number {
  return moments(schedule, clock).find((moment) => moment > clock.now.getTime()) ?? 0;
}

/** The moments of the two weeks before, in which there are two of a weekly one, and of the week after. */
function moments({ at = "00:00", days }: Schedule, clock: Clock): number[] {
  return Array.from({ length: 22 }, (_, index) => index - 14)
    .map((day) => resolveEdge(`now/d${day < 0 ? "" : "+"}${day}d@${at}`, clock))
    .filter((moment) => {
      const weekday = weekdays[new TZDate(moment, clock.timezone).getDay()];
      return days === undefined || days.some((one) => one === weekday);
    });
}
