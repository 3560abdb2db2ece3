import { createHash } from "node:crypto";
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDemoStore, refreshDemoStore, refuseDemoStore } from "../../src/cli/demo-store.ts";
import { createAnswerer } from "../../src/commands/answer.ts";
import { commands } from "../../src/commands/commands.ts";
import { errorExamples, thresholdExamples, timeExamples } from "../../src/commands/help-texts.ts";
import { stories } from "../../src/demo/stories.ts";
import { openSqliteState } from "../../src/state/sqlite/open-state.ts";
import { readAlerts } from "../../src/alerts/read-alert.ts";
import { alert } from "../../src/commands/alerts/alert.ts";
import { save } from "../../src/commands/saved.ts";
import type { State } from "../../src/state/state.ts";
import { watch } from "../../src/commands/standing/watches.ts";
import { UserError } from "../../src/errors.ts";
import { fields } from "../../src/question/fields.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import type { Store } from "../../src/store/store.ts";
import type { View } from "../../src/views/view.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";
import { companyStore } from "../commands/company.ts";
import { entryOf } from "../../src/store/sign-in-text.ts";

const hour = 3_600_000;
const wednesday = new Date("2026-03-11T14:30:00Z");
/** Early on a day when hardly anybody works. */
const sunday = new Date("2026-03-15T06:00:00Z");

const folder = mkdtempSync(join(tmpdir(), "signpost-demo-"));
const path = join(folder, "demo.db");
let store: Store;

beforeAll(async () => {
  store = await openDemoStore(path, wednesday);
}, 120_000);
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(text: string, now = wednesday, from = store): Promise<View> {
  const state = openSqliteState(":memory:");
  if (text === alerting) await receiveAlert(state);
  const answer = createAnswerer({
    store: from,
    state,
    access: { readers: "everyone" },
    home: { origin: "https://signpost.contoso.com" },
    version: "1",
    source: "demo data",
  });
  const asker = { id: "66666666-7777-4888-9999-aaaaaaaaaaaa" };
  const said = (text: string): Promise<View> =>
    answer({
      text,
      asker,
      now,
      timezone: "Europe/Berlin",
      locale: "en-GB",
      shared: false,
      conversation: "c1",
    });
  for (const earlier of beforehand[text] ?? []) await said(earlier);
  const view = await said(text);
  await state.close();
  return view;
}

const [saving = ""] = save.examples;
const [watching = ""] = watch.examples;
const [alerting = ""] = alert.examples;

/** The alert of the example, about somebody of the demo company. */
async function receiveAlert({ alerts }: State): Promise<void> {
  const at = wednesday.getTime();
  const users = ["alice@contoso.com"];
  const [one] = readAlerts({ id: "1", title: "Unfamiliar sign-in", time: wednesday.toISOString(), users });
  const names = [/"(.+)"/.exec(alerting)?.[1] ?? ""];
  const seen = { source: "signpost", id: "1", version: "1", updated: at, isClosed: false, at, names };
  const thread = { channel: "c", foldKey: "x", severity: "high", count: 1, opened: at, last: at };
  await alerts.open({ ...thread, alert: JSON.stringify(one) }, seen);
}

/** What has to be said before some examples for them to mean anything. */
const beforehand: Readonly<Record<string, readonly string[]>> = {
  saved: [saving],
  "run vip failures": [saving],
  "forget vip failures": [saving],
  watches: [watching],
  "unwatch 3": [watching, watching.replace("alice", "bob"), watching.replace("alice", "carol")],
};

const page = readFileSync(new URL("../../src/chat/page/index.html", import.meta.url), "utf8");
const chips = [...page.matchAll(/<button type="button">([^<]+)<\/button>/g)].map(([, text = ""]) => text);

/** Fields of which the demo company has nothing to show. */
const without = new Set(["at risk", "riskEvent:unlikelyTravel", "agent sign-ins"]);
/** Names days of the calendar, which are not within the last thirty for long. */
const dated = /\d (nov|jan|mar)\b/;

