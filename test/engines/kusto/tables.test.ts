import { describe, expect, test } from "vitest";
import { ask, now } from "./asked.ts";
import { evaluate, InvalidKql, type Database } from "./evaluate.ts";

const letters = `let T = datatable(k:string, n:long, t:datetime)[
  "a", 1, datetime(2024-01-01), "a", 3, datetime(2024-01-02), "b", long(null), datetime(null), "", 2, datetime(2024-01-01T00:00:00.0000001Z)
]; `;

const database: Database = {
  tables: {
    SigninLogs: {
      columns: { Id: "string", TimeGenerated: "datetime", Status: "dynamic", Tries: "long" },
      rows: [
        { Id: "1", TimeGenerated: new Date("2026-02-01T00:00:00Z"), Status: { errorCode: 0 }, Tries: 1 },
        { Id: "1", TimeGenerated: "2026-02-01T00:00:00.0000001Z", Status: { errorCode: 50126 }, Tries: 2 },
        { Id: "2", Status: null },
      ],
      ingestionTimes: ["2026-02-01T00:05:00Z", "2026-02-01T00:04:00Z", null],
    },
    Other: { columns: { Id: "string", Status: "string" }, rows: [{ Id: "9", Status: "{}" }] },
  },
};

describe("rows", () => {
  // https://learn.microsoft.com/kusto/query/where-operator
  test("whose condition is null are dropped, also behind not()", () => {
    expect(ask(`${letters} T | where n > 1 | project n`)).toEqual([[3], [2]]);
    expect(ask(`${letters} T | where not(n > 1) | project n`)).toEqual([[1]]);
    expect(ask(`${letters} T | where n != 1 | project n`)).toEqual([[3], [null], [2]]);
  });

  // https://learn.microsoft.com/kusto/query/extend-operator, project-operator, project-away-operator
  test("are extended from what was there before, and a column of the same name is replaced where it stands", () => {
    const { columns, rows } = evaluate(
      `${letters} T | take 1 | extend n = tostring(n), m = n + 1 | project-away t`,
      { tables: {} },
      now,
    );
    expect(columns).toEqual([
      { name: "k", type: "string" },
      { name: "n", type: "string" },
      { name: "m", type: "long" },
    ]);
    expect(rows).toEqual([["a", "1", 2]]);
    expect(ask(`${letters} T | take 1 | project x = k, n`)).toEqual([["a", 1]]);
  });

  // https://learn.microsoft.com/kusto/query/sort-operator: descending unless it says so, nulls last then, else first
  test.each([
    ["order by n", [3, 2, 1, null]],
    ["order by n asc", [null, 1, 2, 3]],
    ["sort by n desc nulls first", [null, 3, 2, 1]],
    ["sort by n asc nulls last", [1, 2, 3, null]],
    ["top 2 by n", [3, 2]],
    ["top 2 by n asc", [null, 1]],
    ["order by n asc | take 2", [null, 1]],
    ["order by k asc, n desc", [2, 3, 1, null]],
  ])("are put in order by %s", (operators, values) => {
    expect(ask(`${letters} T | ${operators} | project n`)).toEqual(values.map((value) => [value]));
  });

  test("are counted, made distinct and numbered", () => {
    expect(ask(`${letters} T | count`)).toEqual([[4]]);
    expect(ask(`${letters} T | where k == "nobody" | count`)).toEqual([[0]]);
    expect(ask(`${letters} T | distinct k`)).toEqual([["a"], ["b"], [""]]);
    expect(ask(`${letters} T | where n > 0 | distinct * | count`)).toEqual([[3]]);
    expect(ask(`${letters} T | serialize | extend r = row_number() | project r`)).toEqual([
      [1],
      [2],
      [3],
      [4],
    ]);
    expect(ask(`${letters} T | order by n asc | extend r = row_number() | project r, n`)).toEqual([
      [1, null],
      [2, 1],
      [3, 2],
      [4, 3],
    ]);
  });
});

