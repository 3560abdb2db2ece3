import type { TokenCredential } from "@azure/identity";
import { afterEach, describe, expect, test } from "vitest";
import { UserError } from "../../../src/errors.ts";
import type { KustoAddress } from "../../../src/store/address.ts";
import { dataExplorer } from "../../../src/store/kusto/data-explorer.ts";
import type { Service } from "../../../src/store/kusto/engine.ts";
import { explainFailure } from "../../../src/store/kusto/failures.ts";
import { kustoStore } from "../../../src/store/kusto/kusto-store.ts";
import { limited, serviceLimits } from "../../../src/store/kusto/limited.ts";
import { logAnalytics } from "../../../src/store/kusto/log-analytics.ts";
import { lookAt } from "../../../src/store/kusto/look.ts";
import type { Store } from "../../../src/store/store.ts";
import { entryOf } from "../../../src/store/sign-in-text.ts";
import { startDataExplorer, type DataExplorerFake } from "../../engines/kusto/data-explorer-fake.ts";
import { fakeLogAnalytics, type LogAnalyticsFake } from "../../engines/kusto/log-analytics-fake.ts";
import { memoryStore } from "../memory-store.ts";
import { sampleSignIns, someTime } from "../sign-ins.ts";
import { databaseOf } from "./test-store.ts";
import { asHeld, emptyWorkspace, workspaceOf } from "./workspace.ts";

const secret = "eyJ-a-token-that-nobody-may-see";
const credential: TokenCredential = {
  getToken: async () => ({ token: secret, expiresOnTimestamp: Date.now() + 3_600_000 }),
};
const now = new Date(someTime + 6 * 3_600_000);
const workspaceId = "11111111-2222-4333-8444-555555555555";
const signIns = sampleSignIns(30)
  .map(asHeld)
  .filter((signIn) => signIn !== undefined);
const database = databaseOf(workspaceOf(signIns));
const everything = { where: [] };
const question = (store: Store, signal?: AbortSignal): Promise<unknown> =>
  store.summarise(everything, { facets: ["app", "policy"], limit: 3, distinct: ["user"] }, signal);

interface Subject {
  readonly fake: LogAnalyticsFake | DataExplorerFake;
  readonly service: Service;
  readonly address: KustoAddress;
}

const toClose: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0)) await close();
});

function workspace(held = database): Subject {
  const fake = fakeLogAnalytics(held, () => now);
  // The service says how long to wait; a test does not.
  const options = {
    httpClient: fake.httpClient,
    retryOptions: { maxRetries: 2, retryDelayInMs: 1, maxRetryDelayInMs: 2 },
  };
  return {
    fake,
    service: logAnalytics(workspaceId, credential, options),
    address: { kind: "loganalytics", workspace: workspaceId },
  };
}

async function cluster(held = database): Promise<Subject> {
  const fake = await startDataExplorer(held, () => now);
  const service = dataExplorer(fake.url, "Security", undefined);
  toClose.push(
    () => service.close(),
    () => fake.close(),
  );
  return { fake, service, address: { kind: "adx", cluster: fake.url, database: "Security" } };
}

function storeOf({ service, address }: Subject): Store {
  const engine = limited(service, (error) => explainFailure(error, address));
  return kustoStore({ engine, horizon: () => undefined });
}

