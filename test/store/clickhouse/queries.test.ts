import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { conditionFields, type Condition } from "../../../src/question/question.ts";
import { fieldNames } from "../../../src/question/fields.ts";
import { fits } from "../../../src/question/name-fits.ts";
import { compileGroups } from "../../../src/store/clickhouse/reading/groups.ts";
import { compilePage } from "../../../src/store/clickhouse/reading/list.ts";
import { compileNames } from "../../../src/store/clickhouse/reading/lookup.ts";
import { inCodeUnits } from "../../../src/store/clickhouse/reading/order.ts";
import { compileScan } from "../../../src/store/clickhouse/reading/scan.ts";
import { compileTotals } from "../../../src/store/clickhouse/reading/summary.ts";
import { compileStretches, stretchesOf } from "../../../src/store/clickhouse/reading/trend.ts";
import { readPlace } from "../../../src/store/clickhouse/place.ts";
import type { Statement } from "../../../src/store/clickhouse/statement.ts";
import type { Filter, Store } from "../../../src/store/store.ts";
import { openClickHouseStore } from "../../../src/store/clickhouse/open.ts";
import {
  type ClickHouse,
  clickHouseHint,
  databaseOf,
  openClickHouse,
  skipsClickHouse,
} from "./in-process.ts";
import { hostileTexts, someTime } from "../sign-ins.ts";

const place = readPlace("https://host:8443/logs");
const day = 86_400_000;