describe("union", () => {
  // https://learn.microsoft.com/kusto/query/union-operator
  test("has a column for each type of a name, and null where a leg has none", () => {
    const { columns, rows } = evaluate("union (SigninLogs | where Id == '2'), Other", database, now);
    expect(columns.map(({ name }) => name)).toEqual([
      "Id",
      "TimeGenerated",
      "Status_dynamic",
      "Status_string",
      "Tries",
    ]);
    expect(rows).toEqual([
      ["2", null, null, "", null],
      ["9", null, null, "{}", null],
    ]);
  });

  test("that is fuzzy passes over tables that are missing, with all that is done to them", () => {
    const query = "(Missing | where X == 1 | project Id = tostring(Y))";
    expect(
      ask(`union isfuzzy=true ${query}, (Other | project Id), (Nowhere | project Id = Z)`, database),
    ).toEqual([["9"]]);
    expect(ask(`union isfuzzy=true kind=outer (Other | project Id), ${query} | count`, database)).toEqual([
      [1],
    ]);
    expect(() => ask(`union (Other | project Id), ${query}`, database)).toThrow(InvalidKql);
    expect(() => ask(`union isfuzzy=true ${query}`, database)).toThrow(InvalidKql);
  });

  test("may be piped into", () => {
    expect(ask("Other | project Id | union (SigninLogs | project Id) | count", database)).toEqual([[4]]);
  });
});

describe("summarize", () => {
  // https://learn.microsoft.com/kusto/query/summarize-operator
  test("groups nulls too, and answers without a group for no rows with defaults", () => {
    expect(ask(`${letters} T | summarize c = count(), s = sum(n) by k`)).toEqual([
      ["a", 2, 4],
      ["b", 1, 0],
      ["", 1, 2],
    ]);
    expect(ask(`${letters} T | summarize count() by n`).length).toBe(4);
    const nobody = `${letters} T | where k == "nobody"`;
    expect(ask(`${nobody} | summarize count() by k`)).toEqual([]);
    expect(
      ask(
        `${nobody} | summarize count(), countif(n > 0), count_distinct(k), sum(n), min(n), max(k), make_list(k), make_set(n), take_any(k), arg_max(n, t)`,
      ),
    ).toEqual([[0, 0, 0, 0, null, "", [], [], "", null, null]]);
  });

  test("passes over nulls but in count()", () => {
    const query = `${letters} T | summarize count(), countif(n != 1), min(n), max(n), avg(n), count_distinct(n), make_list(n)`;
    expect(ask(query)).toEqual([[4, 3, 1, 3, 2, 3, [1, 3, 2]]]);
    expect(
      ask(
        `${letters} T | summarize minif(n, k == "a"), maxif(n, n < 3), sumif(n, n > 1), count_distinctif(k, n > 0), make_list_if(k, n > 1), make_set_if(k, n > 0)`,
      ),
    ).toEqual([[1, 2, 5, 2, ["a", ""], ["a", ""]]]);
  });

  test("by an expression and a name", () => {
    expect(
      ask(`${letters} T | where n > 0 | summarize c = count() by day = bin(t, 1d), big = n > 2`),
    ).toEqual([
      ["2024-01-01T00:00:00.0000000Z", false, 2],
      ["2024-01-02T00:00:00.0000000Z", true, 1],
    ]);
    expect(ask(`${letters} T | summarize by k`)).toEqual([["a"], ["b"], [""]]);
  });

  // https://learn.microsoft.com/kusto/query/arg-max-aggregation-function
  test("arg_max gives the row of the greatest value, and of nulls only where there is nothing else", () => {
    const fruit = `datatable(Fruit: string, Color: string, Version: int)[
      "Apple", "Red", 1, "Apple", "Green", int(null), "Banana", "Yellow", int(null), "Banana", "Green", int(null),
      "Pear", "Brown", 1, "Pear", "Green", 2]`;
    expect(ask(`${fruit} | summarize arg_max(Version, *) by Fruit`)).toEqual([
      ["Apple", 1, "Red"],
      ["Banana", null, "Yellow"],
      ["Pear", 2, "Green"],
    ]);
    expect(ask(`${fruit} | summarize c = count(), arg_min(Version, Color), n = count() by Fruit`)[2]).toEqual(
      ["Pear", 2, 1, "Brown", 2],
    );
    expect(
      ask(`${fruit} | where Fruit == "Pear" | summarize arg_max(Version, *) by lower = tolower(Fruit)`),
    ).toEqual([["pear", 2, "Pear", "Green"]]);
  });

  test("arg_max takes any of those that tie", () => {
    const query = "datatable(a: long, b: string)[1, 'x', 1, 'y', 0, 'z'] | summarize arg_max(a, b)";
    const found = new Set(Array.from({ length: 30 }, (_, seed) => ask(query, undefined, { seed })[0]![1]));
    expect(found).toEqual(new Set(["x", "y"]));
  });

  // https://learn.microsoft.com/kusto/query/make-set-aggregation-function, make-list-aggregation-function
  test("make_list keeps the order of sorted rows, make_set has each value once and takes arrays apart", () => {
    const lists = `datatable(d: dynamic)[dynamic(["A1", "A2"]), dynamic(["A2", "C1"]), dynamic(null), dynamic("x")]`;
    expect(ask(`${lists} | summarize make_set(d), make_list(d)`)).toEqual([
      [
        ["A1", "A2", "C1", "x"],
        [["A1", "A2"], ["A2", "C1"], "x"],
      ],
    ]);
    for (let seed = 0; seed < 10; seed++) {
      expect(ask(`${letters} T | order by n asc | summarize make_list(n)`, undefined, { seed })).toEqual([
        [[1, 2, 3]],
      ]);
    }
  });
});

