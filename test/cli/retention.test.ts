import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { Database } from "../../src/sqlite/driver.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import { graphSignIn } from "../ingest/records.ts";
import { signpostHere as signpost } from "./in-process.ts";
import { collect, ended, printed, startSignpost, temporaryFolder, type Ended } from "./signpost.ts";

/** How long sign-ins are kept, and the recount: `prune`, `serve` and `doctor --deep` on a store of one's own. */

vi.setConfig({ testTimeout: 60_000 });

const folder = temporaryFolder();
afterAll(folder.remove);
const cwd = folder.path;
const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  signpost(args, { cwd, env: { AUTH: "off", ...env } });

const id = (n: number): string => `0000000${n}-5555-4555-8555-555555555555`;
/** Two that are old whenever this runs, and one that never is. */
const records = ["2001-02-03T04:05:06Z", "2001-02-04T04:05:06Z", "2999-01-01T00:00:00Z"].map(
  (createdDateTime, n) => graphSignIn(id(n), { createdDateTime }),
);

beforeAll(() => writeFileSync(join(cwd, "graph.json"), JSON.stringify({ value: records })));

test("prune says what it would remove, removes it, and leaves the rest", async () => {
  await run(["import", "graph.json", "--store", "own.db"]);
  const dry = await run(["prune", "--store", "own.db", "--days", "30", "--dry-run"]);
  expect([dry.status, dry.stdout]).toEqual([
    0,
    expect.stringMatching(
      /^2 sign-ins of before .* would be removed, the oldest from 3 Feb 2001 04:05 UTC:\n/,
    ),
  ]);
  expect(dry.stdout).toContain("2 × interactiveUser");
  expect(await held("own.db")).toBe(3);
  const real = await run(["prune", "--store", "own.db"], { RETENTION_DAYS: "7" });
  expect([real.status, real.stdout]).toEqual([0, expect.stringMatching(/^Removed 2 sign-ins of before /)]);
  expect(await held("own.db")).toBe(1);
});

test.each([
  [
    ["prune", "--store", "own.db"],
    {},
    /kept for good: RETENTION_DAYS is 0, or not set with AUTH=off.*--days/,
  ],
  [["prune", "--store", "own.db"], { RETENTION_DAYS: "0" }, /kept for good/],
  [["prune", "--store", "own.db"], { RETENTION_DAYS: "a month" }, /RETENTION_DAYS must be a whole number/],
  [["prune", "--store", "nowhere.db", "--days", "1"], {}, /There is no store nowhere\.db/],
])("%j with %j is refused with what to do", async (args, env, message) => {
  const { status, stderr } = await run(args, env);
  expect([status, stderr]).toEqual([2, expect.stringMatching(message)]);
});

test("an import keeps sign-ins of any age, and says which will not stay", async () => {
  const told = await run(["import", "graph.json", "--store", "told.db"], { RETENTION_DAYS: "30" });
  expect(told.stdout).toMatch(/2 sign-ins older than 30 days: "signpost serve" removes them/);
  expect(await held("told.db")).toBe(3);
  const local = await run(["import", "graph.json", "--store", "local.db"]);
  expect(local.stdout).not.toMatch(/older/);
  const doctor = await run(["doctor", "--store", "told.db"], { RETENTION_DAYS: "30" });
  expect([doctor.status, doctor.stdout]).toEqual([
    0,
    expect.stringMatching(/note +Retention: 30 days .*2 sign-ins of before .*signpost prune/),
  ]);
});

test("serve removes what is old when it starts, and logs it; in local mode only where it is told to", async () => {
  await run(["import", "graph.json", "--store", "served.db"]);
  const serve = async (env: Readonly<Record<string, string>>, pattern: RegExp): Promise<string> => {
    const service = startSignpost(["serve", "--store", "served.db"], {
      cwd,
      env: { AUTH: "off", PORT: "0", ...env },
    });
    const output = collect(service);
    const found = await printed(output, pattern);
    service.kill("SIGTERM");
    expect(await ended(service)).toBe(0);
    return found;
  };
  await serve({}, /Open http/);
  expect(await held("served.db")).toBe(3);
  const line = await serve({ RETENTION_DAYS: "30" }, /.*old sign-ins removed.*/);
  expect(JSON.parse(line)).toMatchObject({ level: "info", removed: 2, retentionDays: 30 });
  expect(await held("served.db")).toBe(1);
});

test("doctor --deep tells what differs from a recount, and --rebuild makes it anew", async () => {
  await run(["import", "graph.json", "--store", "deep.db"]);
  const good = await run(["doctor", "--deep", "--store", "deep.db"]);
  expect([good.status, good.stdout]).toEqual([
    0,
    expect.stringMatching(/ok +Recount: all that is made of 3 sign-ins is exact/),
  ]);
  const db = new Database(join(cwd, "deep.db"));
  db.exec("DELETE FROM identifier; DELETE FROM identifier_fresh");
  db.close();
  const bad = await run(["doctor", "--deep", "--store", "deep.db"]);
  expect([bad.status, bad.stdout]).toEqual([
    1,
    expect.stringMatching(
      /FIX +Recount: An id of a sign-in does not lead to it, 6 × .*signpost doctor --rebuild/,
    ),
  ]);
  const mended = await run(["doctor", "--rebuild", "--store", "deep.db"]);
  expect([mended.status, mended.stdout]).toEqual([
    0,
    expect.stringMatching(/ok +Rebuild: [^]*ok +Recount: all that is made of 3 sign-ins is exact/),
  ]);
});

async function held(path: string): Promise<number> {
  const store = openSqliteStore({ path: join(cwd, path), readonly: true });
  const { signIns } = await store.coverage();
  await store.close();
  return signIns;
}
