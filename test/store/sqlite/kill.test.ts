import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, expect, test, vi } from "vitest";
import { demoSignIns } from "../../../src/demo/demo-sign-ins.ts";
import { importSources } from "../../../src/ingest/import.ts";
import { fieldNames } from "../../../src/question/fields.ts";
import { checkSqliteStore } from "../../../src/store/sqlite/check/deep-check.ts";
import { openSqliteStore } from "../../../src/store/sqlite/open.ts";
import type { Store } from "../../../src/store/store.ts";

/** Processes that are killed while they write, with the program as `npm test` has compiled it. */

vi.setConfig({ testTimeout: 300_000 });

/** CONFORMANCE=full kills it more often. */
const rounds = process.env["CONFORMANCE"] === "full" ? 10 : 2;
const killsInRound = 5;
const day = 86_400_000;
const now = new Date("2026-03-20T12:00:00Z");
/** Removed at the end of each run: about a third of what is imported. */
const before = now.getTime() - 3 * day;

const folder = mkdtempSync(join(tmpdir(), "signpost-kill-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const logs = join(folder, "logs");

/** What a process does once it is told a store: it imports the logs and removes what is old. */
const script = `
  import { importSources } from ${JSON.stringify(compiled("ingest/import.js"))};
  import { openSqliteStore } from ${JSON.stringify(compiled("store/sqlite/open.js"))};
  process.once("message", async (path) => {
    const store = openSqliteStore({ path, segmentRows: 150 });
    await importSources([${JSON.stringify(logs)}], store);
    while ((await store.remove(${before}, 100)).more);
    await store.close();
    process.exit(0);
  });
  process.send("ready");
`;

test(`an import that is killed ${rounds * killsInRound} times, at any moment, loses nothing and doubles nothing`, async () => {
  writeLogs();
  const whole = join(folder, "whole.db");
  const first = await ready(start());
  const begun = performance.now();
  first.send(whole);
  expect(await ended(first)).toBe(0);
  const usual = performance.now() - begun;
  expect(checkSqliteStore(whole).problems).toEqual([]);
  const told = await tell(openSqliteStore({ path: whole }));

  const random = seeded(4);
  let next = start();
  for (let round = 0; round < rounds; round++) {
    const path = join(folder, `${round}.db`);
    for (let kill = 0; kill < killsInRound; kill++) {
      const child = await ready(next);
      child.send(path);
      // Loads while the other one works.
      next = start();
      await setTimeout(random() * usual);
      child.kill("SIGKILL");
      await ended(child);
      await openSqliteStore({ path }).close();
      expect(checkSqliteStore(path).problems).toEqual([]);
    }
    const store = openSqliteStore({ path, segmentRows: 150 });
    await importSources([logs], store);
    while ((await store.remove(before, 100)).more);
    expect(checkSqliteStore(path).problems).toEqual([]);
    expect(await tell(store)).toEqual(told);
  }
  next.kill();
});

/** Some days of the demo company, of which a part is delivered again, enriched, in other files. */
function writeLogs(): void {
  mkdirSync(logs);
  const records: Record<string, unknown>[] = [];
  for (const { createdDateTime, raw } of demoSignIns(now)) {
    const time = Date.parse(createdDateTime);
    if (time > before - day && time % 16 === 0)
      records.push(JSON.parse(raw ?? "") as Record<string, unknown>);
  }
  const again = records.filter((_, at) => at % 5 === 0).map((raw) => ({ ...raw, riskState: "atRisk" }));
  const all = [...records, ...again];
  const size = 50;
  for (let at = 0; at < all.length; at += size) {
    const lines = all.slice(at, at + size).map((record) => JSON.stringify(record));
    writeFileSync(join(logs, `${String(at).padStart(6, "0")}.json`), lines.join("\n"));
  }
}

function start(): ChildProcess {
  return spawn(process.execPath, ["--input-type=module", "--eval", script], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
}

async function ready(child: ChildProcess): Promise<ChildProcess> {
  await once(child, "message");
  return child;
}

async function ended(child: ChildProcess): Promise<unknown> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return child.exitCode;
}

async function tell(store: Store): Promise<unknown> {
  const { rows } = await store.list({ where: [] }, { order: "oldest", limit: 10_000 });
  const told = {
    rows,
    some: await store.find(rows[7]?.id ?? "", 10),
    summary: await store.summarise({ where: [] }, { facets: fieldNames, limit: 1_000, distinct: fieldNames }),
    coverage: await store.coverage(),
  };
  await store.close();
  return told;
}

function compiled(module: string): string {
  return new URL(`../../../dist/${module}`, import.meta.url).href;
}

/** Numbers from 0 to 1, the same at every run: a linear congruential generator. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}