describe("mv-expand", () => {
  // https://learn.microsoft.com/kusto/query/mv-expand-operator
  const rows = `datatable(a: int, b: dynamic, c: dynamic)[
    1, dynamic([10, "x", null]), dynamic([5]), 2, dynamic([]), dynamic([]), 3, dynamic(null), dynamic(null),
    4, dynamic({"p": 1, "q": 2}), dynamic([]), 5, dynamic("text"), dynamic(null)]`;

  test("gives a row for each element, none for an empty array, one for null", () => {
    expect(ask(`${rows} | mv-expand b | project a, b`)).toEqual([
      [1, 10],
      [1, "x"],
      [1, null],
      [3, null],
      [4, { p: 1 }],
      [4, { q: 2 }],
      [5, "text"],
    ]);
  });

  test("of a type makes others null, and casts no text to a number", () => {
    expect(ask(`${rows} | where a == 1 | mv-expand e = b to typeof(long) | project e`)).toEqual([
      [10],
      [null],
      [null],
    ]);
    expect(ask("print d = dynamic(['a', null]) | mv-expand d to typeof(string)")).toEqual([["a"], [""]]);
    expect(ask("print d = dynamic(['5', 5]) | mv-expand d to typeof(long)")).toEqual([[null], [5]]);
  });

  test("of several goes side by side", () => {
    expect(ask(`${rows} | where a in (1, 4) | mv-expand b, c | project a, b, c`)).toEqual([
      [1, 10, 5],
      [1, "x", null],
      [1, null, null],
      [4, { p: 1 }, null],
      [4, { q: 2 }, null],
    ]);
  });
});

describe("mv-apply", () => {
  // https://learn.microsoft.com/kusto/query/mv-apply-operator
  const arrays = `let T = datatable(row: int, Arr: dynamic)[0, dynamic([5, 1, 3]), 1, dynamic([4, 10, 8, 7]), 2, dynamic([])]; `;

  test("runs a query on the elements of each row", () => {
    expect(
      ask(
        `${arrays} T | mv-apply Arr2 = Arr to typeof(long) on (top 2 by Arr2 | summarize Top2 = make_list(Arr2))`,
      ),
    ).toEqual([
      [0, [5, 1, 3], [5, 3]],
      [1, [4, 10, 8, 7], [10, 8]],
      [2, [], []],
    ]);
  });

  test("gives each row that is left the columns that were not expanded", () => {
    expect(
      ask(
        `${arrays} T | mv-apply Arr to typeof(long) on (where Arr > 4 | extend twice = Arr * 2) | project row, Arr, twice`,
      ),
    ).toEqual([
      [0, 5, 10],
      [1, 10, 20],
      [1, 8, 16],
      [1, 7, 14],
    ]);
    expect(
      ask(
        `${arrays} T | mv-apply e = Arr to typeof(long) on (order by e asc | project e, twice = e * row | take 1)`,
      ),
    ).toEqual([
      [0, [5, 1, 3], 1, 0],
      [1, [4, 10, 8, 7], 4, 4],
    ]);
  });

  test("counts the elements from 0 where a column is named for that", () => {
    expect(
      ask(
        `${arrays} T | mv-apply with_itemindex=at e = Arr to typeof(long) on (order by at desc | take 1) | project row, at, e`,
      ),
    ).toEqual([
      [0, 2, 3],
      [1, 3, 7],
    ]);
  });
});