const examples = [
  ...commands.flatMap((command) => command.examples),
  ...Object.values(fields).map((field) => field.example),
  ...timeExamples,
  ...thresholdExamples,
  ...errorExamples,
  ...stories.map((story) => story.question),
  ...chips,
];
const telling = [...new Set(examples)].filter((text) => !without.has(text) && !dated.test(text));

test.each(telling)("%s: is understood to the last word and finds something", async (text) => {
  expect(disappointments(await ask(text))).toEqual([]);
});

test.each([...without])("%s: is understood, though nobody at the demo company did that", async (text) => {
  expect(disappointments(await ask(text))).toEqual([
    expect.stringMatching(/^Nothing found(\. There is no match| in the interactive log, but)/),
  ]);
});

test("the page and help have examples", async () => {
  expect(chips.length).toBeGreaterThan(2);
  const help = await ask("help");
  const offered = help.card === "help" ? help.sections.flatMap((section) => section.examples) : [];
  expect(offered.length).toBeGreaterThan(8);
  expect(offered.filter(({ ask: text }) => !telling.includes(text))).toEqual([]);
});

test("any sign-in of a list can be shown", async () => {
  const list = await ask("sign-ins all logs today");
  const rows = list.card === "list" ? list.rows : [];
  expect(rows.length).toBe(5);
  for (const row of rows) expect((await ask(row.ask)).card).toBe("detail");
});

test("a start on the same day writes nothing", async () => {
  const before = contents(path);
  const again = await openDemoStore(path, new Date(wednesday.getTime() + 9 * hour));
  expect(await again.coverage()).toEqual(await store.coverage());
  await again.close();
  expect(contents(path)).toEqual(before);
});

test("a refresh adds what has happened since, and nothing else", async () => {
  const copy = join(folder, "copy.db");
  contents(path);
  copyFileSync(path, copy);
  const refreshed = openSqliteStore({ path: copy });
  const before = await refreshed.coverage();
  await refreshDemoStore(refreshed, wednesday);
  expect(await refreshed.coverage()).toEqual(before);
  const later = new Date(wednesday.getTime() + 3 * hour);
  await refreshDemoStore(refreshed, later);
  const after = await refreshed.coverage();
  expect(after.oldest).toBe(before.oldest);
  expect(later.getTime() - (after.newest ?? 0)).toBeLessThan(hour / 2);
  const { counts } = await refreshed.summarise(
    { where: [], from: (before.newest ?? 0) + 1 },
    { facets: [], limit: 0, distinct: [] },
  );
  expect(after.signIns - before.signIns).toBe(counts.signIns);
  expect(counts.signIns).toBeGreaterThan(50);
  await refreshed.close();
});

test("a demo that runs past midnight goes on, and is not built anew by the next start of that day", async () => {
  const copy = join(folder, "midnight.db");
  contents(path);
  copyFileSync(path, copy);
  const running = openSqliteStore({ path: copy });
  const before = await running.coverage();
  await refreshDemoStore(running, sunday);
  const after = await running.coverage();
  expect(sunday.getTime() - (after.newest ?? 0)).toBeLessThan(hour / 2);
  expect(after.oldest).toBe(before.oldest);
  const told = await ask("failures last 3 days", sunday, running);
  expect(disappointments(told)).toEqual([]);
  // A clock that went back changes nothing.
  await refreshDemoStore(running, wednesday);
  expect(await running.coverage()).toEqual(after);
  const beside = await openDemoStore(copy, sunday);
  expect(await beside.coverage()).toEqual(after);
  await beside.close();
  await running.close();
});

test("a store of another day is told anew, and its examples find something on a Sunday morning too", async () => {
  const old = join(folder, "old.db");
  contents(path);
  copyFileSync(path, old);
  const anew = await openDemoStore(old, sunday);
  const { newest, oldest, signIns } = await anew.coverage();
  expect(signIns).toBeGreaterThan(45_000);
  expect(newest).toBeGreaterThan(sunday.getTime() - hour);
  expect(oldest).toBeGreaterThan(sunday.getTime() - 31 * 24 * hour);
  for (const text of telling) {
    expect([text, ...disappointments(await ask(text, sunday, anew))]).toEqual([text]);
  }
  await anew.close();
}, 120_000);