describe("a question becomes text and parameters:", () => {
  test("the newest failures of a user in a week", () => {
    const filter: Filter = {
      where: [
        { field: "status", is: ["failure"] },
        { field: "user", is: ["alice@contoso.com", "Bob O'Smith"] },
      ],
      from: someTime,
      to: someTime + 7 * day,
    };
    expect(compilePage(place, filter, { order: "newest", limit: 6 }, "body")).toMatchInlineSnapshot(`
      {
        "params": {
          "p0": 1772323200000,
          "p1": 1772928000000,
          "p2": [
            "failure",
          ],
          "p3": [
            "alice@contoso.com",
            "bob o'smith",
          ],
          "p4": [
            "bob o'smith",
          ],
          "p5": [
            " bob o smith ",
          ],
          "p6": [
            "alice@contoso.com",
          ],
          "p7": [
            " alice contoso com ",
          ],
          "p8": 6,
          "p9": 0,
        },
        "text": "SELECT body FROM \`logs\`.\`sign_in\` FINAL WHERE (time, id) GLOBAL IN (
      SELECT time, id FROM \`logs\`.\`sign_in\` FINAL WHERE time >= {p0:Int64} AND time < {p1:Int64} AND (\`statusFolded\` IN {p2:Array(String)}) AND (\`userFolded\` IN {p3:Array(String)} OR hasAny(\`userAliases\`, {p3:Array(String)}) OR (\`userNameFolded\` IN {p4:Array(String)} OR multiSearchAny(\`userWords\`, {p5:Array(String)})) OR (\`userAlias\` = '' AND (\`userNameFolded\` IN {p6:Array(String)} OR multiSearchAny(\`userWords\`, {p7:Array(String)}))))
      ORDER BY time DESC, replaceAll(replaceAll(id, '\\xEE', '\\xF5'), '\\xEF', '\\xF6') DESC LIMIT {p8:Int64} OFFSET {p9:Int64}
      ) ORDER BY time DESC, replaceAll(replaceAll(id, '\\xEE', '\\xF5'), '\\xEF', '\\xF6') DESC",
      }
    `);
  });

  test("countries of addresses in a block, without a policy", () => {
    const where: Condition[] = [
      { field: "ip", is: ["203.0.113.0/24", "198.51.100.200"] },
      { field: "policy", isNot: ["Require MFA"] },
    ];
    const request = {
      by: ["country"],
      limit: 10,
      rank: "signIns",
      order: "most",
      having: [{ of: "user", atLeast: 2 }],
      distinct: ["user"],
    } as const;
    expect(compileGroups(place, { where }, request)).toMatchInlineSnapshot(`
      {
        "params": {
          "p0": 2,
          "p1": "4cb007100",
          "p2": "4cb0071ff",
          "p3": [
            "=203.0.113.0/24",
            "=198.51.100.200",
            "4c63364c8",
          ],
          "p4": [
            "require mfa",
          ],
          "p5": [
            "require mfa",
          ],
          "p6": [
            " require mfa ",
          ],
          "p7": 10,
        },
        "text": "SELECT \`country\`, '', '', count(), countIf(status = 'success'), countIf(status = 'failure'), countIf(status = 'interrupted'), min(time), max(time), uniqExactIf(\`user\`, \`user\` != ''), count() OVER ()
      FROM \`logs\`.\`sign_in\` FINAL WHERE (\`ipComparable\` IN {p3:Array(String)} OR (\`ipComparable\` >= {p1:String} AND \`ipComparable\` <= {p2:String})) AND NOT (hasAny(\`policyFolded\`, {p4:Array(String)}) OR hasAny(\`policyAliases\`, {p4:Array(String)}) OR arrayExists((oneName, itsWords, itsAlias) -> (oneName IN {p5:Array(String)} OR multiSearchAny(itsWords, {p6:Array(String)})), \`policyNameFolded\`, \`policyWords\`, \`policyAlias\`))
      GROUP BY \`country\`
      HAVING uniqExactIf(\`user\`, \`user\` != '') >= {p0:Int64}
      ORDER BY count() DESC, replaceAll(replaceAll(\`country\`, '\\xEE', '\\xF5'), '\\xEF', '\\xF6')
      LIMIT {p7:Int64}",
      }
    `);
  });

  test("outcomes of policies", () => {
    const request = {
      by: ["policy"],
      limit: 5,
      rank: "signIns",
      order: "most",
      having: [],
      distinct: [],
    } as const;
    expect(compileGroups(place, { where: [] }, request)).toMatchInlineSnapshot(`
      {
        "params": {
          "p0": 5,
        },
        "text": "SELECT combination.1.1, argMaxIf(combination.1.2, (time, replaceAll(replaceAll(combination.1.2, '\\xEE', '\\xF5'), '\\xEF', '\\xF6')), combination.1.2 != ''), argMaxIf(combination.1.3, (time, replaceAll(replaceAll(combination.1.3, '\\xEE', '\\xF5'), '\\xEF', '\\xF6')), combination.1.3 != ''), count(), countIf(status = 'success'), countIf(status = 'failure'), countIf(status = 'interrupted'), min(time), max(time), count() OVER ()
      FROM (SELECT time, status, \`policy\`, \`policyName\`, \`policyAlias\`, arrayJoin(arrayMap(oneMember -> tuple(oneMember), if(empty(\`policy\`), [('', '', '')], arrayMap(oneKey -> (toString(oneKey), toString(arraySort(oneName -> replaceAll(replaceAll(oneName, '\\xEE', '\\xF5'), '\\xEF', '\\xF6'), arrayFilter((oneName, itsKey) -> itsKey = oneKey, \`policyName\`, \`policy\`))[-1]), toString(arraySort(oneName -> replaceAll(replaceAll(oneName, '\\xEE', '\\xF5'), '\\xEF', '\\xF6'), arrayFilter((oneName, itsKey) -> itsKey = oneKey, \`policyAlias\`, \`policy\`))[-1])), arrayDistinct(\`policy\`))))) AS combination FROM \`logs\`.\`sign_in\` FINAL WHERE 1)
      GROUP BY combination.1.1
      ORDER BY count() DESC, replaceAll(replaceAll(combination.1.1, '\\xEE', '\\xF5'), '\\xEF', '\\xF6')
      LIMIT {p0:Int64}",
      }
    `);
  });

  test("a trend by the hour", () => {
    expect(compileStretches(place, { where: [], from: 0, to: day }, { from: 0, length: 3_600_000 }))
      .toMatchInlineSnapshot(`
        {
          "params": {
            "p0": 0,
            "p1": 3600000,
            "p2": 0,
            "p3": 86400000,
          },
          "text": "SELECT intDiv(time - {p0:Int64}, {p1:Int64}), count(), countIf(status = 'success'), countIf(status = 'failure'), countIf(status = 'interrupted')
        FROM \`logs\`.\`sign_in\` FINAL WHERE time >= {p2:Int64} AND time < {p3:Int64}
        GROUP BY intDiv(time - {p0:Int64}, {p1:Int64}) ORDER BY intDiv(time - {p0:Int64}, {p1:Int64})",
        }
      `);
  });
});

