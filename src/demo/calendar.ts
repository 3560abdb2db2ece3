import { tzOffset } from "@date-fns/tz";

export const minute = 60_000;
export const hour = 60 * minute;
const dayLength = 24 * hour;

/** A date of the calendar, whatever the zone, as the number of days since 1 January 1970. */
export type Day = number;

/** The date it is in UTC. */
export function utcDay(time: number): Day {
  return Math.floor(time / dayLength);
}

/** Milliseconds since 1970 at a time of day in UTC; `hours` may have a fraction. */
export function atUtc(day: Day, hours: number): number {
  return day * dayLength + Math.round(hours * hour);
}

/**
 * Milliseconds since 1970 at a time of day in a zone. On the days when clocks change it counts as if they had changed
 * at midnight, which puts working hours where people expect them.
 */
export function atLocal(day: Day, hours: number, zone: string): number {
  const noon = new Date(atUtc(day, 12));
  return atUtc(day, hours) - tzOffset(zone, noon) * minute;
}

/** Saturday or Sunday. */
export function isWeekend(day: Day): boolean {
  const weekday = weekdayOf(day);
  return weekday === 0 || weekday === 6;
}

/** 0 is Sunday. */
export function weekdayOf(day: Day): number {
  return new Date(day * dayLength).getUTCDay();
}

/** Days in order, both ends included. */
export function daysBetween(first: Day, last: Day): Day[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}
