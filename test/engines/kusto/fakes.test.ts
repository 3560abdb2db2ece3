import { setTimeout as pause } from "node:timers/promises";
import type { TokenCredential } from "@azure/identity";
import { LogsQueryClient, type LogsQueryOptions } from "@azure/monitor-query-logs";
import { Client, ClientRequestProperties, KustoConnectionStringBuilder } from "azure-kusto-data";
import { afterEach, describe, expect, test } from "vitest";
import { now } from "./asked.ts";
import { startDataExplorer, type DataExplorerFake } from "./data-explorer-fake.ts";
import type { Database } from "./evaluate.ts";
import { fakeLogAnalytics, type LogAnalyticsFake } from "./log-analytics-fake.ts";

const database: Database = {
  tables: {
    SigninLogs: {
      columns: { Id: "string", TimeGenerated: "datetime", Status: "dynamic", Tries: "long" },
      rows: [
        { Id: "a", TimeGenerated: "2026-02-01T00:00:00.1234567Z", Status: { errorCode: 0 }, Tries: 2 },
        { Id: "b", TimeGenerated: "2026-02-02T00:00:00Z", Tries: 9_007_199_254_740_993n },
      ],
    },
  },
};

const clock = () => now;
const credential: TokenCredential = {
  getToken: () => Promise.resolve({ token: "secret", expiresOnTimestamp: now.getTime() + 1e12 }),
};
const month = { startTime: new Date("2026-02-01T00:00:00Z"), endTime: new Date("2026-03-01T00:00:00Z") };
const query = "SigninLogs | order by Id asc | project Id, TimeGenerated, Status, Tries";

describe("Log Analytics, asked by Microsoft's client", () => {
  test("answers with typed values", async () => {
    const fake = fakeLogAnalytics(database, clock);
    const result = await ask(fake, query);
    expect(result).toMatchObject({
      status: "Success",
      tables: [
        {
          name: "PrimaryResult",
          columnDescriptors: [
            { name: "Id", type: "string" },
            { name: "TimeGenerated", type: "datetime" },
            { name: "Status", type: "dynamic" },
            { name: "Tries", type: "long" },
          ],
          rows: [
            ["a", new Date("2026-02-01T00:00:00.123Z"), { errorCode: 0 }, 2],
            ["b", new Date("2026-02-02T00:00:00Z"), null, 9_007_199_254_740_992],
          ],
        },
      ],
    });
    expect(fake.requests).toMatchObject([
      {
        url: "https://api.loganalytics.io/v1/workspaces/workspace/query",
        headers: { authorization: "Bearer secret", prefer: "wait=60" },
        body: { query, timespan: "2026-02-01T00:00:00.000Z/2026-03-01T00:00:00.000Z" },
      },
    ]);
  });

  test("leaves out what is not in the timespan", async () => {
    const fake = fakeLogAnalytics(database, clock);
    const day = { startTime: new Date("2026-02-02T00:00:00Z"), endTime: new Date("2026-02-03T00:00:00Z") };
    const result = await clientOf(fake).queryWorkspace("workspace", "SigninLogs | project Id", day);
    expect(result).toMatchObject({ tables: [{ rows: [["b"]] }] });
    const days = await clientOf(fake).queryWorkspace("workspace", "SigninLogs | count", { duration: "P28D" });
    expect(days).toMatchObject({ tables: [{ rows: [[1]] }] });
  });

  test("refuses a wrong query with the code of what is wrong", async () => {
    const fake = fakeLogAnalytics(database, clock);
    await expect(ask(fake, "SigninLogs | where Nope == 1")).rejects.toMatchObject({
      statusCode: 400,
      code: "BadArgumentError",
      details: { error: { innererror: { innererror: { code: "SEM0100" } } } },
    });
    await expect(ask(fake, "SigninLogs | where (")).rejects.toMatchObject({
      details: { error: { innererror: { code: "SyntaxError" } } },
    });
  });

  test("gives part of an answer and an error with status 200", async () => {
    const fake = fakeLogAnalytics(database, clock);
    fake.fail({
      kind: "partial",
      message: "Query result set has exceeded the internal record count limit 500000",
    });
    expect(await ask(fake, query)).toMatchObject({
      status: "PartialFailure",
      partialError: { code: "PartialError" },
    });
  });

  test("says nothing where there is no data, which the client does not expect", async () => {
    const fake = fakeLogAnalytics(database, clock);
    fake.fail({ kind: "noContent" });
    await expect(ask(fake, query)).rejects.toThrow(TypeError);
    await expect(ask(fakeLogAnalytics({ tables: {} }, clock), "print 1")).rejects.toThrow(TypeError);
  });

  test.each([
    ["throttled", { kind: "throttled", retryAfter: 0 }],
    ["gatewayTimeout", { kind: "gatewayTimeout" }],
  ] as const)("is asked again where it was %s", async (_, fault) => {
    const fake = fakeLogAnalytics(database, clock);
    fake.fail(fault);
    expect(await ask(fake, query)).toMatchObject({ status: "Success" });
    expect(fake.requests.length).toBe(2);
  });

  test.each([
    [403, "InsufficientAccessError", { kind: "forbidden" }],
    [400, "BadArgumentError", { kind: "badRequest", code: "SEM0100", message: "wrong" }],
  ] as const)("fails with %i", async (statusCode, code, fault) => {
    const fake = fakeLogAnalytics(database, clock);
    fake.fail(fault);
    await expect(ask(fake, query)).rejects.toMatchObject({ statusCode, code });
    expect(fake.requests.length).toBe(1);
  });

  test("is slow, and can be left by a time out but not by the client's signal", async () => {
    const fake = fakeLogAnalytics(database, clock);
    const controller = new AbortController();
    const done = deferred();
    fake.fail({ kind: "slow", until: done.promise }, 2);
    const first = ask(fake, query, { abortSignal: controller.signal });
    controller.abort();
    const second = ask(fake, query, { requestOptions: { timeout: 20 } });
    await expect(second).rejects.toMatchObject({ name: "AbortError" });
    expect([fake.open, fake.mostOpen]).toEqual([1, 2]);
    done.resolve();
    expect(await first).toMatchObject({ status: "Success" });
    expect(fake.open).toBe(0);
  });

  test("lets a signal of the pipeline through", async () => {
    const fake = fakeLogAnalytics(database, clock);
    const client = clientOf(fake);
    const controller = new AbortController();
    client.pipeline.addPolicy({
      name: "signal",
      sendRequest: (request, next) => next(Object.assign(request, { abortSignal: controller.signal })),
    });
    fake.fail({ kind: "slow", until: deferred().promise });
    const asked = client.queryWorkspace("workspace", query, month);
    await pause(10);
    controller.abort();
    await expect(asked).rejects.toMatchObject({ name: "AbortError" });
  });

  test("shows what the evaluator does not do as what it is", async () => {
    await expect(ask(fakeLogAnalytics(database, clock), "SigninLogs | sample 1")).rejects.toThrow("KQL: ");
  });
});

