import fc from "fast-check";
import { expect, test } from "vitest";
import { ask, now } from "./asked.ts";
import { evaluate, type Database } from "./evaluate.ts";
import { formatDatetime, formatTimespan, parseDatetime, parseTimespan } from "./time-text.ts";

/** What the evaluator answers, beside the same said in a few lines of JavaScript. */
const rows = fc.array(
  fc.record({
    k: fc.constantFrom("", "a", "A", "b", "İ", "ß", "a b", "a-b"),
    n: fc.option(fc.integer({ min: -20, max: 20 })),
    t: fc.option(fc.date({ min: new Date("2024-01-01"), max: new Date("2024-01-03"), noInvalidDate: true })),
  }),
  { maxLength: 40 },
);

type Row = { readonly k: string; readonly n: number | null; readonly t: Date | null };

function tableOf(given: readonly Row[]): Database {
  return { tables: { T: { columns: { k: "string", n: "long", t: "datetime" }, rows: given } } };
}

function holds(check: (given: readonly Row[], database: Database, seed: number) => void): void {
  fc.assert(
    fc.property(rows, fc.nat(), (given, seed) => {
      check(given, tableOf(given), seed);
    }),
    { numRuns: 25 },
  );
}

test("rows are filtered by conditions that may be null", () => {
  holds((given, database) => {
    const query = "T | where n > 3 or not(n < -3) and n != 0 | project n";
    const expected = given.filter(({ n }) => n !== null && (n > 3 || (n >= -3 && n !== 0)));
    expect(ask(query, database)).toEqual(expected.map(({ n }) => [n]));
  });
});

test("rows are grouped and counted whatever their order", () => {
  holds((given, database, seed) => {
    const groups = new Map<string, (number | null)[]>();
    for (const { k, n } of given) groups.set(k, [...(groups.get(k) ?? []), n]);
    const expected = [...groups]
      .map(([k, all]) => {
        const ns = all.filter((n) => n !== null);
        return [
          k,
          all.length,
          ns.reduce((sum, n) => sum + n, 0),
          ns.length === 0 ? null : Math.max(...ns),
          new Set(ns).size,
        ];
      })
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
    const query = "T | summarize count(), sum(n), max(n), count_distinct(n) by k | order by k asc";
    expect(ask(query, database, { seed })).toEqual(expected);
  });
});

test("rows are binned by time", () => {
  holds((given, database, seed) => {
    const hour = 3_600_000;
    const starts = given.flatMap(({ t }) => (t === null ? [] : [Math.floor(t.getTime() / hour) * hour]));
    const expected = [...new Set(starts)]
      .sort((a, b) => a - b)
      .map((start) => [
        new Date(start).toISOString().replace("Z", "0000Z"),
        starts.filter((one) => one === start).length,
      ]);
    const query = "T | where isnotnull(t) | summarize count() by b = bin(t, 1h) | order by b asc";
    expect(ask(query, database, { seed })).toEqual(expected);
  });
});

test("rows come in order, nulls where they belong, and the first of them are taken", () => {
  holds((given, database, seed) => {
    const known = given.flatMap(({ n }) => (n === null ? [] : [n])).sort((a, b) => b - a);
    const nulls = given.filter(({ n }) => n === null).map(() => null);
    const values = (query: string) => ask(query, database, { seed }).flat();
    expect(values("T | order by n | project n")).toEqual([...known, ...nulls]);
    expect(values("T | order by n asc | project n")).toEqual([...nulls, ...known.toReversed()]);
    expect(values("T | top 5 by n | project n")).toEqual([...known, ...nulls].slice(0, 5));
  });
});

test("joins pair what nested loops pair", () => {
  holds((given, database, seed) => {
    const pairs = given.flatMap((left) =>
      given.filter(({ n }) => n !== null && n === left.n).map((right) => [left.k, right.k]),
    );
    const joined = ask("T | join kind=inner (T) on n | project k, k1", database, { seed });
    expect(joined.map((pair) => pair.join("|")).sort(compare)).toEqual(
      pairs.map((pair) => pair.join("|")).sort(compare),
    );
    const alone = ask("T | where n > 0 | join kind=leftanti (T | where n > 10) on n | count", database, {
      seed,
    });
    expect(alone).toEqual([[given.filter(({ n }) => n !== null && n > 0 && n <= 10).length]]);
  });
});

test("arg_max takes a row that has the greatest value", () => {
  holds((given, database, seed) => {
    for (const [k, n, t] of ask("T | summarize arg_max(n, *) by k", database, { seed })) {
      const group = given.filter((row) => row.k === k);
      const greatest = Math.max(...group.map((row) => row.n ?? -Infinity));
      expect(n).toBe(greatest === -Infinity ? null : greatest);
      expect(group.filter((row) => row.n === n).map((row) => row.t?.toISOString() ?? null)).toContain(
        typeof t === "string" ? t.replace("0000Z", "Z") : null,
      );
    }
  });
});

test("lists that are made and expanded are as they were", () => {
  holds((given, database, seed) => {
    const query =
      "T | summarize l = make_list(n) | mv-expand n = l to typeof(long) | order by n asc | project n";
    const known = given.flatMap(({ n }) => (n === null ? [] : [n])).sort((a, b) => a - b);
    expect(ask(query, database, { seed })).toEqual(known.map((n) => [n]));
  });
});

test("a text has the terms that it is made of, and no parts of them", () => {
  const term = fc.string({ unit: fc.constantFrom("a", "B", "é", "7"), minLength: 1, maxLength: 3 });
  const mark = fc.constantFrom(" ", "-", "@", "_", ".");
  fc.assert(
    fc.property(fc.array(fc.tuple(term, mark), { minLength: 1, maxLength: 20 }), term, (parts, sought) => {
      const text = parts.flat().join("");
      const table = { columns: { text: "string", sought: "string" }, rows: [{ text, sought }] } as const;
      const { rows: answer } = evaluate(
        "T | project text has sought, text has_cs sought",
        { tables: { T: table } },
        now,
      );
      const terms = parts.map(([one]) => one);
      expect(answer).toEqual([
        [terms.some((one) => one.toUpperCase() === sought.toUpperCase()), terms.includes(sought)],
      ]);
    }),
    { numRuns: 25 },
  );
});

test("datetimes and timespans are read as they are written, to the tick", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 3_155_378_975_999_999_999n }), (ticks) => {
      expect(parseDatetime(formatDatetime(ticks))).toBe(ticks);
      expect(parseTimespan(formatTimespan(ticks))).toBe(ticks);
      expect(parseTimespan(formatTimespan(-ticks))).toBe(ticks === 0n ? 0n : -ticks);
    }),
  );
});

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
