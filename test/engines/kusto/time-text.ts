/** Ticks are 100 ns; datetimes count them from 0001-01-01 UTC. */
export const ticksPerMillisecond = 10_000n;
export const ticksPerDay = 86_400_000n * ticksPerMillisecond;

/** 1970-01-01 in ticks. */
const epoch = 621_355_968_000_000_000n;
const lastTick = 3_155_378_975_999_999_999n;

/** ISO 8601 as Kusto lists it: https://learn.microsoft.com/kusto/query/scalar-data-types/datetime#iso-8601 */
const iso = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,7}))?)?(Z|[+-]\d\d:\d\d)?)?$/;

const units: Readonly<Record<string, bigint>> = {
  d: ticksPerDay,
  h: 36_000_000_000n,
  m: 600_000_000n,
  s: 10_000_000n,
  ms: ticksPerMillisecond,
  microsecond: 10n,
  tick: 1n,
};

/** @param milliseconds since 1970 */
export function ticksOf(milliseconds: number): bigint {
  return epoch + BigInt(Math.trunc(milliseconds)) * ticksPerMillisecond;
}

/** The ticks of a moment in ISO 8601, or undefined where it is no such text. Without a zone it is UTC. */
export function parseDatetime(text: string): bigint | undefined {
  const match = iso.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour = "00", minute = "00", second = "00", fraction = "", zone = "Z"] = match;
  const instant = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  if (Number.isNaN(instant) || hour === "24" || !isDay(Number(year), Number(month), Number(day))) {
    return undefined;
  }
  const ticks = ticksOf(instant) + BigInt(fraction.padEnd(7, "0"));
  return ticks >= 0n && ticks <= lastTick ? ticks : undefined;
}

/** As Kusto writes datetimes: "2024-01-31T09:30:00.0000000Z". */
export function formatDatetime(ticks: bigint): string {
  const rest = (((ticks - epoch) % ticksPerMillisecond) + ticksPerMillisecond) % ticksPerMillisecond;
  const instant = new Date(Number((ticks - epoch - rest) / ticksPerMillisecond)).toISOString();
  return `${instant.slice(0, -1)}${rest.toString().padStart(4, "0")}Z`;
}

/** The ticks of "1.5h" or "[-][d.]hh:mm:ss[.fffffff]", or undefined where it is neither. */
export function parseTimespan(text: string): bigint | undefined {
  const short = /^(-?)(\d+)(?:\.(\d+))?(d|h|m|s|ms|microsecond|tick)$/.exec(text);
  if (short !== null) {
    const [, sign, whole = "", fraction = "", unit = ""] = short;
    const scale = 10n ** BigInt(fraction.length);
    const scaled = BigInt(whole + fraction) * units[unit]!;
    return scaled % scale === 0n ? signed(sign, scaled / scale) : undefined;
  }
  const long = /^(-?)(?:(\d+)\.)?(\d\d):(\d\d):(\d\d)(?:\.(\d{1,7}))?$/.exec(text);
  if (long === null) return undefined;
  const [, sign, days = "0", hours = "", minutes = "", seconds = "", fraction = ""] = long;
  const whole = ((BigInt(days) * 24n + BigInt(hours)) * 60n + BigInt(minutes)) * 60n + BigInt(seconds);
  return signed(sign, whole * units["s"]! + BigInt(fraction.padEnd(7, "0")));
}

/** As Kusto writes timespans: "[-][d.]hh:mm:ss[.fffffff]". */
export function formatTimespan(ticks: bigint): string {
  const size = ticks < 0n ? -ticks : ticks;
  const seconds = size / units["s"]!;
  const days = seconds / 86_400n;
  const clock = [(seconds / 3600n) % 24n, (seconds / 60n) % 60n, seconds % 60n];
  const fraction = size % units["s"]!;
  return [
    ticks < 0n ? "-" : "",
    days === 0n ? "" : `${days}.`,
    clock.map((part) => part.toString().padStart(2, "0")).join(":"),
    fraction === 0n ? "" : `.${fraction.toString().padStart(7, "0")}`,
  ].join("");
}

function signed(sign: string | undefined, ticks: bigint): bigint {
  return sign === "-" ? -ticks : ticks;
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