describe("Data Explorer, asked by Microsoft's client", () => {
  const fakes: DataExplorerFake[] = [];
  afterEach(async () => {
    await Promise.all(fakes.splice(0).map((fake) => fake.close()));
  });

  test("answers with typed values", async () => {
    const fake = await start();
    const result = await execute(fake, query);
    expect([...result.primaryResults[0]!.rows()].map((row) => row.toJSON())).toEqual([
      { Id: "a", TimeGenerated: new Date("2026-02-01T00:00:00.123Z"), Status: { errorCode: 0 }, Tries: 2 },
      {
        Id: "b",
        TimeGenerated: new Date("2026-02-02T00:00:00Z"),
        Status: null,
        Tries: 9_007_199_254_740_992,
      },
    ]);
    expect(fake.requests).toMatchObject([{ body: { db: "logs", csl: query } }]);
    expect([fake.open, fake.mostOpen]).toEqual([0, 1]);
  });

  test("has dynamics as text where it is told to", async () => {
    const fake = await startDataExplorer(database, clock, { dynamics: "text" });
    fakes.push(fake);
    const result = await execute(fake, query);
    expect([...result.primaryResults[0]!.rows()][0]!.toJSON()).toMatchObject({ Status: '{"errorCode":0}' });
  });

  test("keeps to the options of a request", async () => {
    const fake = await start();
    const properties = new ClientRequestProperties();
    properties.setOption("query_take_max_records", 1);
    properties.setOption("request_readonly", true);
    properties.setTimeout(10_000);
    const result = await execute(fake, query, properties);
    expect([...result.primaryResults[0]!.rows()].length).toBe(1);
    properties.setOption("best_effort", true);
    await expect(execute(fake, query, properties)).rejects.toMatchObject({ response: { status: 500 } });
    expect(fake.problems.map((problem) => problem.message)).toEqual([
      "The request option best_effort is not implemented here.",
    ]);
  });

  test("refuses a wrong query", async () => {
    const fake = await start();
    await expect(execute(fake, "SigninLogs | where Nope == 1")).rejects.toMatchObject({
      response: {
        status: 400,
        data: {
          error: { code: "General_BadRequest", "@message": expect.stringContaining("SEM0100") as string },
        },
      },
    });
    expect(fake.problems).toEqual([]);
  });

  test("fails inside an answer of status 200", async () => {
    const fake = await start();
    fake.fail({ kind: "inBand", message: "Query execution has exceeded the allowed limits (80DA0003)" });
    await expect(execute(fake, query)).rejects.toThrow("Kusto request had errors");
  });

  test("throttles once, and the client does not ask again", async () => {
    const fake = await start();
    fake.fail({ kind: "throttled" });
    await expect(execute(fake, query)).rejects.toThrow("429");
    expect(fake.requests.length).toBe(1);
  });

  test.each([
    ["forbidden", 403],
    ["gatewayTimeout", 504],
  ] as const)("is %s", async (kind, status) => {
    const fake = await start();
    fake.fail({ kind });
    await expect(execute(fake, query)).rejects.toMatchObject({ response: { status } });
  });

  test("is slow, and sees a client that goes away", async () => {
    const fake = await start();
    fake.fail({ kind: "slow", until: deferred().promise });
    const properties = new ClientRequestProperties();
    properties.setClientTimeout(50);
    await expect(execute(fake, query, properties)).rejects.toThrow("timeout");
    await expect.poll(() => fake.open).toBe(0);
  });

  async function start(): Promise<DataExplorerFake> {
    const fake = await startDataExplorer(database, clock);
    fakes.push(fake);
    return fake;
  }
});

function execute(fake: DataExplorerFake, csl: string, properties?: ClientRequestProperties) {
  return new Client(new KustoConnectionStringBuilder(fake.url)).execute("logs", csl, properties);
}

function clientOf(fake: LogAnalyticsFake): LogsQueryClient {
  return new LogsQueryClient(credential, {
    httpClient: fake.httpClient,
    retryOptions: { retryDelayInMs: 1 },
  });
}

function ask(fake: LogAnalyticsFake, kql: string, options?: LogsQueryOptions) {
  return clientOf(fake).queryWorkspace("workspace", kql, month, { serverTimeoutInSeconds: 60, ...options });
}

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((fulfil) => {
    resolve = fulfil;
  });
  return { promise, resolve };
}
