import { listed, plural } from "../views/words.ts";

const units = [
  ["year", 365 * 86_400_000],
  ["month", 30 * 86_400_000],
  ["week", 7 * 86_400_000],
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
] as const;

/** Milliseconds of an ISO 8601 duration: "PT10M". A month counts as 30 days, a year as 365. */
export function millisecondsOf(duration: string): number {
  return partsOf(duration).reduce((sum, { count, length }) => sum + count * length, 0);
}

/** "10 minutes", "1 hour and 30 minutes". */
export function durationText(duration: string): string {
  const parts = partsOf(duration).filter(({ count }) => count > 0);
  return parts.length === 0 ? "0 seconds" : listed(parts.map(({ count, unit }) => plural(count, unit)));
}

const shape = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

function partsOf(duration: string): { count: number; unit: string; length: number }[] {
  const counts = shape.exec(duration)?.slice(1) ?? [];
  return units.map(([unit, length], i) => ({ count: Number(counts[i] ?? 0), unit, length }));
}
