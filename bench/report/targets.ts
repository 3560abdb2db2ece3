import type { Measured } from "../run/ask.ts";
import type { SizeResult } from "../run/store.ts";
import type { Kind } from "../questions/question.ts";

/** What was aimed at, what was measured of it, and whether it was met; undefined: not measured in this run. Why one is missed, where it is, stands in `missed.ts`. */
export interface Target {
  readonly what: string;
  readonly target: string;
  readonly measured: string;
  readonly isMet: boolean | undefined;
}

/** What targets are judged by: the largest data set, a smaller one to grow from, and what was measured beside them. */
export interface Judged {
  readonly large: SizeResult;
  readonly small?: SizeResult | undefined;
  /** Milliseconds: the median of the slowest command, and that of all. */
  readonly parse?: number | undefined;
  readonly commandToCard?: number | undefined;
}

/** The targets of Signpost's store, each judged by what this run measured. */
export function targetsOf({ large, small, parse, commandToCard }: Judged): Target[] {
  const { measured } = large;
  return [
    faster("Look-ups", ["look-up"], measured, { times: 20, p95: 10 }),
    faster("Trends and tenant summary", ["trend", "summary"], measured, { times: 3 }),
    faster("Top users, apps, addresses and codes by failures", ["top"], measured, { times: 2 }),
    faster("Grouped rows and password spray", ["groups"], measured, { times: 5 }),
    faster("Heaviest user's card and combination", ["heavy"], measured, { times: 1, p95: 500 }),
    mostFaster(measured),
    neverSlow(measured),
    growth("Growth of look-ups and trends", ["look-up", "trend"], 2, large, small),
    growth("Growth of summaries", ["summary"], 5, large, small),
    growth("Growth of all others", ["top", "groups", "heavy", "other"], 10, large, small),
    ...ofImport(large),
    ...ofServing(large),
    below("Reading a command, p50", parse, 1, "ms"),
    below("Command to card, p50", commandToCard, 50, "ms"),
  ];
}

export function ratioTo(engine: "duckdb" | "sqlite", { times }: Measured): number | undefined {
  const [ours, theirs] = [times.signpost?.p50, times[engine]?.p50];
  return ours === undefined || theirs === undefined ? undefined : theirs / ours;
}

const unmeasured = { measured: "not measured", isMet: undefined } as const;

function faster(
  what: string,
  kinds: readonly Kind[],
  measured: readonly Measured[],
  { times, p95 }: { readonly times: number; readonly p95?: number },
): Target {
  const target = `at least ${times} × as fast as DuckDB${p95 === undefined ? "" : `, p95 below ${p95} ms`}`;
  const ones = measured.filter(({ question }) => kinds.includes(question.kind));
  const worst = least(ones.flatMap((one) => named(one, ratioTo("duckdb", one))));
  const slowest = least(
    ones.flatMap((one) => named(one, one.times.signpost?.p95)),
    -1,
  );
  if (worst === undefined || slowest === undefined) return { what, target, ...unmeasured };
  return {
    what,
    target,
    measured: `least ${worst.value.toFixed(1)} × (${worst.name})${p95 === undefined ? "" : `, p95 up to ${slowest.value.toFixed(1)} ms (${slowest.name})`}`,
    isMet: worst.value >= times && (p95 === undefined || slowest.value < p95),
  };
}

function mostFaster(measured: readonly Measured[]): Target {
  const [what, target] = ["All shapes", "p50 at or below DuckDB's in nine of ten"];
  const ratios = measured.flatMap((one) => named(one, ratioTo("duckdb", one)));
  if (ratios.length === 0) return { what, target, ...unmeasured };
  const behind = ratios.filter(({ value }) => value < 1);
  return {
    what,
    target,
    measured: `${ratios.length - behind.length} of ${ratios.length}${behind.length === 0 ? "" : `; not: ${behind.map(({ name }) => name).join(", ")}`}`,
    isMet: behind.length <= ratios.length / 10,
  };
}

function neverSlow(measured: readonly Measured[]): Target {
  const slow = measured
    .flatMap((one) => named(one, one.times.signpost?.p95))
    .filter(({ value }) => value > 500);
  return {
    what: "Slowest of all shapes",
    target: "p95 at most 500 ms",
    ...(measured.length === 0
      ? unmeasured
      : {
          measured:
            slow.length === 0
              ? "all"
              : `not: ${slow.map(({ name, value }) => `${name} (${value.toFixed(0)} ms)`).join(", ")}`,
          isMet: slow.length === 0,
        }),
  };
}

