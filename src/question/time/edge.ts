import { TZDate } from "@date-fns/tz";
import {
  add,
  addBusinessDays,
  set,
  startOfDay,
  startOfHour,
  startOfMinute,
  startOfMonth,
  startOfQuarter,
  startOfSecond,
  startOfWeek,
  startOfYear,
  type Day,
} from "date-fns";

/**
 * One end of a range of time, written in date-math as Elasticsearch and Grafana users know it:
 * `now`, `now-7d`, `now/d-1d` (yesterday 00:00), `2026-11-03`, `2026-11-03T14:05`, `2026-11-03||+1d`, and with a zone
 * `2026-11-03T14:05:00Z`. Operations apply from left to right; `/d` goes back to the start of the unit, `/fri` to the
 * start of the latest Friday, that day included; `@14:05` sets the wall clock, `@14:05Z` the time in UTC on that day. Units: s m h d w M Q y, and b for business days,
 * Monday to Friday, which can only be added. Without a zone it is the asker's wall clock.
 */
export type Edge = string;

export type WeekStart = "monday" | "sunday";

/** Whose clock, zone and week a relative time is read by. */
export interface Clock {
  readonly now: Date;
  /** IANA name, e.g. "Europe/Berlin". */
  readonly timezone: string;
  readonly weekStart: WeekStart;
}

export const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;

const unitNames = {
  s: "seconds",
  m: "minutes",
  h: "hours",
  d: "days",
  w: "weeks",
  M: "months",
  y: "years",
} as const;
const shape =
  /^(now|\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})?)?)(?:\|\|)?((?:[+-]\d{1,5}[smhdwMQyb]|@[0-2]\d:[0-5]\dZ?|\/(?:sun|mon|tue|wed|thu|fri|sat|[smhdwMQy]))*)$/;

export function isEdge(text: string): boolean {
  const match = shape.exec(text);
  return match !== null && (match[1] === "now" || !Number.isNaN(Date.parse(match[1] ?? "")));
}

/**
 * The instant of an edge, in milliseconds since 1970. Days and longer units move the wall clock (daylight saving is
 * kept); hours and shorter ones are exact.
 * @throws RangeError for a text that is no edge
 */
export function resolveEdge(edge: Edge, clock: Clock): number {
  const match = shape.exec(edge);
  if (match === null) throw new RangeError(`not a time: ${edge}`);
  const [, base = "now", operations = ""] = match;
  let at = start(base, clock);
  // Where a clock change falls on midnight, a day begins at 01:00; the day after it begins at 00:00 all the same.
  let startsDay = /^\d{4}-\d{2}-\d{2}$/.test(base);
  for (const [operation] of operations.matchAll(/[+-]\d+[a-zA-Z]|\/[a-zA-Z]+|@\d{2}:\d{2}Z?/g)) {
    const unit = operation.at(-1) ?? "";
    if (operation.startsWith("/")) {
      at = floor(at, operation.slice(1), clock);
      startsDay = !["s", "m", "h"].includes(operation.slice(1));
    } else if (operation.startsWith("@")) {
      at = setTime(at, operation.slice(1));
      startsDay = false;
    } else {
      at = move(at, operation);
      startsDay &&= "dwMQyb".includes(unit);
      if (startsDay) at = startOfDay(at);
    }
  }
  return at.getTime();
}

function start(base: string, { now, timezone }: Clock): TZDate {
  if (base === "now") return new TZDate(now.getTime(), timezone);
  if (/(Z|[+-]\d{2}:\d{2})$/.test(base)) return new TZDate(Date.parse(base), timezone);
  const [year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0] = base.split(/[-T:]/).map(Number);
  return new TZDate(year, month - 1, day, hour, minute, Math.floor(second), 0, timezone);
}

function setTime(at: TZDate, time: string): TZDate {
  const [hours = 0, minutes = 0] = time.replace("Z", "").split(":").map(Number);
  if (time.endsWith("Z")) {
    const instant = Date.UTC(at.getFullYear(), at.getMonth(), at.getDate(), hours, minutes);
    return new TZDate(instant, at.timeZone);
  }
  return set(at, { hours, minutes, seconds: 0, milliseconds: 0 });
}

function move(at: TZDate, operation: string): TZDate {
  const amount = Number(operation.slice(0, -1));
  const unit = operation.at(-1);
  if (unit === "b") return addBusinessDays(at, amount);
  if (unit === "Q") return add(at, { months: 3 * amount });
  if (unit === "s" || unit === "m" || unit === "h") {
    const length = { s: 1_000, m: 60_000, h: 3_600_000 }[unit];
    return new TZDate(at.getTime() + amount * length, at.timeZone);
  }
  return add(at, { [unitNames[unit as keyof typeof unitNames]]: amount });
}

function floor(at: TZDate, unit: string, { weekStart }: Clock): TZDate {
  const weekday = (weekdays as readonly string[]).indexOf(unit);
  if (weekday >= 0) return startOfWeek(at, { weekStartsOn: weekday as Day });
  switch (unit) {
    case "s":
      return startOfSecond(at);
    case "m":
      return startOfMinute(at);
    case "h":
      return startOfHour(at);
    case "d":
      return startOfDay(at);
    case "w":
      return startOfWeek(at, { weekStartsOn: weekStart === "sunday" ? 0 : 1 });
    case "M":
      return startOfMonth(at);
    case "Q":
      return startOfQuarter(at);
    default:
      return startOfYear(at);
  }
}