test("a trend is counted in few stretches, wherever its range begins and ends", () => {
  const hour = 3_600_000;
  const hours = Array.from({ length: 169 }, (_, at) => someTime + at * hour);
  expect(stretchesOf(hours)).toEqual({ from: someTime, length: hour });
  expect(stretchesOf([someTime - 1_234, ...hours, (hours.at(-1) ?? 0) + 7])).toEqual({
    from: someTime - hour,
    length: hour,
  });
  // A day of 23 hours, as when clocks go forward.
  expect(stretchesOf([0, 24, 47, 71, 95].map((at) => someTime + at * hour))).toEqual({
    from: someTime,
    length: hour,
  });
  expect(stretchesOf([someTime, someTime + 5])).toEqual({ from: someTime, length: 5 });
  expect(stretchesOf([someTime - 1, someTime, someTime + 5])).toEqual({ from: someTime - 6, length: 6 });
});

/** One of each kind of statement about these conditions. */
function statementsOf(where: Condition[], text: string): Statement[] {
  const filter = { where, from: someTime, to: someTime + day };
  const groups = { limit: 3, rank: "user", order: "least", having: [], distinct: ["policy", "ip"] } as const;
  return [
    compilePage(place, filter, { order: "newest", limit: 5 }, "body, raw"),
    compileGroups(place, filter, { ...groups, by: ["user", "policy", "authMethod"], keys: [text] }),
    compileTotals(place, filter, fieldNames),
    compileStretches(place, filter, { from: someTime, length: 900_000 }),
    compileScan(place, filter, { fields: fieldNames, order: "oldest", limit: 2 }),
    ...fits.flatMap((how) => [
      compileNames(place, "user", { text, how }),
      compileNames(place, "policy", { text, how }),
    ]),
  ];
}

const value = fc.oneof(
  fc.constantFrom(...hostileTexts, "{p0:String}", "' OR 1=1 --", "`", "\\'", "*/ DROP", "x) OR (1", "\r\n"),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }),
  fc.string({ unit: "binary", minLength: 1, maxLength: 12 }),
);