describe.each([
  ["Log Analytics", async (held?: typeof database) => workspace(held)],
  ["Data Explorer", cluster],
] as const)("%s, by Microsoft's client:", (_name, open) => {
  test("the port answers as the memory store does", async () => {
    const store = storeOf(await open());
    const oracle = memoryStore();
    await oracle.write(signIns.map(entryOf));
    const ask = (s: Store): Promise<unknown> =>
      Promise.all([
        question(s),
        s.coverage(),
        s.trend(everything, [someTime - 7_200_000, someTime, someTime + 7_200_000]),
        s.list({ where: [{ field: "status", is: ["failure"] }] }, { order: "newest", limit: 4, offset: 1 }),
        s.lookup("user", { text: "alice", how: "prefix", limit: 3 }),
        s.scan(everything, { fields: ["user", "ip", "mfa"], order: "oldest", limit: 5 }),
      ]);
    expect(await ask(store)).toEqual(await ask(oracle));
  });

  test("what the same card asks twice is asked once, and never more than the service allows at once", async () => {
    const subject = await open();
    const store = storeOf(subject);
    await Promise.all([
      ...Array.from({ length: 5 }, () => question(store)),
      ...Array.from({ length: 12 }, (_, at) =>
        store.trend(everything, [someTime, someTime + (at + 1) * 900_000]),
      ),
    ]);
    const texts = subject.fake.requests.map(({ body }) => ("query" in body ? body.query : body.csl));
    expect(new Set(texts).size).toBe(texts.length);
    expect(subject.fake.mostOpen).toBeLessThanOrEqual(serviceLimits.atOnce);
  });

  test("a call that is aborted rejects with the reason, and the request with it", async () => {
    const subject = await open();
    const store = storeOf(subject);
    let release: (value?: unknown) => void = () => undefined;
    subject.fake.fail({ kind: "slow", until: new Promise((resolve) => (release = resolve)) });
    const stop = new AbortController();
    const asked = question(store, stop.signal);
    await expect.poll(() => subject.fake.open).toBe(1);
    const reason = new Error("too late");
    stop.abort(reason);
    await expect(asked).rejects.toBe(reason);
    release();
    await expect.poll(() => subject.fake.open).toBe(0);
    await expect(question(store)).resolves.toMatchObject({ counts: { signIns: signIns.length } });
  });

  test("one who gives up does not take the answer from another", async () => {
    const subject = await open();
    const store = storeOf(subject);
    let release: (value?: unknown) => void = () => undefined;
    subject.fake.fail({ kind: "slow", until: new Promise((resolve) => (release = resolve)) });
    const stop = new AbortController();
    const [first, second] = [question(store, stop.signal), question(store)];
    await expect.poll(() => subject.fake.open).toBe(1);
    stop.abort(new Error("gone"));
    await expect(first).rejects.toThrow("gone");
    release();
    await expect(second).resolves.toMatchObject({ counts: { signIns: signIns.length } });
  });

  test("throttled, it asks again", async () => {
    const subject = await open();
    subject.fake.fail({ kind: "throttled", retryAfter: 0 } as never);
    await expect(question(storeOf(subject))).resolves.toMatchObject({ counts: { signIns: signIns.length } });
    expect(subject.fake.requests).toHaveLength(2);
  });

  test.each([
    ["forbidden", /may not read the .* Give it/],
    ["gatewayTimeout", /took too long.*shorter time/],
  ] as const)("%s is told with what to do, and nothing of a token", async (kind, message) => {
    const subject = await open();
    subject.fake.fail({ kind }, 10);
    const error = await question(storeOf(subject)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect((error as Error).message).toMatch(message);
    expect(JSON.stringify(error) + String((error as Error).stack)).not.toContain(secret);
  });

  test("a failure is not remembered", async () => {
    const subject = await open();
    const store = storeOf(subject);
    subject.fake.fail({ kind: "forbidden" });
    await expect(question(store)).rejects.toThrow(UserError);
    await expect(question(store)).resolves.toMatchObject({ counts: { signIns: signIns.length } });
  });

  test("doctor says what is there, how fresh it is, and what is not", async () => {
    const subject = await open();
    const findings = await lookAt(subject.service, { address: subject.address, days: 30 }, now);
    const texts = findings.map(({ level, text }) => `${level} ${text}`).join("\n");
    expect(texts).toMatch(/^ok Store: .* answers$/m);
    expect(texts).toMatch(
      /^ok SigninLogs: newest 2026-\S+, \d+ records of \d+ sign-ins in the last 24 hours$/m,
    );
    expect(texts).toMatch(/^ok Data: newest record 2026-03-01T\d\d:.*, \d+ (minutes|hours?) old$/m);
    expect(texts).toMatch(/^ok Cost: a summary of the last 24 hours took/m);
    expect(findings.filter(({ level }) => level === "FIX")).toEqual([]);
  });

  test("doctor names the tables that are not there, and the diagnostic setting that brings them", async () => {
    const { SigninLogs } = database.tables;
    const subject = await open({ tables: { SigninLogs: SigninLogs as never } });
    const findings = await lookAt(subject.service, { address: subject.address, days: 0 }, now);
    expect(findings.map(({ text }) => text)).toContainEqual(
      "AADManagedIdentitySignInLogs: not there, or not to be read by this identity. To have it, choose ManagedIdentitySignInLogs in Entra's diagnostic settings.",
    );
    expect(findings.filter(({ level }) => level === "FIX")).toEqual([]);
    // What is there is answered from.
    const { signIns: count } = await storeOf(subject).coverage();
    expect(count).toBe(signIns.filter(({ type }) => type === "interactiveUser").length);
  });

  test("doctor says what an identity lacks", async () => {
    const subject = await open();
    subject.fake.fail({ kind: "forbidden" }, 20);
    const findings = await lookAt(subject.service, { address: subject.address, days: 30 }, now);
    expect(findings).toEqual([{ level: "FIX", text: expect.stringMatching(/may not read/) }]);
  });
});

test("an empty workspace, which answers with nothing, is empty", async () => {
  const subject = workspace(databaseOf(emptyWorkspace()));
  (subject.fake as LogAnalyticsFake).fail({ kind: "noContent" }, 5);
  expect(await storeOf(subject).coverage()).toEqual({ signIns: 0, types: {}, quarantined: [] });
});

test("a part of an answer is no answer", async () => {
  const subject = workspace();
  (subject.fake as LogAnalyticsFake).fail({
    kind: "partial",
    message: "Query result set has exceeded the limits",
  });
  await expect(question(storeOf(subject))).rejects.toThrow(/only a part of the answer.*shorter time/);
  const other = await cluster();
  (other.fake as DataExplorerFake).fail({
    kind: "inBand",
    message: "Query result set has exceeded the allowed limits (E_QUERY_RESULT_SET_TOO_LARGE)",
  });
  await expect(question(storeOf(other))).rejects.toThrow(/only a part of the answer/);
});

test("queries are marked as reading alone, with a time that the service may take", async () => {
  const other = await cluster();
  await question(storeOf(other));
  const [request] = (other.fake as DataExplorerFake).requests;
  expect(request?.body.properties?.Options).toMatchObject({ request_readonly: true });
  expect((other.fake as DataExplorerFake).problems).toEqual([]);
  const subject = workspace();
  await question(storeOf(subject));
  expect((subject.fake as LogAnalyticsFake).requests[0]?.headers).toMatchObject({
    prefer: "wait=60,include-statistics=true",
  });
});

test("a store that others fill takes nothing", async () => {
  const store = storeOf(workspace());
  await expect(store.write([])).rejects.toThrow(/only read/);
  await expect(store.remove(0, 1)).rejects.toThrow(/only read/);
  await expect(store.erase(["x"])).rejects.toThrow(/only read/);
  expect(await store.cursor("sync")).toBeUndefined();
});
