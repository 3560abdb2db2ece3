import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Worker } from "node:worker_threads";
import { openStorePool } from "../../../src/cli/store-pool.ts";
import { StoreFailure, UserError } from "../../../src/errors.ts";
import { createPool, type Pool } from "../../../src/store/pool/pool.ts";
import { Database } from "../../../src/sqlite/driver.ts";
import { openSqliteStore } from "../../../src/store/sqlite/open.ts";
import type { Store } from "../../../src/store/store.ts";
import { storeConformance } from "../conformance.ts";
import { sampleSignIns } from "../sign-ins.ts";
import { entryOf } from "../../../src/store/sign-in-text.ts";

const folder = mkdtempSync(join(tmpdir(), "signpost-pool-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const deaths: unknown[] = [];

/** As it is installed: threads that load the sources take a second each to start. */
const compiled = new URL("../../../dist/cli/store-pool.js", import.meta.url).href;

async function open(): Promise<Store> {
  const pool = (await import(compiled)) as { openStorePool: typeof openStorePool };
  const path = join(folder, `${files++}.db`);
  const { store } = await pool.openStorePool(
    { kind: "sqlite", path },
    { warn: () => {}, error: (told) => void deaths.push(told) },
  );
  return store;
}

storeConformance("the pool of threads over SQLite", open, 0.04, 0.05);

describe("threads over a store", () => {
  let store: Store;
  beforeEach(async () => {
    store = await open();
  });
  afterEach(() => store.close());

  test("a reader sees what was written as soon as that is told", async () => {
    for (const signIn of sampleSignIns(20)) {
      const { new: added } = await store.write([entryOf(signIn)]);
      expect(added).toBe(1);
      expect(await store.find(signIn.id, 1)).toHaveLength(1);
    }
  });

  test("what a person can mend comes over as that, and anything else as an error", async () => {
    const broken = { kind: "signIn", body: "null", raw: "" } as never;
    await expect(store.write([broken])).rejects.toThrow(Error);
    await expect(store.write([broken])).rejects.not.toThrow(UserError);
  });

  test("closing ends the threads; after it nothing is answered", async () => {
    await store.coverage();
    await store.close();
    await store.close();
    await expect(store.coverage()).rejects.toThrow("The store is closed.");
  });
});

test("a store that can't be opened says so to a person, and leaves no thread behind", async () => {
  const path = join(folder, "other.db");
  writeFileSync(path, "This is no database, and long enough to be told from an empty file. ".repeat(20));
  const told: unknown[] = [];
  const tell = (what: unknown): void => void told.push(what);
  const opening = openStorePool({ kind: "sqlite", path }, { warn: tell, error: tell });
  await expect(opening).rejects.toThrow(UserError);
  await expect(opening).rejects.toThrow(/is no Signpost database/);
  expect(told).toEqual([]);
});

test("a service that does not answer yet keeps no bot from starting: each question asks for it anew", async () => {
  const address = { kind: "clickhouse", url: "http://127.0.0.1:9/signpost" } as const;
  const told: unknown[][] = [];
  const tell = (...what: unknown[]): void => void told.push(what);
  const { store } = await openStorePool(address, { warn: tell, error: tell });
  const reason = expect.stringMatching(/signpost of ClickHouse at http:\/\/127\.0\.0\.1:9 can't be reached/);
  expect(told).toEqual([[{ reason }, "The store does not answer yet"]]);
  for (let time = 0; time < 2; time += 1) {
    const failed = await store.coverage().catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(StoreFailure);
    expect(failed).toMatchObject({ message: reason, told: expect.stringMatching(/Whoever runs Signpost/) });
  }
  await store.close();
  expect(told).toHaveLength(1);
  await expect(openStorePool(address, { warn: tell, error: tell }, "import")).rejects.toThrow(StoreFailure);
});

test("facts of an older version are made anew off this thread", async () => {
  const path = join(folder, "older.db");
  const before = openSqliteStore({ path });
  await before.write(sampleSignIns(20).map(entryOf));
  await before.close();
  const db = new Database(path);
  db.exec("DELETE FROM segment_column; UPDATE facts SET form = 'of another version'");
  db.close();
  const made = vi.spyOn(Database.prototype, "prepare");
  const { store } = await openStorePool({ kind: "sqlite", path }, { warn: () => {}, error: () => {} });
  expect(made).not.toHaveBeenCalled();
  made.mockRestore();
  expect((await store.coverage()).signIns).toBe(20);
  await store.close();
});

/** A thread that answers what it is told to, after a time or never. */
function odd(sizes: { readers?: number } = { readers: 2 }): {
  pool: Pool;
  ended: Error[];
  started: () => number;
} {
  const ended: Error[] = [];
  let count = 0;
  const pool = createPool({
    ...sizes,
    start: () => {
      count += 1;
      return new Worker(
        `const { parentPort, threadId } = require("node:worker_threads");
         parentPort.on("message", (request) => {
           if (request.kind === "close") return parentPort.close();
           if (request.kind === "abort") return;
           const what = request.given.at(-1);
           if (what === "die") throw new Error("dead");
           if (what === "never") return;
           parentPort.postMessage({ kind: "result", id: request.id, json: JSON.stringify(threadId) });
         });`,
        { eval: true },
      );
    },
    onDeath: (error) => ended.push(error),
  });
  return { pool, ended, started: () => count };
}

describe("a pool of threads", () => {
  test("starts a thread when it is first asked, and reads on the one that has least to do", async () => {
    const { pool, started } = odd();
    const read = (what: string): Promise<unknown> => pool.scan({ where: [] }, what as never);
    expect(started()).toBe(0);
    const never = read("never").catch((error: unknown) => error);
    const threads = await Promise.all([read("now"), read("now")]);
    expect(started()).toBe(2);
    const again = await read("now");
    expect(threads).toContain(again);
    await pool.close();
    expect(await never).toEqual(new Error("The store was closed."));
  });

  test("what is no method of the port has a thread of its own, and holds up no reader", async () => {
    const { pool, started } = odd();
    const never = pool.ask("any", ["never"]).catch((error: unknown) => error);
    const readers = await Promise.all([1, 2, 3].map(() => pool.scan({ where: [] }, "now" as never)));
    expect(readers).not.toContain(await pool.ask("any", ["now"]));
    expect(started()).toBe(3);
    await pool.close();
    expect(await never).toEqual(new Error("The store was closed."));
  });

  test("without readers one thread does everything, and is started again after it has died", async () => {
    const { pool, ended, started } = odd({});
    const roles = (what: string): Promise<unknown>[] => [
      pool.scan({ where: [] }, what as never),
      pool.write([], what as never),
      pool.ask("any", [what]),
    ];
    const threads = await Promise.all(roles("now"));
    expect([new Set(threads).size, started()]).toEqual([1, 1]);
    await expect(pool.ask("any", ["die"])).rejects.toThrow("dead");
    expect(ended).toHaveLength(1);
    expect(new Set(await Promise.all(roles("now"))).size).toBe(1);
    expect(started()).toBe(2);
    await pool.close();
    await expect(pool.coverage()).rejects.toThrow("The store is closed.");
  });

  test("a call is given up at once when its signal is aborted, with the signal's reason", async () => {
    const { pool } = odd();
    const stop = new AbortController();
    const asked = pool.ask("any", ["never"], stop.signal);
    stop.abort(new Error("enough"));
    await expect(asked).rejects.toThrow("enough");
    await expect(pool.ask("any", ["now"], stop.signal)).rejects.toThrow("enough");
    await pool.close();
  });

  test("when a thread dies, what it was asked fails, that is told, and another takes its place", async () => {
    const { pool, ended, started } = odd();
    const [died, waiting] = await Promise.allSettled([pool.ask("any", ["die"]), pool.ask("any", ["now"])]);
    expect([died, waiting]).toMatchObject([1, 2].map(() => ({ reason: { message: "dead" } })));
    expect(ended.map(({ message }) => message)).toEqual(["dead"]);
    await Promise.all([pool.ask("any", ["now"]), pool.ask("any", ["now"])]);
    expect(started()).toBe(2);
    await pool.close();
  });
});
