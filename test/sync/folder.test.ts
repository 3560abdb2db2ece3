import { appendFileSync, mkdirSync, renameSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import type { Store } from "../../src/store/store.ts";
import { createFolderSync } from "../../src/sync/folder.ts";
import { temporaryFolder } from "../cli/signpost.ts";
import { collectLog, type LogLine } from "../bot/teams.ts";

let place: ReturnType<typeof temporaryFolder>;
let folder: string;
let store: Store;
let lines: LogLine[];
let time = Date.parse("2026-03-31T12:00:00Z");
const never = new AbortController().signal;

beforeEach(() => {
  place = temporaryFolder();
  folder = join(place.path, "logs");
  mkdirSync(join(folder, "insights-logs-signinlogs/h=12"), { recursive: true });
  store = openSqliteStore({ path: ":memory:" });
});
afterEach(async () => {
  await store.close();
  place.remove();
});

function record(id: number): string {
  return JSON.stringify({
    time: "2026-03-31T11:00:00Z",
    category: "SignInLogs",
    operationName: "Sign-in activity",
    properties: {
      id: `00000000-0000-4000-8000-${String(id).padStart(12, "0")}`,
      createdDateTime: "2026-03-31T11:00:00Z",
      userId: "7d4a3c2b-1111-4222-8333-444455556666",
      userPrincipalName: "alice@contoso.com",
      isInteractive: true,
      status: { errorCode: 0 },
    },
  });
}

/** A file that was written a minute ago, unless said otherwise. */
function put(name: string, ids: readonly number[], ago = 60_000): string {
  const path = join(folder, name);
  writeFileSync(path, ids.map((id) => `${record(id)}\n`).join(""));
  utimesSync(path, new Date(time - ago), new Date(time - ago));
  return path;
}

function watch() {
  const collected = collectLog();
  lines = collected.lines;
  const clock = { now: () => time, sleep: async () => {} };
  return createFolderSync({ store, folder, clock, log: collected.log });
}

test("files that appear are read once, those that grow again, through a restart", async () => {
  const path = put("insights-logs-signinlogs/h=12/PT1H.json", [1, 2]);
  expect(await watch().round(never)).toEqual({ files: 1, new: 2, updated: 0, quarantined: 0 });
  const again = watch();
  expect(await again.round(never)).toMatchObject({ files: 0 });
  appendFileSync(path, `${record(3)}\n`);
  time += 3_600_000;
  utimesSync(path, new Date(time - 60_000), new Date(time - 60_000));
  expect(await again.round(never)).toEqual({ files: 1, new: 1, updated: 0, quarantined: 0 });
  expect(await again.round(never)).toMatchObject({ files: 0 });
});

test("a file that is still being written waits", async () => {
  put("new.json", [1], 2_000);
  const folderSync = watch();
  expect(await folderSync.round(never)).toMatchObject({ files: 0 });
  time += 10_000;
  expect(await folderSync.round(never)).toMatchObject({ files: 1, new: 1 });
});

test("a file that is no log is said once, and the others are read", async () => {
  put("a.json", []);
  writeFileSync(join(folder, "b.csv"), "no,sign-ins\n1,2\n");
  utimesSync(join(folder, "b.csv"), new Date(time - 60_000), new Date(time - 60_000));
  put("c.json", [1]);
  const folderSync = watch();
  expect(await folderSync.round(never)).toMatchObject({ new: 1 });
  await folderSync.round(never);
  expect(lines.map(({ fields }) => fields["reason"])).toContainEqual(
    expect.stringMatching(/b\.csv is in no format/),
  );
  expect(lines.filter(({ fields }) => String(fields["reason"]).includes("b.csv"))).toHaveLength(1);
});

test("a folder that is away for a while is said to be, and nothing of it is read again", async () => {
  put("a.json", [1]);
  const folderSync = watch();
  await folderSync.round(never);
  renameSync(folder, `${folder}-away`);
  await folderSync.round(never);
  expect(lines.at(-1)?.fields["reason"]).toMatch(/There is no file or folder/);
  renameSync(`${folder}-away`, folder);
  expect(await folderSync.round(never)).toMatchObject({ files: 0 });
});
