import { TZDate } from "@date-fns/tz";
import { addDays, format, isValid } from "date-fns";
import type { Token } from "../lex.ts";
import type { Window } from "../question.ts";
import { resolveEdge, type Clock, type Edge } from "./edge.ts";

/** Whose language decides how "11/3" is read, and whose clock which year a month belongs to. */
export interface Reader extends Clock {
  /** BCP 47; only en-US puts the month first. */
  readonly locale: string;
}

/**
 * What a phrase of time denotes before it is used: a day, a month, a clock time. "Since" takes its start, "before" its
 * start, a range from one to another the start of the first and the end of the last.
 */
export interface Span {
  readonly from: Edge;
  readonly to: Edge;
  /** How many tokens say it. */
  readonly length: number;
  /**
   * A day can get a part or a clock time, a moment is a point of time, a clock is a time of day whose day is still to
   * be said, anything else is a stretch.
   */
  readonly kind: "day" | "moment" | "clock" | "stretch";
  /** A clock, and a moment that was said by one: minutes after midnight. */
  readonly minutes?: number;
  /** A clock: the time is said in UTC. */
  readonly utc?: true;
  /** A part of a day, and a moment in one: the day and the part's minutes after its midnight. */
  readonly part?: { readonly day: Edge; readonly from: number; readonly to: number };
  /** A moment: the start of the day that was said with it. */
  readonly dayStart?: Edge;
  /** A date of the calendar whose year was not said, or was: pairs of dates share what one of them leaves out. */
  readonly date?: CalendarDate;
}

export interface CalendarDate {
  readonly year?: number;
  readonly month: number;
  /** Absent: the whole month. */
  readonly day?: number;
  /** Of a quarter: three. Absent: one. */
  readonly months?: number;
}

/** A phrase of time in a text. `window` absent means all time ("ever"). */
export interface Phrase {
  readonly window?: Window;
  /** How many tokens say it. */
  readonly length: number;
}

/** A way of saying a time: what starts at this token, or undefined. */
export type PointRule = (tokens: readonly Token[], at: number, reader: Reader) => Span | undefined;

/** The vocabulary form of a token, "" where there is none or it is quoted or a filter. */
export function wordOf(tokens: readonly Token[], at: number): string {
  const token = tokens[at];
  return token === undefined || token.quoted || token.filter !== undefined ? "" : token.word;
}

/** A token that was not typed but stands for a part of one. */
export function madeToken(text: string): Token {
  return { text, word: text.toLowerCase(), start: 0, end: 0, quoted: false, comma: false };
}

/** An edge moved by an operation such as "+1d" or "/d". */
export function moved(edge: Edge, operation: string): Edge {
  return edge.startsWith("now") || edge.includes("||") ? `${edge}${operation}` : `${edge}||${operation}`;
}

/** A date or a month, or undefined where the calendar has no such day. A year not said is the latest not in the future. */
export function dateSpan(date: CalendarDate, length: number, reader: Reader): Span | undefined {
  const year = date.year ?? latestYear(date, reader);
  if (date.month < 1 || date.month > 12) return undefined;
  if (date.day === undefined)
    return { ...monthsFrom(year, date.month, date.months ?? 1), kind: "stretch", length, date };
  const first = new Date(year, date.month - 1, date.day, 12);
  if (!isValid(first) || first.getMonth() !== date.month - 1 || first.getDate() !== date.day)
    return undefined;
  return {
    from: format(first, "yyyy-MM-dd"),
    to: format(addDays(first, 1), "yyyy-MM-dd"),
    kind: "day",
    length,
    date,
  };
}

/** The edges of some whole months. */
export function monthsFrom(year: number, month: number, count: number): { from: Edge; to: Edge } {
  const text = (index: number): string =>
    `${String(year + Math.floor((index - 1) / 12)).padStart(4, "0")}-${String(((index - 1) % 12) + 1).padStart(2, "0")}-01`;
  return { from: text(month), to: text(month + count) };
}

/** The reader's own calendar and clock. */
interface LocalNow {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** Minutes since midnight. */
  readonly minutes: number;
}

/** Read once for a text: finding it out costs more than all the rest of reading a time. */
const localNows = new WeakMap<Clock, LocalNow>();

/** The reader's own day, month and year, and the time of their clock. */
export function today(clock: Clock): LocalNow {
  const known = localNows.get(clock);
  if (known !== undefined) return known;
  const here = new TZDate(clock.now.getTime(), clock.timezone);
  const found = {
    year: here.getFullYear(),
    month: here.getMonth() + 1,
    day: here.getDate(),
    minutes: here.getHours() * 60 + here.getMinutes(),
  };
  localNows.set(clock, found);
  return found;
}

function latestYear({ month, day = 1 }: CalendarDate, reader: Reader): number {
  const here = today(reader);
  const later = month > here.month || (month === here.month && day > here.day);
  return here.year - (later ? 1 : 0);
}

/** A time of day on a day. Minutes may reach 1440 and beyond (the next day). */
export function clockOn(day: Edge, minutes: number, utc?: true): Edge {
  if (minutes === 0 && utc === undefined) return day;
  if (minutes >= 1440) return clockOn(moved(day, "+1d"), minutes - 1440, utc);
  const clock = [Math.floor(minutes / 60), minutes % 60]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
  const zone = utc === undefined ? "" : "Z";
  if (/^\d{4}-\d{2}-\d{2}$/.test(day)) return `${day}T${clock}${zone}`;
  return moved(day, `@${clock}${zone}`);
}

/** A point of time rather than a stretch. */
export function isPoint({ kind }: Span): boolean {
  return kind === "moment" || kind === "clock";
}

/** The moment of a point; a clock time still to come today was yesterday's. */
export function clockStart(point: Span, reader: Reader): Edge {
  const { kind, minutes, utc } = point;
  if (kind !== "clock" || minutes === undefined) return point.from;
  return clockOn(latestDay(minutes, reader, utc), minutes, utc);
}

/** The latest day on which that time of day has been. */
export function latestDay(minutes: number, reader: Reader, utc?: true): Edge {
  if (utc === undefined) return minutes > today(reader).minutes ? "now/d-1d" : "now/d";
  // The date in UTC may be the asker's yesterday or tomorrow.
  const has = (day: Edge): boolean => resolveEdge(clockOn(day, minutes, utc), reader) <= reader.now.getTime();
  return ["now/d+1d", "now/d"].find(has) ?? "now/d-1d";
}
