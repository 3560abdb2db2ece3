import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAnswerer } from "../../src/commands/answer.ts";
import { demoSignIns } from "../../src/demo/demo-sign-ins.ts";
import { stories } from "../../src/demo/stories.ts";
import { matches } from "../../src/question/matches.ts";
import { parse } from "../../src/question/parse/parse.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import { entryOf } from "../../src/store/sign-in-text.ts";
import type { Store } from "../../src/store/store.ts";
import { renderCard } from "../../src/views/render.ts";
import { clickHouseHint, openClickHouse, skipsClickHouse } from "../store/clickhouse/in-process.ts";
import { evaluatingEngine, writable } from "../store/kusto/test-store.ts";
import { asHeld } from "../store/kusto/workspace.ts";

const now = new Date("2026-03-11T14:30:00Z");
const day = 24 * 3_600_000;
const context = { now, timezone: "Europe/Berlin", weekStart: "monday", locale: "en-GB" } as const;
const questions = [
  ...stories.map(({ question }) => question),
  "summary of the last 24 hours",
  "top apps by failures last 24 hours",
  "trend of failures per hour today",
  "mfa coverage last 24 hours",
  "policies last 24 hours",
  "compare failures of the last 12 hours with the 12 hours before",
];

/** All that the stories are about, and a day of everything, as the tables of a workspace can hold it. */
const signIns = (() => {
  const asked = stories.map(({ question }) => parse(question, context).where);
  return [...demoSignIns(now)]
    .filter(
      (signIn) =>
        Date.parse(signIn.createdDateTime) > now.getTime() - day ||
        asked.some((where) => matches(signIn, where)),
    )
    .map(asHeld)
    .filter((signIn) => signIn !== undefined);
})();

/** The card of an answer, as Teams gets it. */
async function cardOf(store: Store, text: string): Promise<string> {
  const answer = createAnswerer({
    store,
    access: { readers: "everyone" },
    home: { origin: "https://signpost.contoso.com" },
    version: "1",
    source: "demo data",
  });
  const asker = { id: "66666666-7777-4888-9999-aaaaaaaaaaaa" };
  const { timezone, locale } = context;
  const view = await answer({ text, asker, now, timezone, locale, shared: false, conversation: "c1" });
  return JSON.stringify(renderCard(view), undefined, 1);
}

const filled = async (store: Store): Promise<Store> => {
  for (let at = 0; at < signIns.length; at += 1_000)
    await store.write(signIns.slice(at, at + 1_000).map(entryOf));
  return store;
};

let sqlite: Store;
beforeAll(async () => {
  sqlite = await filled(openSqliteStore({ path: ":memory:" }));
});
afterAll(() => sqlite.close());

describe.skipIf(skipsClickHouse)(`ClickHouse${clickHouseHint}`, () => {
  const engine = openClickHouse();
  afterAll(() => engine.close());
  givesTheSameCards(() => engine.store());
});

describe("Kusto, by an evaluator of KQL,", () => {
  givesTheSameCards(async () => writable((workspace) => evaluatingEngine(workspace)));
});

function givesTheSameCards(open: () => Promise<Store>): void {
  let store: Store;
  beforeAll(async () => {
    store = await filled(await open());
  }, 60_000);
  afterAll(() => store.close());

  test.each(questions)("gives the card that SQLite gives: %s", async (text) => {
    expect(await cardOf(store, text)).toBe(await cardOf(sqlite, text));
  });
}
