import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { backup, restore } from "../../src/cli/backup.ts";
import { demo } from "../../src/cli/serve.ts";
import { doctor } from "../../src/cli/doctor.ts";
import { forget } from "../../src/cli/forget.ts";
import { importFiles } from "../../src/cli/import.ts";
import { prune } from "../../src/cli/prune.ts";
import { serviceFindings } from "../../src/cli/service-findings.ts";
import { sourceOf } from "../../src/cli/source.ts";
import { kustoOptions, passwordFor } from "../../src/cli/store-settings.ts";
import { syncOnce } from "../../src/cli/sync.ts";
import { UserError } from "../../src/errors.ts";
import { openSqliteState } from "../../src/state/sqlite/open-state.ts";
import { readStoreAddress, type KustoAddress } from "../../src/store/address.ts";
import { signpost, temporaryFolder } from "./signpost.ts";

/** Stores that are no files: what is refused there, and what is done instead. */

const folder = temporaryFolder();
afterAll(folder.remove);
const at = (name: string): string => join(folder.path, name);

const now = new Date("2026-11-20T10:00:00Z");
const clickhouse = readStoreAddress("clickhouse:https://signpost:hunter2@logs.contoso.com:8443/signpost");
const workspace = readStoreAddress("loganalytics:11111111-2222-4333-8444-555555555555") as KustoAddress;
const cluster = readStoreAddress("adx:contoso.westeurope/Security") as KustoAddress;

