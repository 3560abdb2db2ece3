import { parseEnv } from "node:util";
import { expect, test } from "vitest";
import { readConfig, readRetention } from "../src/config.ts";
import { envExample, settings } from "../src/settings.ts";
import { UserError } from "../src/errors.ts";

const secret = "hunter2-very-secret";
const appId = "11111111-2222-4333-8444-555555555555";
const usualState = "data/signpost-state.db";
const workspace = "loganalytics:11111111-2222-4333-8444-555555555555";
const teams = {
  MICROSOFT_APP_ID: appId,
  MICROSOFT_APP_TENANT_ID: "66666666-7777-4888-9999-aaaaaaaaaaaa",
  MICROSOFT_APP_PASSWORD: secret,
};

function refusalOf(env: Readonly<Record<string, string | undefined>>): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  throw new Error("nothing was refused");
}

test.for([
  ["MICROSOFT_APP_ID", { ...teams, MICROSOFT_APP_ID: undefined }],
  ["MICROSOFT_APP_ID", { ...teams, MICROSOFT_APP_ID: "  " }],
  ["MICROSOFT_APP_ID", { ...teams, MICROSOFT_APP_ID: "my-bot" }],
  ["MICROSOFT_APP_TENANT_ID", { ...teams, MICROSOFT_APP_TENANT_ID: "" }],
  ["MICROSOFT_APP_TENANT_ID", { ...teams, MICROSOFT_APP_TENANT_ID: "contoso.com" }],
  ["MICROSOFT_APP_PASSWORD", { ...teams, MICROSOFT_APP_PASSWORD: "" }],
  ["MICROSOFT_APP_PASSWORD", { ...teams, MICROSOFT_APP_TYPE: "UserAssignedMSI" }],
  ["MICROSOFT_APP_PASSWORD", { ...teams, MICROSOFT_APP_PASSWORD: `${secret}\nPORT=1` }],
  ["MICROSOFT_APP_TYPE", { ...teams, MICROSOFT_APP_TYPE: "MultiTenant" }],
  ["AUTH", { ...teams, AUTH: "false" }],
  ["MICROSOFT_APP_ID", { AUTH: "off", MICROSOFT_APP_ID: appId }],
  ["HOST", { AUTH: "off", HOST: "0.0.0.0" }],
  ["HOST", { AUTH: "off", HOST: "192.168.1.5" }],
  ["HOST", { AUTH: "off", HOST: "::" }],
  ["HOST", { AUTH: "off", HOST: "127.0.0.1.evil.example" }],
  ["AUTH", { AUTH: "off", NODE_ENV: "production" }],
  ["HOST", { ...teams, HOST: "http://localhost" }],
  ["PORT", { ...teams, PORT: "65536" }],
  ["PORT", { ...teams, PORT: "-1" }],
  ["PORT", { ...teams, PORT: "3978x" }],
  ["PORT", { ...teams, PORT: "1e3" }],
  ["PUBLIC_URL", { ...teams, PUBLIC_URL: "signpost.contoso.com" }],
  ["PUBLIC_URL", { ...teams, PUBLIC_URL: "https://" }],
  ["PUBLIC_URL", { ...teams, PUBLIC_URL: "https://signpost.contoso.com/path" }],
  ["READERS", { ...teams, READERS: "alice@contoso.com" }],
  ["READERS", { ...teams, READERS: `${appId};${appId}` }],
  [
    "EVENT_HUBS_NAMESPACE",
    { ...teams, EVENT_HUBS_NAMESPACE: `Endpoint=sb://x.servicebus.windows.net/;SharedAccessKey=${secret}` },
  ],
  ["EVENT_HUBS_NAMESPACE", { ...teams, EVENT_HUBS_NAMESPACE: "sb://x.servicebus.windows.net/" }],
  ["EVENT_HUBS_CONSUMER_GROUP", { ...teams, EVENT_HUBS_NAMESPACE: "x.servicebus.windows.net" }],
  ["EVENT_HUBS", { ...teams, EVENT_HUBS: "insights-logs-signinlogs" }],
  ["EVENT_HUBS", { ...teams, EVENT_HUBS_NAMESPACE: "x.servicebus.windows.net", EVENT_HUBS: "a/b" }],
  ["STORE", { ...teams, STORE: `postgres://signpost:${secret}@db/signpost` }],
  ["STORE", { ...teams, STORE: `clickhouse:tcp://signpost:${secret}@db` }],
  ["STORE", { ...teams, STORE: "loganalytics:contoso-logs" }],
  ["STORE", { ...teams, STORE: "adx:contoso.westeurope" }],
  [
    "CLICKHOUSE_PASSWORD",
    { ...teams, STORE: `clickhouse:https://signpost:${secret}@db/logs`, CLICKHOUSE_PASSWORD: secret },
  ],
  ["SYNC", { ...teams, STORE: workspace, SYNC: "on" }],
  ["WATCH_FOLDER", { ...teams, STORE: "adx:contoso.westeurope/Logs", WATCH_FOLDER: "/mnt/logs" }],
  [
    "EVENT_HUBS_NAMESPACE",
    {
      ...teams,
      STORE: workspace,
      EVENT_HUBS_NAMESPACE: "x.servicebus.windows.net",
      EVENT_HUBS_CONSUMER_GROUP: "signpost",
    },
  ],
  ["RETENTION_DAYS", { ...teams, RETENTION_DAYS: "-1" }],
  ["RETENTION_DAYS", { ...teams, RETENTION_DAYS: "30d" }],
  ["RETENTION_DAYS", { ...teams, RETENTION_DAYS: "40000" }],
  ["LOG_LEVEL", { ...teams, LOG_LEVEL: "loud" }],
  ["DEFAULT_TIMEZONE", { ...teams, DEFAULT_TIMEZONE: "Berlin" }],
  ["LISTS", { ...teams, LISTS: "no/such/file.json" }],
  ["LISTS", { ...teams, LISTS: "{" }],
] as const)("a wrong %s is refused by its name, case %#, and no secret is told", ([name, env]) => {
  const message = refusalOf(env);
  expect(message).toMatch(new RegExp(`^- ${name}\\b`, "m"));
  expect(message).not.toContain(secret);
});

