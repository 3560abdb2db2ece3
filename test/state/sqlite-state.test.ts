import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Database } from "../../src/sqlite/driver.ts";
import { openSqliteState } from "../../src/state/sqlite/open-state.ts";
import { alice, failures, now, stateConformance } from "./conformance.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "signpost-state-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

stateConformance("SQLite", () => openSqliteState(":memory:"));

test("what was kept is there after a restart; what cannot be read is told by its name alone", async () => {
  const path = join(folder, "sub", "state.db");
  const before = openSqliteState(path);
  await before.rememberQuestion(alice, failures, now);
  await before.saveQuestion("alice", { name: "a", question: failures }, now);
  await before.close();
  await before.close();
  const db = new Database(path);
  db.prepare("INSERT INTO saved_question VALUES ('alice', 'b', 'b', '{\"intent\":\"dance\"}', 1)").run();
  db.prepare("INSERT INTO saved_question VALUES ('alice', 'c', 'c', 'no JSON', 1)").run();
  db.prepare(
    "INSERT INTO watch (id, person, conversation, question, at) VALUES (7, 'alice', '19:a', '{\"intent\":\"dance\"}', 1)",
  ).run();
  db.prepare("INSERT INTO last_question VALUES ('bob', '19:a', 'no JSON', ?)").run(now);
  db.close();
  const after = openSqliteState(path);
  expect(await after.lastQuestion(alice, now)).toEqual(failures);
  expect(await after.savedQuestions("alice")).toEqual([
    { name: "a", question: failures },
    { name: "b", question: undefined },
    { name: "c", question: undefined },
  ]);
  expect(await after.lastQuestion({ ...alice, person: "bob" }, now)).toBeUndefined();
  expect(await after.watches("19:a")).toMatchObject([{ ...alice, id: "7", question: undefined, since: 1 }]);
  expect(await after.forgetQuestion("alice", "b")).toBe(true);
  expect(await after.removeWatch("7")).toBe(true);
  await after.close();
});

test("another program's file, a newer one and no database are refused with what to do", () => {
  const foreign = join(folder, "foreign.db");
  const other = new Database(foreign);
  other.exec("CREATE TABLE t (x)");
  other.close();
  expect(() => openSqliteState(foreign)).toThrow(/another program's database.*STATE/);
  const newer = join(folder, "newer.db");
  openSqliteState(newer);
  const db = new Database(newer);
  db.pragma("user_version = 99");
  db.close();
  expect(() => openSqliteState(newer)).toThrow(/newer version.*STATE/);
  const text = join(folder, "text.db");
  writeFileSync(text, "this is no database, but long enough to be read as one".repeat(40));
  expect(() => openSqliteState(text)).toThrow(/The state file .* is no Signpost database/);
});