test("the text of a query is the same whatever the values are", () => {
  const property = fc.property(
    fc.constantFrom(...conditionFields),
    fc.constantFrom("is" as const, "isNot" as const),
    fc.array(value, { minLength: 1, maxLength: 4 }),
    (field, polarity, values) => {
      // What the values are decides only which comparisons there are, never what these look like.
      const texts = statementsOf([{ field, [polarity]: values }], values[0] ?? "").map(({ text }) => text);
      for (const text of texts) expect(text).toMatch(/^[\w\s`'"{}()[\].,:;=<>!|*+\-\\]*$/);
      const literals = new Set(texts.flatMap((text) => text.match(/'[^']*'/g) ?? []));
      for (const literal of literals) {
        expect([
          "''",
          "'success'",
          "'failure'",
          "'interrupted'",
          "'\\xEE'",
          "'\\xF5'",
          "'\\xEF'",
          "'\\xF6'",
        ]).toContain(literal);
      }
      for (const one of values.filter((text) => text.length > 9))
        for (const text of texts) expect(text).not.toContain(one);
    },
  );
  fc.assert(property, { numRuns: 300 });
});

describe.skipIf(skipsClickHouse)(`on ClickHouse's own engine${clickHouseHint}:`, () => {
  let engine: ClickHouse;
  beforeAll(() => {
    engine = openClickHouse();
    return () => engine.close();
  });

  const ask = async ({ text, params }: Statement): Promise<unknown[][]> => {
    const result = await engine.client.query({
      query: text,
      query_params: { ...params },
      format: "JSONCompactEachRow",
    });
    return result.json<unknown[]>();
  };

  test("every kind of query is parsed, whatever its values are", async () => {
    const property = fc.asyncProperty(
      fc.constantFrom(...conditionFields),
      fc.array(value, { minLength: 1, maxLength: 3 }),
      async (field, values) => {
        for (const { text, params } of statementsOf([{ field, is: values }], values[0] ?? "")) {
          const result = await engine.client.query({
            query: `EXPLAIN AST ${text}`,
            query_params: { ...params },
            format: "TabSeparated",
          });
          expect(await result.text()).toMatch(/^"?SelectWithUnionQuery/);
        }
      },
    );
    await fc.assert(property, { numRuns: 20 });
  });

  test("texts are ordered as JavaScript orders them, by code units", async () => {
    const texts = fc.array(
      fc.oneof(
        fc.constantFrom("a", "é", "\uffee", "\ue000", "\ud7ff", "🦊", "𐀀", "\u{10ffff}", "ï", "î"),
        fc.string({ unit: "grapheme", maxLength: 4 }),
      ),
      { maxLength: 12 },
    );
    const property = fc.asyncProperty(texts, async (some) => {
      const rows = await ask({
        text: `SELECT arrayJoin({some:Array(String)}) AS one ORDER BY ${inCodeUnits("one")}`,
        params: { some },
      });
      expect(rows.flat()).toEqual(some.toSorted());
    });
    await fc.assert(property, { numRuns: 100 });
  });

  describe("of 100,000 sign-ins of 200 days,", () => {
    const perDay = 500;
    let store: Store;
    let database: string;

    beforeAll(async () => {
      const options = await engine.database();
      database = databaseOf(options);
      store = await openClickHouseStore(options);
      // Made by the engine itself: only keys and ids matter here.
      await engine.client.command({
        query: `INSERT INTO ${database}.sign_in (time, id, idFolded, correlationIdFolded, version, form, body)
          SELECT ${someTime} + intDiv(number * ${day}, ${perDay}), lower(hex(sipHash128(number))),
            lower(hex(sipHash128(number))), lower(hex(sipHash128(number))), number, '', '{}'
          FROM numbers(100000)`,
      });
    });

    /** Granules that a query reads, and of how many. */
    const granules = async (statement: Statement): Promise<{ read: number; of: number }> => {
      const text = statement.text.replaceAll("`logs`", `\`${database}\``);
      const plan = await ask({ ...statement, text: `EXPLAIN indexes = 1 ${text}` });
      const lines = plan.map(([line]) => String(line));
      const counts = lines.flatMap((line) => /Granules: (\d+)\/(\d+)/.exec(line)?.slice(1).map(Number) ?? []);
      return { read: Math.min(...counts), of: Math.max(...counts) };
    };

    test("a look-up by id reads a granule or two", async () => {
      const id = (
        await ask({ text: `SELECT id FROM ${database}.sign_in LIMIT 1 OFFSET 77777`, params: {} })
      )[0]?.[0];
      for (const field of ["requestId", "correlationId"] as const) {
        const where = [{ field, is: [String(id)] }];
        const inner = compileScan(place, { where }, { fields: [], order: "oldest", limit: 1 });
        const { read, of } = await granules(inner);
        expect(of).toBeGreaterThan(10);
        expect(read).toBeLessThanOrEqual(2);
      }
      expect(await store.find(String(id), 5)).toHaveLength(1);
    });

    test("the list of a day reads that day", async () => {
      const filter = { where: [], from: someTime + 100 * day, to: someTime + 101 * day };
      const { read, of } = await granules(
        compileScan(place, filter, { fields: ["user"], order: "newest", limit: 5 }),
      );
      expect(of).toBeGreaterThan(10);
      expect(read).toBeLessThanOrEqual(2);
      const page = await store.list(filter, { order: "newest", limit: 5 });
      expect(page).toMatchObject({ more: true, rows: { length: 5 } });
    });
  });
});
