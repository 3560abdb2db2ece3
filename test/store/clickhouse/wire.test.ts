import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { UserError } from "../../../src/errors.ts";
import { createEngine } from "../../../src/store/clickhouse/engine.ts";
import { readPlace } from "../../../src/store/clickhouse/place.ts";
import { lookAtClickHouse } from "../../../src/store/clickhouse/look.ts";
import { openClickHouseStore } from "../../../src/store/clickhouse/open.ts";
import type { SignIn } from "../../../src/signin/sign-in.ts";
import { entryOf } from "../../../src/store/sign-in-text.ts";
import type { Store } from "../../../src/store/store.ts";
import { type ClickHouseServer, serveClickHouse } from "../../engines/clickhouse-server.ts";
import { type ClickHouse, clickHouseHint, openClickHouse, skipsClickHouse } from "./in-process.ts";
import { memoryStore } from "../memory-store.ts";
import { hostileTexts, sampleSignIns, someTime } from "../sign-ins.ts";

const now = new Date(someTime);

describe.skipIf(skipsClickHouse)(`over the wire${clickHouseHint}:`, () => {
  let engine: ClickHouse;
  let server: ClickHouseServer;
  let url: string;
  beforeAll(async () => {
    engine = openClickHouse();
    await engine.client.command({ query: "CREATE DATABASE wire" });
    server = await serveClickHouse(engine.client, "bot", "p@ss word");
    url = `${server.address.replace("://", "://bot:p%40ss%20word@")}/wire`;
    return async () => {
      await server.close();
      await engine.close();
    };
  });

  test("hostile texts are values in both directions", async () => {
    const signIns = sampleSignIns(60);
    const [store, oracle] = [await openClickHouseStore({ url }), memoryStore()];
    for (const s of [store, oracle]) {
      await s.write(signIns.map(entryOf), { name: "'sync\\", value: "🦊\u0000'\n\t\\" });
      await s.write(signIns.map(entryOf));
    }
    expect(await store.cursor("'sync\\")).toBe("🦊\u0000'\n\t\\");
    for (const text of [...hostileTexts, "\\N", "\r\n", "{p0:String}"]) {
      const ask = (s: Store): Promise<unknown> =>
        Promise.all([
          s.list({ where: [{ field: "user", is: [text] }] }, { order: "newest", limit: 5 }),
          s.summarise(
            { where: [{ field: "city", isNot: [text, "x"] }] },
            { facets: ["user", "userAgent"], limit: 50, distinct: [] },
          ),
          s.lookup("user", { text, how: "near", limit: 5 }),
          s.find(text, 5),
        ]);
      expect({ text, answers: await ask(store) }).toEqual({ text, answers: await ask(oracle) });
    }
    await store.close();
  });

  test("long lists of values go into the body, and reads are said to be reads", async () => {
    const store = await openClickHouseStore({ url });
    server.requests.length = 0;
    const values = Array.from({ length: 50 }, (_, at) => `${"somebody ".repeat(40)}${at}`);
    await store.list({ where: [{ field: "user", is: values }] }, { order: "newest", limit: 1 });
    const [request] = server.requests;
    expect(request?.toString().length).toBeLessThan(4_096);
    expect(Object.fromEntries(request ?? [])).toMatchObject({
      readonly: "2",
      cancel_http_readonly_queries_on_client_close: "1",
    });
    await store.close();
  });

  test("a second one beside it only reads: to open tables that are up to date changes nothing", async () => {
    const signIns = sampleSignIns(5);
    const first = await openClickHouseStore({ url });
    await first.write(signIns.map(entryOf));
    server.requests.length = 0;
    const second = await openClickHouseStore({ url });
    const count = async (): Promise<number> =>
      (await second.summarise({ where: [] }, { facets: [], limit: 0, distinct: [] })).counts.signIns;
    const before = await count();
    expect(await second.list({ where: [] }, { order: "newest", limit: 99 })).toEqual(
      await first.list({ where: [] }, { order: "newest", limit: 99 }),
    );
    expect(server.requests.length).toBeGreaterThan(3);
    for (const request of server.requests) expect(request.get("readonly")).toBe("2");
    // What the first writes is there for the second.
    await first.write([entryOf({ ...(signIns[0] as SignIn), id: "one more" })]);
    expect(await count()).toBe(before + 1);
    await first.close();
    await second.close();
  });

  test("a wrong password is told without it", async () => {
    const opened = openClickHouseStore({ url, password: "hunter2" });
    await expect(opened).rejects.toThrow(UserError);
    await expect(opened).rejects.toThrow(
      /The database wire of ClickHouse at http:.* refuses this user or password/,
    );
    await expect(opened).rejects.not.toThrow(/hunter2|p%40ss|p@ss/);
    expect(await lookAtClickHouse({ url, password: "hunter2" }, now)).toEqual([
      { level: "FIX", text: expect.stringMatching(/refuses this user or password/) as string },
    ]);
  });

  test("a database that is not there is told", async () => {
    const elsewhere = url.replace(/wire$/, "elsewhere");
    await expect(openClickHouseStore({ url: elsewhere })).rejects.toThrow(
      /database elsewhere .* is not there\. Make it/,
    );
  });
});