describe("join", () => {
  // https://learn.microsoft.com/kusto/query/join-operator and the pages of its kinds
  const sides = `let X = datatable(Key: string, Value1: long)["a", 1, "b", 2, "b", 3, "c", 4];
    let Y = datatable(Key: string, Value2: long)["b", 10, "c", 20, "c", 30, "d", 40]; `;

  test.each([
    [
      "inner",
      [
        ["b", 2, "b", 10],
        ["b", 3, "b", 10],
        ["c", 4, "c", 20],
        ["c", 4, "c", 30],
      ],
    ],
    [
      "innerunique",
      [
        ["b", 2, "b", 10],
        ["c", 4, "c", 20],
        ["c", 4, "c", 30],
      ],
    ],
    [
      "leftouter",
      [
        ["a", 1, "", null],
        ["b", 2, "b", 10],
        ["b", 3, "b", 10],
        ["c", 4, "c", 20],
        ["c", 4, "c", 30],
      ],
    ],
    [
      "leftsemi",
      [
        ["b", 2],
        ["b", 3],
        ["c", 4],
      ],
    ],
    ["leftanti", [["a", 1]]],
  ])("kind=%s", (kind, rows) => {
    expect(ask(`${sides} X | join kind=${kind} (Y) on Key`)).toEqual(rows);
    expect(
      ask(`${sides} X | join kind=${kind} hint.strategy=broadcast (Y) on $left.Key == $right.Key`),
    ).toEqual(rows);
  });

  test("is innerunique where it does not say", () => {
    expect(ask(`${sides} X | join (Y) on Key | count`)).toEqual([[3]]);
  });

  test("lookup gives the columns of the right side but the keys", () => {
    expect(ask(`${sides} X | where Value1 != 3 | lookup (Y) on Key`)).toEqual([
      ["a", 1, null],
      ["b", 2, 10],
      ["c", 4, 20],
      ["c", 4, 30],
    ]);
  });

  test("finds nothing for a key that is null", () => {
    expect(
      ask("datatable(a: long)[long(null), 1] | join kind=inner (datatable(a: long)[long(null), 1]) on a"),
    ).toEqual([[1, 1]]);
  });
});

describe("names", () => {
  // https://learn.microsoft.com/kusto/query/let-statement, toscalar-function, in-cs-operator
  test("stand for values and tables", () => {
    expect(ask(`${letters} let least = 2; let big = T | where n >= least; big | project k`)).toEqual([
      ["a"],
      [""],
    ]);
    expect(ask(`${letters} let keys = dynamic(["a", "b"]); T | where k in (keys) | count`)).toEqual([[3]]);
    expect(ask(`${letters} T | where k in ((T | where n == 3 | project k)) | project n`)).toEqual([[1], [3]]);
    expect(
      ask(`${letters} let most = toscalar(T | summarize max(n)); T | where n == most | project k`),
    ).toEqual([["a"]]);
    expect(ask(`${letters} T | where k !in~ (T | where n == 3 | project toupper(k)) | count`)).toEqual([[2]]);
  });

  test("of a table that is materialized are one reading of it, others a reading each", () => {
    const same = (table: string, seed: number) =>
      ask(
        `let T = range10; let X = ${table}; X | join kind=leftanti (X) on n | count`.replace("range10", ten),
        undefined,
        { seed },
      )[0]![0];
    const seeds = Array.from({ length: 20 }, (_, seed) => seed);
    expect(seeds.every((seed) => same("materialize(T | take 1)", seed) === 0)).toBe(true);
    expect(seeds.some((seed) => same("T | take 1", seed) !== 0)).toBe(true);
  });

  // https://learn.microsoft.com/kusto/query/column-ifexists-function
  test("of columns that are missing have another value", () => {
    expect(
      ask('Other | project x = column_ifexists("Nope", "none"), y = column_ifexists("Id", "none")', database),
    ).toEqual([["none", "9"]]);
  });
});

