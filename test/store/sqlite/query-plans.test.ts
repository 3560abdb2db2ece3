import { Database } from "../../../src/sqlite/driver.ts";
import { expect, test } from "vitest";
import type { Condition } from "../../../src/question/question.ts";
import type { FieldName } from "../../../src/question/fields.ts";
import { columnOf } from "../../../src/store/sqlite/columns.ts";
import { compileFilter, holdsAny, type Clause } from "../../../src/store/sqlite/conditions.ts";
import { createDictionary } from "../../../src/store/sqlite/dictionary.ts";
import { ensureFacts } from "../../../src/store/sqlite/facts.ts";
import { compileUses } from "../../../src/store/sqlite/lookup.ts";
import { migrate } from "../../../src/store/sqlite/migrations.ts";
import { compileRowIds } from "../../../src/store/sqlite/pages.ts";
import { compileTally } from "../../../src/store/sqlite/tally.ts";
import { createWrite } from "../../../src/store/sqlite/write.ts";
import { sampleSignIns } from "../sign-ins.ts";

const db = new Database(":memory:");
migrate(db);
ensureFacts(db);
const dictionary = createDictionary(db);
const [signIn] = sampleSignIns(1);
createWrite(db, dictionary)(
  [
    {
      kind: "signIn",
      signIn: {
        ...signIn!,
        userId: "alice",
        userDisplayName: "Alice",
        userPrincipalName: undefined,
        appId: "portal",
      },
    },
  ],
  undefined,
);

const guid = "66ea54eb-6301-4ee5-be62-ff5a759b0100";
const user: Condition = { field: "user", is: ["alice"] };
const failure: Condition = { field: "status", is: ["failure"] };
const compile = (...where: Condition[]): Clause => compileFilter({ where }, dictionary);
const range = (...where: Condition[]): Clause => compileFilter({ where, from: 0, to: 1e12 }, dictionary);

test.each<[string, Clause, string[]]>([
  [
    "a request id",
    compile({ field: "requestId", is: [guid] }),
    ["SEARCH f USING COVERING INDEX fact_id (id=?)"],
  ],
  [
    "a correlation id",
    compile({ field: "correlationId", is: [guid] }),
    ["SEARCH f USING INDEX fact_correlation (correlationId=?)"],
  ],
  ["everything", compile(), ["SCAN f"]],
  ["a range", range(), ["SEARCH f USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"]],
  ["a user", compile(user), ["SEARCH f USING INDEX fact_user (user=?)"]],
  ["a user in a range", range(user), ["SEARCH f USING INDEX fact_user (user=? AND rowid>? AND rowid<?)"]],
  [
    "failures of a user",
    range(user, failure),
    ["SEARCH f USING INDEX fact_failed_user (user=? AND rowid>? AND rowid<?)"],
  ],
])("the newest sign-ins of %s are found in order, without sorting", (_, filter, plan) => {
  expect(planOf(compileRowIds(filter, "newest"))).toEqual(plan);
});

test.each<[string, Clause, string[]]>([
  ["failures", range(failure), ["SEARCH f USING COVERING INDEX fact_failed (rid>? AND rid<?)"]],
  ["a user", range(user), ["SEARCH f USING INDEX fact_user (user=? AND rowid>? AND rowid<?)"]],
  ["a range", range(), ["SEARCH f USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"]],
])("groups of %s are counted without reading other facts", (_, filter, plan) => {
  expect(planOf(compileTally(filter, ["user"]))).toEqual(plan);
});

test.each<[string, string[]]>([
  ["user", ["SEARCH f USING COVERING INDEX fact_user (user=?)"]],
  ["app", ["SCAN f"]],
])("the sign-ins of a %s that a look-up offers are counted in one go", (name, plan) => {
  const column = columnOf(name as FieldName);
  expect(planOf(compileUses(column, holdsAny(column, [1], dictionary)))).toEqual(plan);
});

test("what was typed is never part of the SQL", () => {
  const typed = "x'; DROP TABLE fact; --";
  const { text } = compile(
    { field: "user", is: [typed, "alice"] },
    { field: "userAgent", isNot: [typed] },
    { field: "id", is: [typed, guid] },
    { field: "app", is: ["portal", ""] },
    failure,
  );
  expect(text).toMatchInlineSnapshot(
    `"f."user" = ? AND (f."id" = ? OR f."correlationId" = ?) AND (f."app" = ? OR f."app" = ?) AND f."status" = 2"`,
  );
});

function planOf({ text, parameters }: Clause): string[] {
  return db
    .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${text}`)
    .all(...parameters)
    .map(({ detail }) => detail);
}