test("an environment without anything is refused with what is missing and how to try it", () => {
  const message = refusalOf({});
  expect(message.match(/^- \w+/gm)).toEqual([
    "- MICROSOFT_APP_ID",
    "- MICROSOFT_APP_TENANT_ID",
    "- MICROSOFT_APP_PASSWORD",
  ]);
  expect(message).toContain("AUTH=off");
});

test("all that is wrong is told at once", () => {
  const message = refusalOf({ PORT: "x", LOG_LEVEL: "x", READERS: "x", MICROSOFT_APP_PASSWORD: secret });
  expect(message.match(/^- \w+/gm)?.sort()).toEqual([
    "- LOG_LEVEL",
    "- MICROSOFT_APP_ID",
    "- MICROSOFT_APP_TENANT_ID",
    "- PORT",
    "- READERS",
  ]);
});

test("credentials alone are a configuration, open to the network", () => {
  expect(readConfig({ ...teams, MICROSOFT_APP_ID: appId.toUpperCase() })).toEqual({
    host: "0.0.0.0",
    port: 3978,
    retentionDays: 30,
    credentials: {
      type: "SingleTenant",
      appId,
      tenantId: teams.MICROSOFT_APP_TENANT_ID,
      password: secret,
    },
    store: { kind: "sqlite", path: "data/signpost.db" },
    sync: true,
    targetedMessages: false,
    state: "data/signpost-state.db",
    readers: [],
    readerGroups: [],
    readerRoles: true,
    logLevel: "info",
    timezone: "UTC",
    lists: new Map(),
  });
});

test("a managed identity needs no password", () => {
  const env = { ...teams, MICROSOFT_APP_PASSWORD: undefined, MICROSOFT_APP_TYPE: "UserAssignedMSI" };
  expect(readConfig(env).credentials).toEqual({
    type: "UserAssignedMSI",
    appId,
    tenantId: teams.MICROSOFT_APP_TENANT_ID,
  });
});

test.for([undefined, "127.0.0.1", "127.1.2.3", "::1", "localhost"])(
  "local mode has no credentials and listens on this machine, HOST=%s",
  (HOST) => {
    const config = readConfig({ AUTH: "off", HOST, PORT: "0" });
    expect(config).toMatchObject({ host: HOST ?? "127.0.0.1", port: 0 });
    expect(config.credentials).toBeUndefined();
  },
);

test("readers are a list whatever its blanks and letters", () => {
  const ids = ["BBBBBBBB-cccc-4ddd-8eee-ffffffffffff", "12345678-1234-4234-8234-123456789abc"];
  expect(readConfig({ AUTH: "off", READERS: ` ${ids.join(" , ")}, ` }).readers).toEqual(
    ids.map((id) => id.toLowerCase()),
  );
});