const ten = "datatable(n: long)[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]";

describe("ingestion_time()", () => {
  // https://learn.microsoft.com/kusto/query/ingestion-time-function
  test("is told of the rows of a table, and null elsewhere", () => {
    const query = "SigninLogs | where Tries > 0 or Id == '2' | extend i = ingestion_time() | project Id, i";
    expect(ask(query, database)).toEqual([
      ["1", "2026-02-01T00:05:00.0000000Z"],
      ["1", "2026-02-01T00:04:00.0000000Z"],
      ["2", null],
    ]);
    expect(
      ask("SigninLogs | summarize arg_max(ingestion_time(), *) by Id | project Id, Tries", database),
    ).toEqual([
      ["1", 1],
      ["2", null],
    ]);
    expect(ask("datatable(a: long)[1] | extend i = ingestion_time()")).toEqual([[1, null]]);
    expect(() => ask("SigninLogs | project Id | extend i = ingestion_time()", database)).toThrow(
      "not documented",
    );
  });
});

describe("an order that Kusto does not promise", () => {
  const seeds = Array.from({ length: 30 }, (_, seed) => seed);
  const orders = (query: string) =>
    new Set(seeds.map((seed) => JSON.stringify(ask(query, undefined, { seed })))).size;

  test("is another with each seed", () => {
    expect(orders(ten)).toBeGreaterThan(20);
    expect(orders(`${ten} | take 1`)).toBeGreaterThan(4);
    expect(orders(`${ten} | order by n % 2 | project n`)).toBeGreaterThan(20);
    expect(orders(`${ten} | order by n % 2 | take 1`)).toBeGreaterThan(2);
    expect(orders(`${ten} | summarize make_list(n)`)).toBeGreaterThan(20);
    expect(orders(`${ten} | summarize take_any(n)`)).toBeGreaterThan(4);
    expect(orders(`${ten} | order by n | summarize make_set(n)`)).toBeGreaterThan(20);
  });

  test("is the same where it is promised, and with the same seed", () => {
    expect(orders(`${ten} | order by n`)).toBe(1);
    expect(orders("print d = dynamic([3, 1, 2]) | mv-apply e = d on (summarize make_list(e))")).toBe(1);
    expect(orders(`${ten} | order by n | where n > 2 | extend m = 1 | project n | take 3`)).toBe(1);
    expect(ask(ten, undefined, { seed: 7 })).toEqual(ask(ten, undefined, { seed: 7 }));
  });
});

describe("what is not implemented is refused", () => {
  test.each([
    "set notruncation; print 1",
    "let f = (a: long) { a }; print f(1)",
    `${ten} | sample 1`,
    `${ten} | getschema`,
    `${ten} | project-rename m = n`,
    `${ten} | summarize dcount(n)`,
    `${ten} | summarize make_list(n, 5)`,
    `${ten} | summarize hint.strategy=shuffle count() by n`,
    `${ten} | summarize percentile(n, 50)`,
    `${ten} | summarize count() + 1`,
    `${ten} | extend strcat("a", n)`,
    `${ten} | extend r = row_number()`,
    `${ten} | serialize r = 1`,
    `${ten} | order by n | extend r = row_number(5)`,
    `${ten} | join kind=rightouter (${ten}) on n`,
    `${ten} | join kind=inner hint.remote=left (${ten}) on n`,
    `union withsource=s (${ten}), (${ten})`,
    `union kind=inner (${ten}), (${ten})`,
    "union Sign*, Other",
    "search 'x'",
    "range x from 1 to 3 step 1",
    "print d = dynamic([1]) | mv-expand with_itemindex=i d",
    "print d = dynamic([1]) | mv-expand kind=array d",
    "print d = dynamic([1]) | mv-expand d limit 5",
    "print d = dynamic([1]) | mv-apply d limit 5 on (take 1)",
    "print d = dynamic([1]) | mv-expand d to typeof(string)",
    "Other | where * has 'x'",
    "Other | project-away I*",
    "Other | top 2 by Id with others = 1",
    "Other; Other",
  ])("%s", (query) => {
    expect(() => ask(query, database)).toThrow(/^KQL: |^KS\d+/);
  });
});