describe("a server that does not answer as it should:", () => {
  /** Answers of ClickHouse that no engine in this process gives. */
  let answer: (end: (status: number, text: string) => void) => void;
  let url: string;
  const closed: Promise<void>[] = [];
  const server = createServer((request, response) => {
    closed.push(new Promise((resolve) => response.on("close", () => resolve())));
    request.resume();
    answer((status, text) => response.writeHead(status).end(text));
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
    url = `http://bot:hunter2@127.0.0.1:${(server.address() as AddressInfo).port}/logs`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  test.each([
    ["Code: 497. DB::Exception: bot: Not enough privileges. (ACCESS_DENIED)", /does not permit this/],
    [
      "Code: 164. DB::Exception: Cannot modify 'x' setting in readonly mode. (READONLY)",
      /permits reading only/,
    ],
    ["Code: 241. DB::Exception: Memory limit exceeded. (MEMORY_LIMIT_EXCEEDED)", /too little memory/],
    ["Code: 159. DB::Exception: Timeout exceeded. (TIMEOUT_EXCEEDED)", /took too long/],
    ["Code: 202. DB::Exception: Too many. (TOO_MANY_SIMULTANEOUS_QUERIES)", /too much to do/],
    ["Code: 252. DB::Exception: Too many parts. (TOO_MANY_PARTS)", /too much to do/],
    ["Code: 243. DB::Exception: No space. (NOT_ENOUGH_SPACE)", /no space left/],
    ["Code: 115. DB::Exception: Setting x is unknown. (UNKNOWN_SETTING)", /of a version that does not know/],
  ])("%s", async (text, told) => {
    answer = (end) => end(500, text);
    const opened = openClickHouseStore({ url });
    await expect(opened).rejects.toThrow(UserError);
    await expect(opened).rejects.toThrow(told);
    await expect(opened).rejects.toThrow(/The database logs of ClickHouse at http:\/\/127\.0\.0\.1:\d+ /);
    await expect(opened).rejects.not.toThrow(/hunter2/);
  });

  test.each([
    [
      "a failure of the server that is not known here",
      "Code: 53. DB::Exception: Value alice@contoso.com cannot be parsed in SELECT 1 WHERE user = 'alice@contoso.com'. (TYPE_MISMATCH) (version 26.7)",
      /could not be asked: TYPE_MISMATCH, code 53\.$/,
    ],
    [
      "an answer of something in between",
      "<html>No such page: /?param_p0=alice@contoso.com</html>",
      /gave an answer that is none of ClickHouse's/,
    ],
  ])("%s is named without what was asked", async (_, text, told) => {
    answer = (end) => end(500, text);
    const error: unknown = await openClickHouseStore({ url }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(error).toBeInstanceOf(UserError);
    expect((error as Error).message).toMatch(told);
    expect(inspect(error, { depth: Infinity, showHidden: true })).not.toMatch(/alice|SELECT|hunter2/);
  });

  test("what is explained carries nothing of what was asked either", async () => {
    answer = (end) => end(500, "Code: 62. DB::Exception: Syntax error: SELECT 'alice'. (SYNTAX_ERROR)");
    const error: unknown = await openClickHouseStore({ url }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect(inspect(error, { depth: Infinity, showHidden: true })).not.toMatch(/alice|SELECT|hunter2/);
  });

  test.each(["", "[]", "[1]", '["ok", "bot"]', "1", '{"status":"ok"}'])(
    "another web server, which says yes to all: %s",
    async (text) => {
      answer = (end) => end(200, text);
      await expect(openClickHouseStore({ url })).rejects.toThrow(/is no ClickHouse/);
      const findings = await lookAtClickHouse({ url }, new Date());
      expect(findings).toEqual([
        { level: "FIX", text: expect.stringMatching(/^What answers at .* is no ClickHouse\./) },
      ]);
    },
  );

  test("nobody there", async () => {
    const nobody = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => nobody.once("listening", resolve));
    const { port } = nobody.address() as AddressInfo;
    await new Promise((resolve) => nobody.close(resolve));
    await expect(openClickHouseStore({ url: `http://127.0.0.1:${port}/logs` })).rejects.toThrow(
      /can't be reached/,
    );
  });

  test("a question that nobody waits for any more is cut off on the wire, with the signal's reason", async () => {
    answer = () => undefined;
    const engine = createEngine(readPlace(url));
    const asking = new AbortController();
    const reason = new Error("too late");
    closed.length = 0;
    const asked = engine.ask({ text: "SELECT 1", params: {} }, asking.signal);
    while (closed.length === 0) await setTimeout(1);
    asking.abort(reason);
    await expect(asked).rejects.toBe(reason);
    await closed[0];
    await engine.close();
  });
});
