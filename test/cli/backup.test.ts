import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openSqliteState } from "../../src/state/sqlite/open-state.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import { entryOf } from "../../src/store/sign-in-text.ts";
import { signpostHere as signpost } from "./in-process.ts";
import { signpost as started, temporaryFolder } from "./signpost.ts";

vi.setConfig({ testTimeout: 30_000 });

const folder = temporaryFolder();
afterAll(folder.remove);
const cwd = folder.path;
const at = (...path: string[]): string => join(cwd, ...path);

beforeAll(async () => {
  mkdirSync(at("data"));
  const store = openSqliteStore({ path: at("data", "signpost.db") });
  await store.write([
    entryOf({
      id: "00000000-0000-4000-8000-000000000001",
      type: "interactiveUser",
      createdDateTime: "2026-03-01T00:00:00Z",
      status: { errorCode: 50126 },
      userPrincipalName: "alice@contoso.com",
    }),
  ]);
  await store.close();
  const state = openSqliteState(at("data", "signpost-state.db"));
  await state.audit({
    at: 1,
    person: "p",
    conversation: "",
    place: "personal",
    via: "message",
    question: "failures",
    outcome: "answered",
    note: "",
  });
  await state.close();
});

test("a backup is whole, for its owner alone, and restored beside what is in use", async () => {
  const { status, stdout } = await started(["backup", "saved"], { cwd });
  expect(status).toBe(0);
  expect(stdout).toMatch(/signpost\.db: [\d.]+ MiB[^]*Restore it with: signpost restore saved\n/);
  expect(readdirSync(at("saved")).sort()).toEqual(["signpost-state.db", "signpost.db"]);
  for (const name of readdirSync(at("saved"))) expect(statSync(at("saved", name)).mode & 0o077).toBe(0);

  const restored = await signpost(["restore", "saved", "--store", "again/signpost.db"], { cwd });
  expect(restored.status).toBe(0);
  const asked = ["ask", "--store", "again/signpost.db", "failures all time"];
  expect((await signpost(asked, { cwd })).stdout).toContain("1 failure; last on 1 Mar");
  const audit = await signpost(["audit", "--store", "again/signpost.db", "--json"], { cwd });
  const oldest = audit.stdout.trim().split("\n").at(-1) ?? "";
  expect(JSON.parse(oldest)).toMatchObject({ question: "failures" });
});

test("nothing is written over: no backup, and no file that is in use", async () => {
  await signpost(["backup", "once"], { cwd });
  expect(await signpost(["backup", "once"], { cwd })).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/once is there already/),
  });
  const before = readFileSync(at("data", "signpost.db"));
  expect(await signpost(["restore", "once"], { cwd })).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/There already: data\/signpost\.db, .*move them away/),
  });
  expect(readFileSync(at("data", "signpost.db")).equals(before)).toBe(true);
});

test("what is no backup, another program's, or damaged is not restored", async () => {
  mkdirSync(at("bad"));
  const restore = async (): Promise<string> =>
    (await signpost(["restore", "bad", "--store", "new/signpost.db"], { cwd })).stderr;
  expect(await restore()).toMatch(/bad is no backup/);
  writeFileSync(
    at("bad", "signpost.db"),
    "not a database at all, but long enough to be looked at".repeat(50),
  );
  expect(await restore()).toMatch(/is no Signpost database/);
  await signpost(["backup", "good"], { cwd });
  const bytes = readFileSync(at("good", "signpost.db"));
  bytes.fill(0xff, 16_384 * 2, 16_384 * 6);
  writeFileSync(at("bad", "signpost.db"), bytes);
  expect(await restore()).toMatch(/is damaged/);
  writeFileSync(at("bad", "signpost.db"), readFileSync(at("good", "signpost-state.db")));
  expect(await restore()).toMatch(/another one of them/);
  expect(existsSync(at("new", "signpost.db"))).toBe(false);
});

test("a store that is not there has no backup, and leaves no folder", async () => {
  const { status, stderr } = await signpost(["backup", "none", "--store", "missing.db"], { cwd });
  expect([status, stderr]).toEqual([2, expect.stringMatching(/missing\.db is not there/)]);
  expect(readdirSync(cwd).filter((name) => name.startsWith("none"))).toEqual([]);
});
