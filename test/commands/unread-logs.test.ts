import { afterAll, beforeAll, expect, test } from "vitest";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import type { Store } from "../../src/store/store.ts";
import { begun, cursorOf, read } from "../../src/sync/progress.ts";
import { answerQuestion } from "./answer-question.ts";

/** What an answer says of sign-ins that Microsoft Graph has and the store has not yet. */

const now = new Date("2026-03-31T12:00:00Z");
const hour = 3_600_000;
const since = now.getTime() - 30 * 24 * hour;
let store: Store;

beforeAll(async () => {
  store = openSqliteStore({ path: ":memory:" });
  const at = now.getTime();
  const progress = {
    interactiveUser: read(begun(at, since), [since, at - 4 * 60_000]),
    nonInteractiveUser: read(begun(at, since), [at - 2 * hour, at - hour]),
  };
  for (const type of ["interactiveUser", "nonInteractiveUser"] as const)
    await store.write([], { name: cursorOf(type), value: JSON.stringify(progress[type]) });
});
afterAll(() => store.close());

const about = async (): Promise<string> =>
  JSON.stringify(await answerQuestion({ intent: "about" }, { store, now }));
const last = async (from: string, type: string): Promise<string> =>
  JSON.stringify(
    await answerQuestion(
      { intent: "summary", window: { from, to: "now" }, where: [{ field: "type", is: [type] }] },
      { store, now },
    ),
  );

test("about says up to when each log is read, and what is not", async () => {
  expect(await about()).toMatch(/interactive up to 4 minutes ago and non-interactive up to 1 hour ago/);
  expect(await about()).toMatch(
    /Not read from Microsoft Graph yet: non-interactive sign-ins of 1 Mar 2026 12:00 to 31 Mar 2026 10:00 UTC and since 31 Mar 2026 11:00 UTC/,
  );
});

test("an answer says it of the logs and the time that it is about alone", async () => {
  expect(await last("now-24h", "nonInteractiveUser")).toMatch(/Not read from Microsoft Graph yet/);
  expect(await last("now-24h", "interactiveUser")).not.toMatch(/Not read/);
  // All four are asked for: one of which nothing was given is missing as a whole.
  expect(await last("now-24h", "servicePrincipal")).toMatch(
    /Not read from Microsoft Graph yet: service principal sign-ins since 30 Mar 2026 12:00 UTC/,
  );
});

test("what event hubs lost is said as well", async () => {
  const at = now.getTime();
  const hub = {
    partitions: { "0": { upTo: at } },
    types: { managedIdentity: at - 10 * hour },
    lost: [[at - 3 * hour, at - 2 * hour]],
  };
  await store.write([], { name: "event-hubs", value: JSON.stringify({ "a/b": hub }) });
  expect(await last("now-24h", "managedIdentity")).toMatch(
    /Not read from Microsoft Graph or Event Hubs yet: managed identity sign-ins of 30 Mar 2026 12:00 to 31 Mar 2026 02:00 UTC and of 31 Mar 2026 09:00 to 31 Mar 2026 10:00 UTC\./,
  );
  expect(await last("now-1h", "managedIdentity")).not.toMatch(/Not read/);
  expect(await about()).toMatch(
    /Read from Microsoft Graph and Event Hubs: .*managed identity up to 0 seconds ago/,
  );
});