/** Below so many milliseconds a difference is that of the clock and the machine. */
const tooShort = 0.1;

function growth(
  what: string,
  kinds: readonly Kind[],
  most: number,
  large: SizeResult,
  small: SizeResult | undefined,
): Target {
  const factor = small === undefined ? undefined : large.set.records / small.set.records;
  const target = `at most ${most} × for 10 × the sign-ins`;
  if (small === undefined || factor !== 10) return { what, target, ...unmeasured };
  const worst = least(
    large.measured
      .filter(({ question }) => kinds.includes(question.kind))
      .flatMap((one) => named(one, growthOf(one, small.measured))),
    -1,
  );
  if (worst === undefined) return { what, target, ...unmeasured };
  return {
    what,
    target,
    measured: `up to ${worst.value.toFixed(1)} × (${worst.name})`,
    isMet: worst.value <= most,
  };
}

/** How many times as long as on the smaller data set. */
export function growthOf({ question, times }: Measured, before: readonly Measured[]): number | undefined {
  const earlier = before.find((one) => one.question.name === question.name)?.times.signpost?.p50;
  const now = times.signpost?.p50;
  if (earlier === undefined || now === undefined) return undefined;
  return Math.max(now, tooShort) / Math.max(earlier, tooShort);
}

function ofImport({ set, import: imported }: SizeResult): Target[] {
  const { first, last, all } = ratesOf(imported.parts);
  const kept = last === undefined || first === undefined ? undefined : last / first;
  return [
    atLeast("Import", all, 10_000, (value) => `${Math.round(value).toLocaleString("en")} records/s`),
    atLeast("Import at the end, of its rate when empty", kept, 0.8, (value) => value.toFixed(2)),
    below("Memory of the import", imported.totals.peakBytes / 1e6, 300, "MB"),
    below("Disk for a record, raw record included", imported.dataBytes / set.records, 800, "bytes"),
  ].map((one) =>
    imported.isOfEarlierRun && one.isMet !== undefined
      ? { ...one, measured: `${one.measured}, by an earlier run` }
      : one,
  );
}

/** Records a second: of all, and of the first and last full part, where there are several. */
export function ratesOf(parts: SizeResult["import"]["parts"]): {
  all: number;
  first?: number;
  last?: number;
} {
  const rate = (some: typeof parts): number =>
    (1_000 * some.reduce((sum, { read }) => sum + read, 0)) /
    some.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const full = parts.filter(({ read }) => read === parts[0]?.read);
  return {
    all: rate(parts),
    ...(full.length > 1 && { first: rate(full.slice(0, 1)), last: rate(full.slice(-1)) }),
  };
}

function ofServing({ served }: SizeResult): Target[] {
  return [
    below("Memory while serving", served && served.peakBytes / 1e6, 600, "MB"),
    below(
      "Event-loop delay while 50 ask at once, p99",
      served && Math.max(served.delay.p99, served.timer.p99),
      20,
      "ms",
    ),
  ];
}

function below(what: string, value: number | undefined, most: number, unit: string): Target {
  const target = `at most ${most} ${unit}`;
  if (value === undefined) return { what, target, ...unmeasured };
  return { what, target, measured: `${value.toFixed(value < 10 ? 2 : 0)} ${unit}`, isMet: value <= most };
}

function atLeast(
  what: string,
  value: number | undefined,
  least: number,
  text: (value: number) => string,
): Target {
  const target = `at least ${text(least)}`;
  if (value === undefined) return { what, target, ...unmeasured };
  return { what, target, measured: text(value), isMet: value >= least };
}

interface Named {
  readonly name: string;
  readonly value: number;
}

function named({ question }: Measured, value: number | undefined): Named[] {
  return value === undefined ? [] : [{ name: question.name, value }];
}

/** The least of some values, or with -1 the greatest. */
function least(all: readonly Named[], sign: 1 | -1 = 1): Named | undefined {
  return all.toSorted((a, b) => sign * (a.value - b.value))[0];
}
