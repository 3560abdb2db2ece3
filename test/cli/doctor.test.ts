import { existsSync, openSync, readdirSync, statSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { configurationFindings } from "../../src/cli/configuration-findings.ts";
import { Database } from "../../src/sqlite/driver.ts";
import { graphSignIn } from "../ingest/records.ts";
import { signpostHere as signpost } from "./in-process.ts";
import { temporaryFolder, type Ended } from "./signpost.ts";

/** `doctor`: a clear line for everything that can be wrong, with what to do, and an exit status for scripts. */

vi.setConfig({ testTimeout: 60_000 });

const folder = temporaryFolder();
afterAll(folder.remove);
const cwd = folder.path;
const run = (
  args: readonly string[],
  env: Readonly<Record<string, string>> = { AUTH: "off" },
): Promise<Ended> => signpost(args, { cwd, env });

const reader = "bbbbbbbb-cccc-4ddd-8eee-ffffffffffff";
const id = (n: number): string => `0000000${n}-5555-4555-8555-555555555555`;
const teams = {
  MICROSOFT_APP_ID: "11111111-2222-4333-8444-555555555555",
  MICROSOFT_APP_TENANT_ID: "66666666-7777-4888-9999-aaaaaaaaaaaa",
  MICROSOFT_APP_PASSWORD: "hunter2-very-secret",
  // No token is given, whatever machine this is.
  HTTPS_PROXY: "http://127.0.0.1:9",
  SYNC: "off",
};

beforeAll(async () => {
  writeFileSync(join(cwd, "graph.json"), JSON.stringify([1, 2, 3].map((n) => graphSignIn(id(n)))));
  const broken = graphSignIn(id(6), { createdDateTime: "soon" });
  writeFileSync(join(cwd, "mixed.json"), JSON.stringify([graphSignIn(id(5)), broken]));
  await run(["import", "graph.json", "--store", "good.db"]);
});

const lines = ({ stdout }: Ended, level: string): string[] =>
  stdout.split("\n").filter((line) => line.startsWith(level));

test("where all is well, nothing is to be fixed", async () => {
  const good = await run(["doctor", "--store", "good.db"]);
  expect([good.status, good.stdout]).toEqual([
    0,
    expect.stringMatching(/ok +Store: good\.db, .*3 sign-ins[^]*2 Mar 2026/),
  ]);
  expect(good.stdout).toMatch(/ok +Disk: .* can be written, [\d.]+ GiB free/);
  expect(lines(good, "FIX")).toEqual([]);
  expect(readdirSync(cwd).filter((name) => name.startsWith(".signpost-doctor"))).toEqual([]);
});

test("nothing configured: what is missing is named, and how to try it without", async () => {
  const none = await run(["doctor", "--store", "none.db"], {});
  expect(none.status).toBe(1);
  expect(none.stdout).toMatch(/FIX +The configuration is wrong:\n- MICROSOFT_APP_ID is not set\./);
  expect(none.stdout).toMatch(/\(For a try without credentials: npm start\.\)/);
  expect(none.stdout).toMatch(/FIX +Store: none\.db does not exist yet.*import FILE/);
  expect(existsSync(join(cwd, "none.db"))).toBe(false);
});

test("quarantined records are only a note", async () => {
  await run(["import", "mixed.json", "--store", "noted.db"]);
  const { status, stdout } = await run(["doctor", "--store", "noted.db"]);
  expect([status, stdout]).toEqual([0, expect.stringMatching(/note +Quarantine: 1 record /)]);
});

test.each([
  [{ READER_ROLES: "off" }, /note Readers: nobody .*Set READER_ROLES=on, or READERS/],
  [{ READER_ROLES: "off", READERS: reader }, /ok Readers of the whole tenant: 1 person$/],
  [{ READERS: reader }, /ok Readers of the whole tenant: whoever holds a role .* and 1 person$/],
])("with %j it says who sees the whole tenant", (env, said) => {
  const found = configurationFindings({ ...teams, ...env });
  expect(found.map(({ level, text }) => `${level} ${text}`)).toEqual([
    "ok Configuration: complete",
    expect.stringMatching(said),
  ]);
});

test("without a way to Entra ID it says that the bot has no token, and shows no secret", async () => {
  const { status, stdout, stderr } = await run(["doctor", "--store", "good.db"], {
    ...teams,
    // Each question that is asked of Microsoft waits for its answer.
    READER_ROLES: "off",
  });
  expect(status).toBe(1);
  expect(stdout).toMatch(/FIX +Bot: no token for Azure Bot Service was given\..*login\.microsoftonline\.com/);
  expect(stdout + stderr).not.toContain("hunter2");
});

test("an empty store is one line to fix", async () => {
  writeFileSync(join(cwd, "empty.json"), "[]");
  await run(["import", "empty.json", "--store", "empty.db"]);
  const empty = await run(["doctor", "--store", "empty.db"]);
  expect([empty.status, lines(empty, "FIX")]).toEqual([
    1,
    [
      expect.stringMatching(
        /Data: none.*signpost sync --store empty\.db, or signpost import FILE --store empty\.db$/,
      ),
    ],
  ]);
  const env = { AUTH: "off", STORE: "empty.db", CLICKHOUSE_PASSWORD: "hunter2" };
  const usual = await run(["doctor"], env);
  expect(usual.stdout).toMatch(/Data: none.*signpost sync, or signpost import FILE$/m);
  expect(lines(usual, "note")).toContainEqual(
    expect.stringMatching(/CLICKHOUSE_PASSWORD is set, and the store is no ClickHouse/),
  );
  expect(usual.stdout).not.toContain("hunter2");
});

// No account may write there, and it is on every Linux.
test.skipIf(process.platform !== "linux")(
  "a disk that cannot be written is said with what to do",
  async () => {
    const { status, stdout } = await run(["doctor", "--store", "/proc/signpost/signpost.db"]);
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /FIX +Disk: nothing can be written in \/proc \(E[A-Z]+\)\. .*write access.*STORE and STATE/,
    );
  },
);