test("a build that was stopped leaves nothing, and the next one takes away what a killed one has left", async () => {
  const stopped = join(folder, "stopped.db");
  const left = `${stopped}.making-killed`;
  writeFileSync(left, "half a store");
  utimesSync(left, wednesday, wednesday);
  const stop = new AbortController();
  const onProgress = (): void => stop.abort(new UserError("enough"));
  const building = openDemoStore(stopped, wednesday, { onProgress, signal: stop.signal, signIns: few });
  await expect(building).rejects.toThrow("enough");
  expect(readdirSync(folder).filter((name) => name.startsWith("stopped.db"))).toEqual([]);
});

test("two that build the same store at once both get it, whole", async () => {
  const shared = join(folder, "shared.db");
  const both = await Promise.all([1, 2].map(() => openDemoStore(shared, sunday, { signIns: few })));
  const [one, other] = await Promise.all(both.map((each) => each.coverage()));
  expect(one?.signIns).toBe(6_000);
  expect(other).toEqual(one);
  for (const each of both) await each.close();
  expect(readdirSync(folder).filter((name) => name.startsWith("shared.db"))).toEqual(["shared.db"]);
});

test("a demo store takes no imported data", async () => {
  const copy = join(folder, "refused.db");
  contents(path);
  copyFileSync(path, copy);
  await expect(refuseDemoStore(openSqliteStore({ path: copy }), copy)).rejects.toThrow(/is the demo store/);
});

test("what could not be read of an import is never told over, nor is a store that is still empty", async () => {
  const imported = join(folder, "quarantined.db");
  const own = openSqliteStore({ path: imported });
  await expect(openDemoStore(imported, wednesday)).rejects.toThrow(/is no demo store.*--store/);
  await own.write([{ kind: "quarantined", reason: "no time", source: "a.json", raw: "{}" }]);
  const before = await own.coverage();
  await expect(openDemoStore(imported, wednesday)).rejects.toThrow(/holds imported sign-ins.*--store/);
  expect(await own.coverage()).toEqual(before);
  await own.close();
});

test("imported sign-ins are never told over", async () => {
  const imported = join(folder, "imported.db");
  const own = openSqliteStore({ path: imported });
  const { rows } = await (await companyStore()).list({ where: [] }, { order: "oldest", limit: 100 });
  await own.write(rows.map(entryOf));
  const before = await own.coverage();
  await refuseDemoStore(own, imported);
  await refreshDemoStore(own, wednesday);
  await expect(openDemoStore(imported, wednesday)).rejects.toThrow(/holds imported sign-ins.*--store/);
  expect(await own.coverage()).toEqual(before);
  await own.close();
});

/** Some batches of sign-ins of before a moment: as many as it takes to see how they are built. */
function few(now: Date): SignIn[] {
  return Array.from({ length: 6_000 }, (_, n) => ({
    id: `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`,
    type: "interactiveUser",
    createdDateTime: new Date(now.getTime() - (6_000 - n) * 60_000).toISOString(),
    status: { errorCode: 0 },
    raw: "{}",
  }));
}

/** What the one who tries an example would rather not see. */
function disappointments(view: View): string[] {
  const notes = "notes" in view ? view.notes : [];
  return [
    ...(/^Nothing found|did not understand|cannot tell|is called|is stored here, or/.test(view.headline)
      ? [view.headline]
      : []),
    ...(view.card === "choice" && !/saved question/.test(view.headline) ? [view.headline] : []),
    ...notes.filter((note) => /left out|not understood|Nobody is called/i.test(note)),
  ];
}

/** All of a store's file, after what waits in its log has been written to it. */
function contents(file: string): string {
  const db = new Database(file);
  db.pragma("wal_checkpoint(TRUNCATE)");
  db.close();
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}
