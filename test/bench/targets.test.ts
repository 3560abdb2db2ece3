import { expect, test } from "vitest";
import { questions } from "../../bench/questions/questions.ts";
import { reportOf } from "../../bench/report/report.ts";
import { targetsOf, type Target } from "../../bench/report/targets.ts";
import type { Measured } from "../../bench/run/ask.ts";
import type { Import } from "../../bench/run/make.ts";
import { timesOf } from "../../bench/run/statistics.ts";
import type { SizeResult } from "../../bench/run/store.ts";

interface Speeds {
  readonly records: number;
  /** Milliseconds of every question. */
  readonly signpost: number;
  readonly duckdb?: number;
}

function sizeOf({ records, signpost, duckdb }: Speeds, change: Partial<SizeResult> = {}): SizeResult {
  const measured = questions.map((question): Measured => ({
    question,
    rows: 1,
    times: { signpost: timesOf([signpost]), ...(duckdb !== undefined && { duckdb: timesOf([duckdb]) }) },
  }));
  return {
    set: { records, seed: "test" },
    import: importOf([10_000, 10_000]),
    others: {},
    measured,
    ...change,
  };
}

/** An import whose parts of 1,000 records went at so many records a second each. */
function importOf(rates: readonly number[]): Import {
  const parts = rates.map((rate) => ({
    read: 1_000,
    new: 1_000,
    updated: 0,
    unchanged: 0,
    quarantined: 0,
    milliseconds: 1_000_000 / rate,
    cpuMilliseconds: 1,
    peakBytes: 200e6,
  }));
  const milliseconds = parts.reduce((sum, part) => sum + part.milliseconds, 0);
  return {
    isOfEarlierRun: false,
    parts,
    totals: { ...parts[0]!, read: 1_000 * parts.length, milliseconds },
    generation: { deliveries: 1, milliseconds: 1 },
    dataBytes: 700e6,
    walBytes: 0,
  };
}

function target(all: readonly Target[], what: string): Target | undefined {
  return all.find((one) => one.what === what);
}

test.each([
  ["Look-ups", 1, 20, true],
  ["Look-ups", 1, 19, false],
  ["Look-ups", 11, 1_000, false],
  ["Trends and tenant summary", 1, 3, true],
  ["Trends and tenant summary", 1, 2.9, false],
  ["Top users, apps, addresses and codes by failures", 1, 2, true],
  ["Grouped rows and password spray", 1, 4.9, false],
  ["Heaviest user's card and combination", 1, 1, true],
  ["Heaviest user's card and combination", 501, 600, false],
])("%s in %d ms where DuckDB takes %d: met is %s", (what, signpost, duckdb, isMet) => {
  const large = sizeOf({ records: 1_000_000, signpost, duckdb });
  expect(target(targetsOf({ large }), what)?.isMet).toBe(isMet);
});

test.each([
  [1, 2, true],
  [1, 2.1, false],
  [0.01, 0.1, true],
])("look-ups that took %d ms and take %d ms at ten times the sign-ins: met is %s", (before, now, isMet) => {
  const small = sizeOf({ records: 1_000_000, signpost: before });
  const large = sizeOf({ records: 10_000_000, signpost: now });
  expect(target(targetsOf({ large, small }), "Growth of look-ups and trends")?.isMet).toBe(isMet);
});

test.each([
  [[20_000, 20_000], true, true],
  [[20_000, 15_000], true, false],
  [[9_000, 9_000], false, true],
])("an import whose parts went at %j records a second", (rates, isFast, isSteady) => {
  const large = sizeOf({ records: 1_000_000, signpost: 1 }, { import: importOf(rates) });
  const all = targetsOf({ large });
  expect(target(all, "Import")?.isMet).toBe(isFast);
  expect(target(all, "Import at the end, of its rate when empty")?.isMet).toBe(isSteady);
  expect(target(all, "Disk for a record, raw record included")?.measured).toBe("700 bytes");
});

test("an import that an earlier run measured is named so, in targets and table", () => {
  const imported = { ...importOf([20_000, 20_000]), isOfEarlierRun: true };
  const large = sizeOf({ records: 1_000_000, signpost: 1 }, { import: imported });
  expect(target(targetsOf({ large }), "Import")).toMatchObject({
    measured: "20,000 records/s, by an earlier run",
    isMet: true,
  });
  expect(reportOf({ large })).toContain("| Imported and measured by | an earlier run |");
});

test("what was not measured is neither met nor missed, and the report says so", () => {
  const large = sizeOf({ records: 1_000_000, signpost: 1 });
  const all = targetsOf({ large });
  for (const what of ["Look-ups", "Growth of summaries", "Memory while serving", "Command to card, p50"]) {
    expect(target(all, what)).toMatchObject({ measured: "not measured", isMet: undefined });
  }
  const report = reportOf({ large });
  expect(report).toContain(
    "| Look-ups | at least 20 × as fast as DuckDB, p95 below 10 ms | not measured | – |",
  );
  expect(report).toContain(
    "DuckDB was not asked at this size. The plain SQLite table was not asked at this size.",
  );
});