test("a file that is no database, or of a newer version, is said with what to do", async () => {
  writeFileSync(join(cwd, "broken.db"), "this is no database, whatever its name says. ".repeat(100));
  const broken = await run(["doctor", "--store", "broken.db"]);
  expect([broken.status, broken.stdout]).toEqual([
    1,
    expect.stringMatching(/FIX +Store: .*broken\.db is no Signpost database/),
  ]);
  await run(["import", "graph.json", "--store", "newer.db"]);
  const db = new Database(join(cwd, "newer.db"));
  db.pragma("user_version = 999");
  db.close();
  const newer = await run(["doctor", "--store", "newer.db"]);
  expect([newer.status, newer.stdout]).toEqual([
    1,
    expect.stringMatching(/FIX +Store: .*newer version of Signpost/),
  ]);
});

test("what the bot remembers is looked at as well", async () => {
  await run(["ask", "about", "--store", "good.db"]);
  expect((await run(["doctor", "--store", "good.db"])).stdout).toMatch(/ok +State: good-state\.db/);
  writeFileSync(join(cwd, "bad-state.db"), "x".repeat(5_000));
  const bad = await run(["doctor", "--store", "good.db"], { AUTH: "off", STATE: "bad-state.db" });
  expect([bad.status, lines(bad, "FIX")]).toEqual([1, [expect.stringMatching(/State: .*bad-state\.db/)]]);
});

test("pages that a disk has spoilt are found", async () => {
  await run(["import", "graph.json", "--store", "spoilt.db"]);
  const path = join(cwd, "spoilt.db");
  const { size } = statSync(path);
  const file = openSync(path, "r+");
  const noise = Buffer.alloc(16_384, 0xa5);
  for (let at = 16_384; at < size; at += noise.length) writeSync(file, noise, 0, noise.length, at);
  const { status, stdout } = await run(["doctor", "--deep", "--store", "spoilt.db"]);
  expect([status, stdout]).toEqual([1, expect.stringMatching(/FIX .*(damaged|Restore)/)]);
});
