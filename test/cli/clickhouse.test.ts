import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ClickHouseServer, serveClickHouse } from "../engines/clickhouse-server.ts";
import {
  type ClickHouse,
  clickHouseHint,
  openClickHouse,
  skipsClickHouse,
} from "../store/clickhouse/in-process.ts";
import { graphSignIn } from "../ingest/records.ts";
import { signpostHere } from "./in-process.ts";
import { temporaryFolder, type Ended } from "./signpost.ts";

/** The commands of the terminal with ClickHouse behind them, over the wire. */

const folder = temporaryFolder();
afterAll(folder.remove);
const id = (n: number): string => `0000000${n}-5555-4555-8555-555555555555`;
const at = ["--now", "2026-03-03T12:00:00Z", "--timezone", "UTC"];

describe.skipIf(skipsClickHouse)(`STORE in ClickHouse${clickHouseHint}:`, () => {
  let engine: ClickHouse;
  let server: ClickHouseServer;
  let store: string;
  beforeAll(async () => {
    engine = openClickHouse();
    await engine.client.command({ query: "CREATE DATABASE terminal" });
    server = await serveClickHouse(engine.client, "bot", "hunter2");
    store = `clickhouse:${server.address.replace("://", "://bot@")}/terminal`;
    const failed = { status: { errorCode: 50126 } };
    const old = { createdDateTime: "2001-02-03T04:05:06Z" };
    const records = [
      graphSignIn(id(1)),
      graphSignIn(id(2), failed),
      graphSignIn(id(3), { ...failed, ...old }),
    ];
    writeFileSync(join(folder.path, "graph.json"), JSON.stringify({ value: records }));
    return async () => {
      await server.close();
      await engine.close();
    };
  });
  const run = (...args: string[]): Promise<Ended> =>
    signpostHere(args, {
      cwd: folder.path,
      env: { AUTH: "off", STORE: store, CLICKHOUSE_PASSWORD: "hunter2", STATE: "state.db" },
    });

  test("what is imported is answered from, pruned and forgotten there", async () => {
    const imported = await run("import", "graph.json", "--json");
    expect([imported.status, JSON.parse(imported.stdout.trim().split("\n").at(-1) ?? "")]).toEqual([
      0,
      { read: 3, new: 3, updated: 0, unchanged: 0, quarantined: 0 },
    ]);
    const asked = await run("ask", "failures for mara", ...at);
    expect([asked.status, asked.stdout]).toEqual([0, expect.stringMatching(/^1 failure in 7 days/m)]);
    const about = await run("ask", "about");
    expect(about.stdout).toMatch(/data of ClickHouse database terminal on 127\.0\.0\.1:\d+/);
    expect((await run("doctor")).stdout).toMatch(/ok +ClickHouse: [^]*ok +Data: newest record/);
    const pruned = await run("prune", "--days", "5000");
    expect([pruned.status, pruned.stdout]).toEqual([0, expect.stringMatching(/^Removed 1 sign-in .*\n$/)]);
    const forgotten = await run("forget", "mara.okafor@fabrikam.example", "--yes");
    expect(forgotten.stdout).toMatch(/^Removed 2 sign-ins[^]*disks of ClickHouse/);
    expect((await run("ask", "all logs all time", ...at)).stdout).toMatch(/store is empty|Nothing found/);
    expect(asked.stderr + about.stdout + forgotten.stdout).not.toContain("hunter2");
  });

  test("a server that lets nobody in, or is not there, is said in a line", async () => {
    const refused = await signpostHere(["ask", "failures"], {
      cwd: folder.path,
      env: { AUTH: "off", STORE: store, CLICKHOUSE_PASSWORD: "wrong", STATE: "state.db" },
    });
    expect([refused.status, refused.stdout]).toEqual([2, ""]);
    const env = { AUTH: "off", STORE: "clickhouse:http://127.0.0.1:9/signpost", STATE: "state.db" };
    const absent = await signpostHere(["ask", "failures"], { cwd: folder.path, env });
    expect(absent).toEqual({
      status: 2,
      stdout: "",
      stderr: expect.stringMatching(/^The database .*127\.0\.0\.1:9 can't be reached.*\n$/),
    });
    const explained = await signpostHere(["ask", "what is 50126"], { cwd: folder.path, env });
    expect([explained.status, explained.stdout]).toEqual([0, expect.stringContaining("password was wrong")]);
  });
});
