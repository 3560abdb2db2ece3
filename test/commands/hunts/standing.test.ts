import { expect, test } from "vitest";
import { createAnalysis } from "../../../src/commands/analysis.ts";
import { createAnswerer } from "../../../src/commands/answer.ts";
import { createWatchCheck } from "../../../src/commands/standing/watch-check.ts";
import { huntNames } from "../../../src/hunts/hunts.ts";
import { openSqliteState } from "../../../src/state/sqlite/open-state.ts";
import { entryOf } from "../../../src/store/sign-in-text.ts";
import { openSqliteStore } from "../../../src/store/sqlite/open.ts";
import type { SummaryView } from "../../../src/views/view.ts";
import { cases } from "./cases.ts";
import { background, day, start } from "./fixtures.ts";

/** What a hunt finds when it is asked for, it finds as well when nobody asks. */

const place = { person: "p", conversation: "a:chat", shared: false, timezone: "UTC" };

test.each(huntNames)(
  "%s finds what it is for when it is watched, and in a digest of the day",
  async (name) => {
    const store = openSqliteStore({ path: ":memory:" });
    const state = openSqliteState(":memory:");
    const { finds } = cases[name];
    await store.write([...background, ...finds].map(entryOf));
    const last = Math.max(...finds.map(({ createdDateTime }) => Date.parse(createdDateTime)));
    // Soon after all of it is there; spikes are counted by whole hours before now.
    const now = new Date(Math.max(last + 60_000, start + day / 2));
    const deps = {
      store,
      analysis: createAnalysis(store),
      access: { readers: "everyone" as const },
      version: "1",
      source: "test",
    };
    const watch = await state.addWatch(
      place,
      { intent: "watch", where: [], hunt: name, notUnderstood: [] },
      start - 40 * day,
    );
    const found = await createWatchCheck(deps, "UTC")(watch, now);
    expect(typeof found === "string" ? found : "view" in found && found.view.card).toBe("hunt");
    const view = (await createAnswerer({ ...deps, huntingTime: 60_000 })({
      text: "digest",
      asker: {},
      now,
      timezone: "UTC",
      locale: "en-GB",
      shared: false,
    })) as SummaryView;
    const rows = view.sections.flatMap(({ bars }) => bars.map(({ label }) => label));
    expect([...rows, ...view.coverage].join(" ")).toMatch(new RegExp(`\\b${name}\\b(?! looks back)`));
    await store.close();
    await state.close();
  },
);
