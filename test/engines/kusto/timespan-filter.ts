import type { Database, Table } from "./evaluate.ts";
import { parseDatetime } from "./time-text.ts";

/**
 * The rows that a request's `timespan` leaves, beside what the query itself asks: those whose TimeGenerated is in it. Both
 * ends are taken to be in it; the documents do not tell.
 * https://learn.microsoft.com/azure/azure-monitor/logs/api/timeouts and request-format
 * @param timespan two moments as "start/end", or a duration up to now as "P7D" or "PT1H"
 * @returns undefined where the timespan is neither
 */
export function withinTimespan(database: Database, timespan: string, now: Date): Database | undefined {
  const range = rangeOf(timespan, now);
  if (range === undefined) return undefined;
  const tables = Object.entries(database.tables).map(
    ([name, table]) => [name, filtered(table, range)] as const,
  );
  return { tables: Object.fromEntries(tables) };
}

interface Range {
  /** Ticks. */
  readonly from: bigint;
  readonly to: bigint;
}

const seconds: Readonly<Record<string, number>> = { D: 86_400, H: 3600, M: 60, S: 1 };

function rangeOf(timespan: string, now: Date): Range | undefined {
  const duration = /^P(?:(\d+)(D)|T(\d+)([HMS]))$/.exec(timespan);
  if (duration !== null) {
    const [, days, day, count = days, unit = day] = duration;
    const start = new Date(now.getTime() - Number(count) * seconds[unit!]! * 1000);
    return rangeOf(`${start.toISOString()}/${now.toISOString()}`, now);
  }
  const [from, to] = timespan.split("/").map((moment) => parseDatetime(moment));
  return from === undefined || to === undefined ? undefined : { from, to };
}

function filtered(table: Table, { from, to }: Range): Table {
  if (table.columns["TimeGenerated"] !== "datetime") return table;
  const kept = table.rows.flatMap((row, place) => {
    const time = row["TimeGenerated"];
    const ticks = parseDatetime(time instanceof Date ? time.toISOString() : String(time));
    return ticks !== undefined && from <= ticks && ticks <= to ? [place] : [];
  });
  const ingestionTimes = kept.map((place) => table.ingestionTimes?.[place] ?? null);
  return { ...table, rows: kept.map((place) => table.rows[place]!), ingestionTimes };
}
