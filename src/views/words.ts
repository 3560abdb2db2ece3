import { TZDate } from "@date-fns/tz";
import { format, formatDistanceStrict } from "date-fns";

/** Texts of numbers and times: separators always, a zone on every range. */

const digits = new Intl.NumberFormat("en-GB");

export function number(value: number): string {
  return digits.format(value);
}

/** "1 failure", "14 failures"; plurals that do not end in s are given. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}

/** "37 %"; under one per cent but not none is "<1 %", and only all is "100 %". */
export function share(part: number, whole: number): string {
  if (whole === 0) return "0 %";
  const percent = (100 * part) / whole;
  if (part > 0 && percent < 1) return "<1 %";
  if (part < whole && percent > 99) return ">99 %";
  return `${Math.round(percent)} %`;
}

/** The zone's short name at that moment: "CET", "GMT+5:30". */
export function zoneName(at: number, timezone: string): string {
  let format = zoneFormats.get(timezone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-GB", { timeZone: timezone, timeZoneName: "short" });
    zoneFormats.set(timezone, format);
  }
  return format.formatToParts(at).find((part) => part.type === "timeZoneName")?.value ?? timezone;
}

/** By zone, of which there are some hundreds: to make one takes longer than to say all the times of a card. */
const zoneFormats = new Map<string, Intl.DateTimeFormat>();

/** "22 Nov 2026 09:12 CET". */
export function fullTime(at: number, timezone: string): string {
  return `${format(new TZDate(at, timezone), "d MMM yyyy HH:mm")} ${zoneName(at, timezone)}`;
}

/** With seconds, for one sign-in. */
export function exactTime(at: number, timezone: string): string {
  return `${format(new TZDate(at, timezone), "EEE d MMM yyyy HH:mm:ss")} ${zoneName(at, timezone)}`;
}

/** Short time for rows: "09:12" today, "21 Nov 09:12" this year, with the year before that. */
export function rowTime(at: number, now: number, timezone: string): string {
  const [then, today] = [new TZDate(at, timezone), new TZDate(now, timezone)];
  if (format(then, "yyyy-MM-dd") === format(today, "yyyy-MM-dd")) return format(then, "HH:mm");
  return format(then, then.getFullYear() === today.getFullYear() ? "d MMM HH:mm" : "d MMM yyyy HH:mm");
}

/** From one moment to another: "21 Nov 02:12 to 02:38", "23 Nov 22:54 to today 04:05". */
export function spanText(first: number, last: number, now: number, timezone: string): string {
  const [from, to] = [rowTime(first, now, timezone), rowTime(last, now, timezone)];
  if (from === to) return from;
  const date = (at: number): string => format(new TZDate(at, timezone), "yyyy-MM-dd");
  if (date(first) === date(last)) return `${from} to ${format(new TZDate(last, timezone), "HH:mm")}`;
  return date(last) === date(now) ? `${from} to today ${to}` : `${from} to ${to}`;
}

/** Within a sentence: "at 09:12 today", "on 21 Nov at 09:12". */
export function saidTime(at: number, now: number, timezone: string): string {
  const [then, today] = [new TZDate(at, timezone), new TZDate(now, timezone)];
  if (format(then, "yyyy-MM-dd") === format(today, "yyyy-MM-dd")) return `at ${format(then, "HH:mm")} today`;
  return format(
    then,
    then.getFullYear() === today.getFullYear() ? "'on' d MMM 'at' HH:mm" : "'on' d MMM yyyy 'at' HH:mm",
  );
}

/** "15 Nov 2026 10:00 to 22 Nov 2026 10:00 CET"; open ends are said. */
export function rangeText(from: number | undefined, to: number | undefined, timezone: string): string {
  const minute = (at: number): string => format(new TZDate(at, timezone), "d MMM yyyy HH:mm");
  if (from === undefined && to === undefined) return `All time · times in ${timezone}`;
  if (from === undefined) return `Until ${fullTime(to ?? 0, timezone)}`;
  if (to === undefined) return `Since ${fullTime(from, timezone)}`;
  const zones = [zoneName(from, timezone), zoneName(to, timezone)];
  return zones[0] === zones[1]
    ? `${minute(from)} to ${minute(to)} ${zones[1]}`
    : `${minute(from)} ${zones[0]} to ${minute(to)} ${zones[1]}`;
}

/** "4 minutes", "3 days": the larger of the units alone. */
export function age(since: number, now: number): string {
  return formatDistanceStrict(since, now);
}

/** "3 days old"; of a record that is ahead of the clock, which a wrong clock or a wrong record makes, that. */
export function howOld(since: number, now: number): string {
  return since > now ? ahead(since, now) : `${age(since, now)} old`;
}

/** "3 days ago"; likewise. */
export function howLongAgo(since: number, now: number): string {
  return since > now ? ahead(since, now) : `${age(since, now)} ago`;
}

function ahead(since: number, now: number): string {
  return `${age(since, now)} ahead of this machine's clock`;
}

/** "one", "one and two", "one, two and three". */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/** A label within a sentence: "Country" becomes "country", "IP address" and "MFA" stay. */
export function inSentence(label: string): string {
  return /^\p{Lu}{2}/u.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);
}
