const iso =
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)[T ](?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,](?<fraction>\d+))?)?\s*(?<zone>Z|UTC|[+-]\d\d:?\d\d)?$/i;
const us =
  /^(?<month>\d{1,2})\/(?<day>\d{1,2})\/(?<year>\d{4}),?\s+(?<hour>\d{1,2}):(?<minute>\d\d)(?::(?<second>\d\d)(?:\.(?<fraction>\d+))?)?\s*(?<half>[AP]M)?\s*(?<zone>Z|UTC|[+-]\d\d:?\d\d)?$/i;
/** What Windows PowerShell's ConvertTo-Json makes of a date: milliseconds since 1970. */
const epoch = /^\/Date\((?<milliseconds>-?\d{1,15})\)\/$/;

/**
 * The moment that a text means, as ISO 8601 in UTC with milliseconds; undefined where it means none. Read are ISO 8601
 * with any number of fractional digits, and the US notation of Log Analytics ("6/15/2026, 9:56:49.975 AM"). Without a
 * zone it is UTC, as in all exports of sign-ins. Day before month is not guessed at: "15/06/2026 …" is no moment.
 */
export function instantOf(text: string): string | undefined {
  const milliseconds = epoch.exec(text)?.groups?.["milliseconds"];
  if (milliseconds !== undefined) return isoOf(Number(milliseconds));
  const parts = (iso.exec(text) ?? us.exec(text))?.groups;
  return parts === undefined ? undefined : isoOf(timeOf(parts));
}

function timeOf(parts: Readonly<Record<string, string | undefined>>): number {
  const number = (name: string): number => Number(parts[name] ?? 0);
  const [year, month, day] = [number("year"), number("month"), number("day")];
  const [hour, minute, second] = [hourOf(number("hour"), parts["half"]), number("minute"), number("second")];
  const fraction = Number((parts["fraction"] ?? "").slice(0, 3).padEnd(3, "0"));
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!exists || hour > 23 || minute > 59 || second > 59) return Number.NaN;
  return Date.UTC(year, month - 1, day, hour, minute, second, fraction) - offsetOf(parts["zone"]);
}

function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return Number.NaN;
  return (hour % 12) + (half.toUpperCase() === "PM" ? 12 : 0);
}

/** Milliseconds that a zone is ahead of UTC. */
function offsetOf(zone = "Z"): number {
  const parts = /^(?<sign>[+-])(?<hours>\d\d):?(?<minutes>\d\d)$/.exec(zone)?.groups;
  if (parts === undefined) return 0;
  const minutes = Number(parts["hours"]) * 60 + Number(parts["minutes"]);
  return (parts["sign"] === "-" ? -minutes : minutes) * 60_000;
}

/** Years outside of 1970 to 9999 are what programs write for "no date". */
function isoOf(time: number): string | undefined {
  return time >= 0 && time < 253_402_300_800_000 ? new Date(time).toISOString() : undefined;
}