let said: string[] = [];
beforeEach(() => {
  said = [];
  vi.spyOn(console, "log").mockImplementation((line: unknown) => void said.push(String(line)));
  vi.stubEnv("STATE", at("state.db"));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

test.each([
  ["import", () => importFiles(["a.json"], { store: workspace }), /reads Log Analytics.*diagnostic settings/],
  ["sync", () => syncOnce({ store: cluster }), /reads Data Explorer.*data connection/],
  [
    "forget in a cluster",
    () => forget("alice@contoso.com", { store: cluster, yes: true }, now),
    /purge of the cluster: https:/,
  ],
  ["prune", () => prune({ store: workspace, days: 30 }, now), /retention of its tables/],
  ["forget", () => forget("alice@contoso.com", { store: workspace, yes: true }, now), /purge/],
  ["backup", () => backup(at("none"), { store: workspace }), /no state file.*Azure keeps them/],
  ["doctor --deep", () => doctor({ store: cluster, deep: true }, now), /for a store in a file/],
  ["doctor --rebuild", () => doctor({ store: clickhouse, rebuild: true }, now), /for a store in a file/],
  ["demo", () => demo({ store: workspace }), /no place for the demo.*--store/],
])("%s is refused in one line that says what to do instead", async (_, run, message) => {
  const refused = await run().then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(refused).toBeInstanceOf(UserError);
  expect(String(refused)).toMatch(message);
  expect(String(refused)).not.toMatch(/\n|hunter2/);
  expect(existsSync(at("state.db"))).toBe(false);
});

test("a refusal is one line and status 2, also where the settings name the store; a wrong address is told so", async () => {
  const env = { AUTH: "off", STORE: "loganalytics:11111111-2222-4333-8444-555555555555" };
  const run = (...args: string[]) => signpost(args, { cwd: folder.path, env });
  const [refused, wrong] = await Promise.all([
    run("import", "a.json"),
    run("prune", "--store", "postgres://signpost:hunter2@db/signpost"),
  ]);
  expect(refused).toEqual({
    status: 2,
    stdout: "",
    stderr: expect.stringMatching(/^Signpost only reads .*\n$/),
  });
  expect(wrong).toEqual({
    status: 2,
    stdout: "",
    stderr: expect.stringMatching(/^There is no kind of store "postgres".*\n$/),
  });
});

test("a backup beside a service holds what the bot remembers, and says who keeps the sign-ins", async () => {
  await openSqliteState(at("kept.db")).close();
  await backup(at("backup"), { store: clickhouse, state: at("kept.db") });
  expect(said.join("\n")).toMatch(/database signpost on logs\.contoso\.com:8443\. .*ClickHouse's BACKUP/);
  expect([existsSync(at("backup/signpost.db")), existsSync(at("backup/signpost-state.db"))]).toEqual([
    false,
    true,
  ]);
  await restore(at("backup"), { store: clickhouse, state: at("again.db") });
  expect(existsSync(at("again.db"))).toBe(true);
  expect(said.join("\n")).not.toContain("hunter2");
});

test("a doctor hands on what a service says of itself, and says what keeps it from that", async () => {
  const ok = { level: "ok", text: "ClickHouse: 26.7" } as const;
  if (clickhouse.kind !== "clickhouse") throw new Error("another kind");
  expect(await serviceFindings(clickhouse, now, async () => [ok])).toEqual([ok]);
  const refuse = () => Promise.reject(new UserError("Nobody is let in."));
  expect(await serviceFindings(workspace, now, refuse)).toEqual([
    { level: "FIX", text: "Store: Nobody is let in." },
  ]);
  const never = () => new Promise<never>(() => {});
  expect(await serviceFindings(cluster, now, never, 10)).toEqual([
    {
      level: "FIX",
      text: expect.stringMatching(/Security on contoso.*said nothing for 0\.01 seconds.*proxy/),
    },
  ]);
});

test.each([
  ["http://logs.contoso.com:8123", 1],
  ["http://127.0.0.1:8123", 0],
  ["https://logs.contoso.com:8443", 0],
])("what is sent in clear is noted: %s", async (url, notes) => {
  const found = await serviceFindings({ kind: "clickhouse", url }, now, async () => []);
  expect(found.filter(({ level, text }) => level === "note" && /use https/i.test(text))).toHaveLength(notes);
});

test("a password is taken from the settings where the address has none", () => {
  const env = { CLICKHOUSE_PASSWORD: " hunter2 " };
  expect(passwordFor("https://signpost@logs.contoso.com/", env)).toEqual({ password: "hunter2" });
  expect(passwordFor("https://signpost:other@logs.contoso.com/", env)).toEqual({});
  expect(passwordFor("https://logs.contoso.com/", {})).toEqual({});
});

test("Kusto is read by who reads sign-ins, as far back as they are to be kept; the emulator by nobody", async () => {
  const bot = {
    MICROSOFT_APP_ID: "11111111-2222-4333-8444-555555555555",
    MICROSOFT_APP_TENANT_ID: "66666666-7777-4888-9999-aaaaaaaaaaaa",
    MICROSOFT_APP_PASSWORD: "hunter2",
  };
  const asBot = await kustoOptions(workspace, { ...bot, RETENTION_DAYS: "90" });
  expect([asBot.days, asBot.credential?.constructor.name]).toEqual([90, "ClientSecretCredential"]);
  const named = await kustoOptions(workspace, { ...bot, AZURE_CLIENT_ID: bot.MICROSOFT_APP_ID });
  expect([named.days, named.credential?.constructor.name]).toEqual([30, "DefaultAzureCredential"]);
  const signedIn = await kustoOptions(cluster, { AUTH: "off" });
  expect([signedIn.days, signedIn.credential?.constructor.name]).toEqual([30, "DefaultAzureCredential"]);
  const emulator = readStoreAddress("adx:http://localhost:8080/NetDefaultDB") as KustoAddress;
  expect(await kustoOptions(emulator, { AUTH: "off" })).toMatchObject({ credential: undefined, days: 30 });
});

test("answers say how far back they look where Signpost only reads", () => {
  expect(sourceOf(workspace, 30)).toMatch(/^data of Log Analytics workspace .*, its last 30 days$/);
  expect(sourceOf(cluster, 0)).toMatch(/windows\.net$/);
  expect(sourceOf({ kind: "sqlite", path: "data/signpost.db" }, 30)).toBe("data of data/signpost.db");
});
