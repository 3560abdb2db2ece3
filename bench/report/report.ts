import { shares } from "../generator/data-set.ts";
import type { Measured } from "../run/ask.ts";
import type { Times } from "../run/statistics.ts";
import type { SizeResult } from "../run/store.ts";
import { environmentRows } from "./environment.ts";
import { count, megabytes, table } from "./markdown.ts";
import { whyMissed } from "./missed.ts";
import { growthOf, type Judged, ratesOf, ratioTo, targetsOf } from "./targets.ts";

/** All that a run has measured of the store, as Markdown. It says of no number more than was measured. */
export function reportOf(judged: Judged): string {
  const { large, small } = judged;
  const sizes = small === undefined ? [large] : [small, large];
  return (
    [
      "# What the benchmarks measured",
      `Written by \`npm run bench -- --records ${large.set.records}\`. Engines were asked one after the other, each in a process of its own, some cases in a row each, the first of which is not measured, and all files read through before; the ratios mean more than the milliseconds.`,
      environment(sizes),
      "## Targets",
      targets(judged),
      ...missed(judged),
      ...sizes.flatMap((size) => [
        `## Questions at ${count(size.set.records)} sign-ins`,
        questionNote(size),
        questions(size),
      ]),
      ...(small === undefined
        ? []
        : [
            `## Growth from ${count(small.set.records)} to ${count(large.set.records)}`,
            growth(small, large),
          ]),
      "## Import, disk and memory",
      imports(sizes),
      "## Many at once",
      serving(sizes),
      "## Whole answers",
      wholeAnswers(sizes),
    ].join("\n\n") + "\n"
  );
}

function environment(sizes: readonly SizeResult[]): string {
  const seeds = [...new Set(sizes.map(({ set }) => set.seed))].join(", ");
  return table(
    ["", ""],
    [
      ...environmentRows(),
      ["Sign-ins", sizes.map(({ set }) => count(set.records)).join(" and ")],
      ["Seed", seeds],
      [
        "Delivered again",
        `${100 * shares.again} %, of these ${100 * shares.enriched} % with more in them; ${100 * shares.late} % late`,
      ],
    ],
  );
}

function targets(judged: Judged): string {
  return table(
    ["What", "Target", `Measured at ${count(judged.large.set.records)}`, ""],
    targetsOf(judged).map(({ what, target, measured, isMet }) => [
      what,
      target,
      measured,
      isMet === undefined ? "–" : isMet ? "met" : "**missed**",
    ]),
  );
}

/** Why targets were missed, and what was tried. */
function missed(judged: Judged): string[] {
  const lines = targetsOf(judged)
    .filter(({ isMet }) => isMet === false)
    .map(({ what }) => `- **${what}.** ${whyMissed[what] ?? "Not looked into yet."}`);
  return lines.length === 0 ? [] : ["## What was missed, why, and what was tried", lines.join("\n")];
}

function questionNote({ others }: SizeResult): string {
  const absent = [
    ...(others.duckdb === undefined ? ["DuckDB"] : []),
    ...(others.sqlite === undefined ? ["The plain SQLite table"] : []),
  ];
  return `Milliseconds: p50 / p95, and in brackets the middle half of all repetitions. Ratios are those of p50; above 1, Signpost is faster. Every answer was equal; rows are those of the longest. Of a hunt, the rows that it reads are asked for, as if nothing narrowed them: what it takes in all is said under "Whole answers". DuckDB holds one table in the order of time without indexes, plain SQLite one table with ten.${absent.map((name) => ` ${name} was not asked at this size.`).join("")}`;
}

/** Signpost's store over ClickHouse has a column where it was asked. */
function questions({ measured, others }: SizeResult): string {
  const withClickHouse = others.clickhouse !== undefined;
  const headings = ["Question", "Rows", "n", "Signpost", "DuckDB", "Plain SQLite", "DuckDB / Signpost"];
  return table(
    [...headings, "Plain / Signpost", ...(withClickHouse ? ["Signpost over ClickHouse"] : [])],
    measured.map((one) => [
      one.question.name,
      count(one.rows),
      countsOf(one),
      timesText(one.times.signpost),
      timesText(one.times.duckdb),
      timesText(one.times.sqlite),
      ratio(ratioTo("duckdb", one)),
      ratio(ratioTo("sqlite", one)),
      ...(withClickHouse ? [timesText(one.times.clickhouse)] : []),
    ]),
  );
}

/** Repetitions; where some engine had another number of them, in the order of the columns. */
function countsOf({ times }: Measured): string {
  const counts = [times.signpost, times.duckdb, times.sqlite, times.clickhouse].flatMap(
    (one) => one?.count ?? [],
  );
  return new Set(counts).size === 1 ? String(counts[0]) : counts.join(" / ");
}

function growth(small: SizeResult, large: SizeResult): string {
  const of = (engine: "signpost" | "duckdb", one: Measured): string => {
    const before = small.measured.find(({ question }) => question.name === one.question.name);
    const [was, is] = [before?.times[engine]?.p50, one.times[engine]?.p50];
    return was === undefined || is === undefined ? "–" : `${milliseconds(was)} → ${milliseconds(is)}`;
  };
  return table(
    ["Question", "Signpost, ms", "Growth", "DuckDB, ms"],
    large.measured.map((one) => [
      one.question.name,
      of("signpost", one),
      ratio(growthOf(one, small.measured)),
      of("duckdb", one),
    ]),
  );
}