test.each([
  [{}, 30],
  [{ RETENTION_DAYS: " " }, 30],
  [{ RETENTION_DAYS: "0" }, 0],
  [{ RETENTION_DAYS: "90" }, 90],
  [{ AUTH: "off" }, 0],
  [{ AUTH: "off", RETENTION_DAYS: "7" }, 7],
])("with %j sign-ins are kept for %i days, also where nothing else is set", (env, days) => {
  expect(readRetention(env)).toBe(days);
  expect(readConfig("AUTH" in env ? env : { ...teams, ...env }).retentionDays).toBe(days);
});

test("of a workspace, a month is looked through unless more is asked for, in local mode, too", () => {
  const store = { STORE: "loganalytics:11111111-2222-4333-8444-555555555555", AUTH: "off" };
  expect(readConfig(store).retentionDays).toBe(30);
  expect(readConfig({ ...store, RETENTION_DAYS: "0" }).retentionDays).toBe(0);
  expect(readRetention({ AUTH: "off" }, true)).toBe(30);
});

test("the example names every setting, sets none, and is a configuration once it is filled in", () => {
  const example = envExample();
  expect(parseEnv(example)).toEqual({});
  const filled = parseEnv(example.replaceAll(/^#(?=[A-Z_]+=)/gm, ""));
  expect(Object.keys(filled).sort()).toEqual(Object.keys(settings).sort());
  expect(readConfig(filled)).toMatchObject({ host: "0.0.0.0", port: 3978 });
});

test.each([
  ["data/a.db", { kind: "sqlite", path: "data/a.db" }, "data/a-state.db", true],
  ["sqlite:a.db", { kind: "sqlite", path: "a.db" }, "a-state.db", true],
  ["clickhouse:http://db:8123/logs", { kind: "clickhouse", url: "http://db:8123/logs" }, usualState, true],
  [workspace, { kind: "loganalytics", workspace: appId }, usualState, false],
  [
    "adx:contoso/Logs",
    { kind: "adx", cluster: "https://contoso.kusto.windows.net", database: "Logs" },
    usualState,
    false,
  ],
])("with STORE=%s what the bot remembers has a file, and what Entra fills is not synced", (...row) => {
  const [STORE, store, state, sync] = row;
  expect(readConfig({ ...teams, STORE })).toMatchObject({ store, state, sync });
  expect(readConfig({ ...teams, STORE, STATE: "own.db", SYNC: "off" })).toMatchObject({
    store,
    state: "own.db",
    sync: false,
  });
});

test("event hubs are those that diagnostic settings make, unless others are named", () => {
  const namespace = {
    EVENT_HUBS_NAMESPACE: "Contoso-Logs.servicebus.windows.net",
    EVENT_HUBS_CONSUMER_GROUP: "signpost",
  };
  expect(readConfig(teams).eventHubs).toBeUndefined();
  expect(readConfig({ ...teams, ...namespace }).eventHubs).toMatchObject({
    namespace: "contoso-logs.servicebus.windows.net",
    consumerGroup: "signpost",
    names: expect.arrayContaining(["insights-logs-managedidentitysigninlogs"]),
  });
  const named = { ...teams, ...namespace, EVENT_HUBS: "one, two" };
  expect(readConfig(named).eventHubs).toMatchObject({ names: ["one", "two"], consumerGroup: "signpost" });
});

test("alerts are routed where somebody may send them, and what is wrong is said", () => {
  const routes = { ALERT_ROUTES: '[{"channel":"19:soc@thread.tacv2","severity":["high"]}]' };
  const secret = { ALERT_SECRET: "x".repeat(32) };
  expect(readConfig(teams).alerts).toBeUndefined();
  expect(readConfig({ ...teams, ...routes, ...secret }).alerts).toEqual({
    routes: [{ channel: "19:soc@thread.tacv2", severity: ["high"] }],
    secret: "x".repeat(32),
    senders: [],
  });
  expect(refusalOf({ ...teams, ...routes })).toMatch(/ALERT_ROUTES needs ALERT_SECRET or ALERT_SENDERS/);
  expect(refusalOf({ ...teams, ...secret })).toMatch(/ALERT_ROUTES is not set/);
  expect(refusalOf({ AUTH: "off", ...routes, ...secret })).toMatch(
    /ALERT_ROUTES has no place beside AUTH=off/,
  );
  for (const wrong of [
    "[",
    "nowhere.json",
    '[{"channel":"general"}]',
    '[{"channel":"19:a@thread.tacv2","severety":[]}]',
  ])
    expect(refusalOf({ ...teams, ...secret, ALERT_ROUTES: wrong })).toMatch(
      /ALERT_ROUTES.*like \[\{"channel"/,
    );
});
