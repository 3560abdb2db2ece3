import { addDays, format, isValid } from "date-fns";
import type { Edge } from "./edge.ts";

/**
 * What a phrase of time denotes before it is used: a day, a month, a clock time. "Since" takes its start, "before" its
 * start, a range from one to another the start of the first and the end of the last.
 */
export interface Span {
  readonly from: Edge;
  readonly to: Edge;
  /** The span is one whole local day: parts of a day and clock times may be added to it. */
  readonly day?: true;
  /** The span is a moment of a day, `minutes` after midnight, on a day still to be said. */
  readonly minutes?: number;
  /** How many tokens say it. */
  readonly length: number;
}

/** An edge moved by an operation such as "+1d" or "/d". */
export function moved(edge: Edge, operation: string): Edge {
  return edge.startsWith("now") || edge.includes("||") ? `${edge}${operation}` : `${edge}||${operation}`;
}

/** The local day `YYYY-MM-DD` as a span, or undefined where the calendar has no such day. */
export function dayOf(year: number, month: number, day: number, length: number): Span | undefined {
  const date = new Date(year, month - 1, day, 12);
  if (!isValid(date) || date.getMonth() !== month - 1 || date.getDate() !== day) return undefined;
  return { from: format(date, "yyyy-MM-dd"), to: format(addDays(date, 1), "yyyy-MM-dd"), day: true, length };
}

/** A whole month as a span. */
export function monthOf(year: number, month: number, length: number, count = 1): Span {
  const text = (y: number, m: number): string =>
    `${String(y + Math.floor((m - 1) / 12)).padStart(4, "0")}-${String(((m - 1) % 12) + 1).padStart(2, "0")}-01`;
  return { from: text(year, month), to: text(year, month + count), length };
}

/** A time of day on the day of a span. Minutes may reach 1440 (midnight at its end). */
export function clockOn(day: Edge, minutes: number): Edge {
  if (minutes === 0) return day;
  if (/^\d{4}-\d{2}-\d{2}$/.test(day) && minutes < 1440) {
    return `${day}T${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
  }
  return minutes === 1440
    ? moved(day, "+1d")
    : moved(day, minutes % 60 === 0 ? `+${minutes / 60}h` : `+${minutes}m`);
}