function imports(sizes: readonly SizeResult[]): string {
  const rows = sizes.map(
    ({ set, import: { isOfEarlierRun, totals, parts, dataBytes, walBytes, generation }, others, served }) => {
      const { all, first, last } = ratesOf(parts);
      const perSecond = (value: number | undefined): string =>
        value === undefined ? "–" : count(Math.round(value));
      return [
        count(set.records),
        isOfEarlierRun ? "an earlier run" : "this run",
        count(totals.read),
        `${count(totals.new)} / ${count(totals.updated)} / ${count(totals.unchanged)}`,
        perSecond(all),
        perSecond(first),
        perSecond(last),
        (totals.cpuMilliseconds / totals.milliseconds).toFixed(2),
        count(Math.round((1_000 * totals.cpuMilliseconds) / totals.read)),
        perSecond((1_000 * generation.deliveries) / generation.milliseconds),
        count(Math.round(dataBytes / set.records)),
        megabytes(walBytes),
        megabytes(totals.peakBytes),
        served === undefined ? "–" : megabytes(served.peakBytes),
        ...(["duckdb", "sqlite", "clickhouse"] as const).map((name) => {
          const other = others[name];
          return other === undefined ? "–" : count(Math.round(other.dataBytes / set.records));
        }),
      ];
    },
  );
  const headings = [
    "Sign-ins",
    "Imported and measured by",
    "Deliveries read",
    "New / updated / unchanged",
    "Deliveries a second",
    "The first 200,000",
    "The last 200,000",
    "Cores it had",
    "CPU a delivery, µs",
    "Generated a second (not counted)",
    "Bytes a record on disk",
    "Write-ahead log at most",
    "Memory of the import",
    "Memory while serving",
    "DuckDB, bytes a record",
    "Plain SQLite, bytes a record",
    "Signpost over ClickHouse, bytes a record",
  ];
  return `${table(
    ["", ...rows.map(([records]) => records ?? "")],
    headings.slice(1).map((heading, at) => [heading, ...rows.map((row) => row[at + 1] ?? "")]),
  )}\n\nThe import is that of \`signpost import\`, from files of 200,000 deliveries that were written before each of them was read. Memory is the greatest resident size of a process of its own; its loader of TypeScript is part of it. Memory while serving is of this run.`;
}

function serving(sizes: readonly SizeResult[]): string {
  const served = sizes.flatMap(({ set, served }) => (served === undefined ? [] : [{ set, served }]));
  if (served.length === 0) return "Not measured in this run.";
  return `${table(
    [
      "Sign-ins",
      "Answers",
      "Event-loop delay p50 / p99 / max",
      "Own timer p99 / max",
      "Quick questions p50 / p95",
      "Heavy questions p50 / p95",
      "Given up after 5 s, quick / heavy",
    ],
    served.map(({ set, served: { answers, delay, timer, quick, heavy, givenUp } }) => [
      count(set.records),
      count(answers),
      [delay.p50, delay.p99, delay.max].map(milliseconds).join(" / "),
      [timer.p99, timer.max].map(milliseconds).join(" / "),
      [quick.p50, quick.p95].map(milliseconds).join(" / "),
      [heavy.p50, heavy.p95].map(milliseconds).join(" / "),
      [givenUp.quick, givenUp.heavy].map(count).join(" / "),
    ]),
  )}\n\n50 askers for 20 s, each with one question under way at any time, one in five of them heavy: cards of the heaviest user, rankings, combinations, comparisons, patterns, policies, a hunt and a download. Milliseconds.`;
}

/** Each size has the same ones. */
function wholeAnswers(sizes: readonly SizeResult[]): string {
  const measured = sizes.flatMap(({ set, whole }) => (whole === undefined ? [] : [{ set, whole }]));
  const names = measured[0]?.whole.map(({ name }) => name) ?? [];
  if (names.length === 0) return "Not measured in this run.";
  return `${table(
    ["Answer", ...measured.map(({ set }) => `At ${count(set.records)} sign-ins`)],
    names.map((name, at) => [name, ...measured.map(({ whole }) => spanText(whole[at]?.times))]),
  )}\n\nHunts as they are asked for in a chat, with what they look up afterwards, and downloads as the portal has them, to their last file: all through the service's threads. Milliseconds: median / longest of a few.`;
}

function spanText(times: Times | undefined): string {
  return times === undefined ? "–" : `${milliseconds(times.p50)} / ${milliseconds(times.p95)}`;
}

function timesText(times: Times | undefined): string {
  if (times === undefined) return "–";
  return `${milliseconds(times.p50)} / ${milliseconds(times.p95)} [${milliseconds(times.low)}–${milliseconds(times.high)}]`;
}

function milliseconds(value: number): string {
  if (Number.isNaN(value)) return "–";
  return value >= 100 ? count(Math.round(value)) : value.toFixed(value >= 10 ? 1 : value >= 1 ? 2 : 3);
}

function ratio(value: number | undefined): string {
  return value === undefined
    ? "–"
    : `${value >= 100 ? count(Math.round(value)) : value.toFixed(value >= 10 ? 0 : 1)} ×`;
}
