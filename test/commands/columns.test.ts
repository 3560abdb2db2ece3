import { createAnalysis } from "../../src/commands/analysis.ts";
import { expect, test } from "vitest";
import { list } from "../../src/commands/list.ts";
import { scopeOf } from "../../src/commands/scope.ts";
import { fieldNames, type FieldName } from "../../src/question/fields.ts";
import type { Question } from "../../src/question/question.ts";
import { renderCard } from "../../src/views/render.ts";
import { renderText } from "../../src/views/text.ts";
import type { ListView } from "../../src/views/view.ts";
import { AdaptiveCard, textsOf } from "../views/card-schema.ts";
import { hostileTexts } from "../views/hostile-texts.ts";
import { withTexts } from "../views/sample-views.ts";
import { companyStore, everyone, now } from "./company.ts";

async function listed(columns: FieldName[] | undefined, change: Partial<Question> = {}): Promise<ListView> {
  const store = await companyStore();
  const question: Question = {
    intent: "list",
    where: [{ field: "status", is: ["failure"] }],
    window: { from: "now-7d", to: "now" },
    ...(columns !== undefined && { columns }),
    notUnderstood: [],
    ...change,
  };
  const clock = { now, timezone: "UTC", weekStart: "monday" } as const;
  const view = await list.run(
    {
      question,
      asked: question,
      asker: {},
      memory: undefined,
      place: { shared: false, conversation: undefined },
      names: { labels: new Map(), notes: [], notMeant: [], accounts: new Map(), otherReadings: [] },
      scope: scopeOf(question, clock),
      coverage: await store.coverage(),
      synced: new Map(),
      ownOnly: undefined,
      signal: undefined,
    },
    { store, analysis: createAnalysis(store), access: everyone, version: "1", source: "hand-made data" },
  );
  return view as ListView;
}

test("rows show the columns that were asked for, under their labels, and the answer names them", async () => {
  const view = await listed(["user", "app", "ip", "country", "risk"]);
  expect(view.rows[0]).toMatchObject({
    time: "09:00",
    cells: [
      { label: "User", value: "Alex Brandt" },
      { label: "Application", value: "Timesheets" },
      { label: "IP address", value: "203.0.113.20" },
      { label: "Country", value: "Germany" },
      { label: "Risk", value: "unknown" },
    ],
  });
  expect(view.coverage).toContain("Columns: time, user, application, IP address, country and risk.");
  expect(
    view.buttons
      .map((button) => ("ask" in button ? button.ask : ""))
      .filter((ask) => /offset|export/.test(ask)),
  ).toEqual([
    "failures offset:5 columns:user,app,ip,country,risk last 7 days",
    "export csv failures columns:user,app,ip,country,risk last 7 days",
  ]);
});

test("without columns, rows are as ever", async () => {
  const view = await listed(undefined);
  expect(view.rows.every((row) => row.cells === undefined)).toBe(true);
  expect(view.coverage.join(" ")).not.toContain("Columns");
});

test("logs that are grouped stand in single rows where columns are asked for", async () => {
  const where = [{ field: "type" as const, is: ["nonInteractiveUser"] }];
  const view = await listed(["user", "status"], { where });
  expect(view.shown).toBe("1 to 5 of 5, newest first");
  expect(view.rows[0]?.cells?.map(({ value }) => value)).toEqual(["Bob Marsh", "success"]);
});

test("the terminal shows a table with a head; a narrow one a line a value", async () => {
  const view = await listed(["user", "errorCode"], { limit: 2 });
  const wide = renderText(view, { width: 80, colour: false });
  expect(wide).toMatch(/^Time +User +Error code\n09:00 +Alex Brandt +50057\n/m);
  expect(wide).not.toContain("Timesheets");
  expect(renderText(view, { width: 30, colour: false })).toMatch(
    /^09:00\n {2}User Alex Brandt\n {2}Error code 50057$/m,
  );
});

test("a card shows the columns in one line and nothing else of a row", async () => {
  const view = await listed(["user", "errorCode"], { limit: 1 });
  const runs = textsOf(renderCard(view)).filter(({ role }) => role === "run");
  const texts = runs.map(({ text }) => text).join("");
  expect(texts).toContain("09:00  User Alex Brandt · Error code 50057");
  expect(texts).not.toContain("Timesheets");
});

test("any twelve columns of hostile texts make a sound card and a quiet terminal", async () => {
  for (let start = 0; start < fieldNames.length; start += 12) {
    const view = await listed(fieldNames.slice(start, start + 12), { where: [], limit: 15 });
    for (const text of ["", ...Object.values(hostileTexts)]) {
      const attacked = withTexts(view, () => text);
      expect(AdaptiveCard.safeParse(renderCard(attacked)).error?.issues ?? []).toEqual([]);
      expect(renderText(attacked)).not.toMatch(/[^\P{C}\n]/u);
    }
  }
});
