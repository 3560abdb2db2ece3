import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { Database } from "../../../src/sqlite/driver.ts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { StoreFailure, UserError } from "../../../src/errors.ts";
import { openSqliteStore } from "../../../src/store/sqlite/open.ts";
import type { Entry, Store } from "../../../src/store/store.ts";
import type { SignIn } from "../../../src/signin/sign-in.ts";
import { sampleSignIns } from "../sign-ins.ts";
import { entryOf } from "../../../src/store/sign-in-text.ts";

let folder: string;
let path: string;
const open: Store[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "signpost-store-"));
  path = join(folder, "new", "folder", "sign-ins.db");
});

afterEach(async () => {
  for (const store of open.splice(0)) await store.close();
  rmSync(folder, { recursive: true, force: true });
});

test("a store that is opened again has all it had", async () => {
  const before = openStore();
  await before.write(entries(40), { name: "sync", value: "here" });
  const told = await tell(before);
  await before.close();
  const after = openStore();
  expect(await tell(after)).toEqual(told);
  expect(await after.cursor("sync")).toBe("here");
  expect(await after.write(entries(40))).toMatchObject({ new: 0, unchanged: 40 });
});

test("facts and dictionary are made anew from the records when the field table has changed", async () => {
  const before = openStore();
  await before.write(entries(40));
  const told = await tell(before);
  await before.close();
  const db = new Database(path);
  db.exec("DELETE FROM segment_column; UPDATE facts SET form = 'of another version'");
  db.close();
  expect(() => openSqliteStore({ path, readonly: true })).toThrow(/older version.*Open it once for writing/);
  expect(await tell(openStore())).toEqual(told);
});

test("who has a store open when another version makes its facts anew reads and writes no more of them", async () => {
  const [old, reader] = [openStore(), openStore()];
  await old.write(entries(40));
  await tell(reader);
  edit("UPDATE facts SET form = 'of a later version', version = version + 1");
  const user = { where: [{ field: "user" as const, is: ["alice"] }] };
  for (const ask of [
    old.write(entries(41)),
    old.remove(Infinity, 10),
    reader.list(user, { order: "newest", limit: 5 }),
    reader.coverage(),
  ])
    await expect(ask).rejects.toThrow(/Another version of Signpost .* Restart/);
});

test("steps and quarantine of an older version get the days by which they are removed", async () => {
  const step = { authenticationStepDateTime: "2026-03-01T10:00:00Z", authenticationMethod: "Text message" };
  const before = openStore();
  await before.write([
    { kind: "authenticationDetail", signInId: "a", detail: step },
    { kind: "authenticationDetail", signInId: "b", detail: { authenticationMethod: "Password" } },
    { kind: "quarantined", reason: "no id", source: "a.json", raw: "{}" },
  ]);
  await before.close();
  edit(`
    DROP INDEX authentication_detail_day; ALTER TABLE authentication_detail DROP COLUMN day;
    DROP INDEX quarantine_reason; DROP INDEX quarantine_day; ALTER TABLE quarantine DROP COLUMN day;
    PRAGMA user_version = 2;
  `);
  const after = openStore();
  await after.remove(Date.UTC(2026, 2, 2), 10);
  expect(await after.write([{ kind: "authenticationDetail", signInId: "a", detail: step }])).toMatchObject({
    unchanged: 1,
  });
  while ((await after.remove(Infinity, 10)).more);
  expect((await after.coverage()).quarantined).toEqual([]);
  expect(await after.write([{ kind: "authenticationDetail", signInId: "a", detail: step }])).toMatchObject({
    new: 1,
  });
});

test("a file of version 1, where each record stood alone, is brought up to date with all it had", async () => {
  const all = entries(40);
  const expected = openSqliteStore({ path: ":memory:" });
  open.push(expected);
  await expected.write(all);
  const told = await tell(expected);
  path = join(folder, "version-1.db");
  const db = new Database(path);
  db.exec(`
    PRAGMA application_id = 0x5369676e; PRAGMA user_version = 1;
    CREATE TABLE record (rid INTEGER PRIMARY KEY, body BLOB NOT NULL);
    CREATE TABLE raw (rid INTEGER PRIMARY KEY, body BLOB NOT NULL);
    CREATE TABLE authentication_detail (signInId TEXT NOT NULL, detail TEXT NOT NULL, UNIQUE (signInId, detail));
    CREATE TABLE quarantine (hash BLOB PRIMARY KEY, reason TEXT NOT NULL, source TEXT NOT NULL, body BLOB NOT NULL)
      WITHOUT ROWID;
    CREATE TABLE cursor (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE facts_form (form TEXT NOT NULL);
    CREATE TABLE fact (rid INTEGER PRIMARY KEY);
  `);
  const add = db.prepare("INSERT INTO record (rid, body) VALUES (?, ?)");
  const addRaw = db.prepare("INSERT INTO raw (rid, body) VALUES (?, ?)");
  for (const [i, entry] of all.entries()) {
    const { body, raw } = entry as Extract<Entry, { kind: "signIn" }>;
    const { createdDateTime } = JSON.parse(body) as SignIn;
    // Keys were made of the time, and had more digits than a number holds exactly.
    const key = (BigInt(Date.parse(createdDateTime)) << 20n) + BigInt(i);
    const text = Buffer.from(body);
    add.run(key, deflateRawSync(text));
    if (raw !== "") addRaw.run(key, deflateRawSync(raw, { dictionary: text }));
  }
  db.close();
  const store = openStore();
  expect(await tell(store)).toEqual(told);
  expect(await store.write(all)).toMatchObject({ new: 0, unchanged: 40 });
});

test("an empty file becomes a store", async () => {
  path = join(folder, "empty.db");
  writeFileSync(path, "");
  expect((await openStore().coverage()).signIns).toBe(0);
});

test("a reader sees each batch that another handle has written, whole, and can't write", async () => {
  const writer = openStore();
  const reader = openStore({ readonly: true });
  const all = entries(60);
  for (let count = 0; count < all.length; count += 20) {
    await writer.write(all.slice(count, count + 20));
    expect(await tell(reader)).toEqual(await tell(writer));
  }
  await expect(reader.write(all)).rejects.toThrow(UserError);
});

test("a removal does not wait for another process that is writing, and goes on when it has finished", async () => {
  const store = openStore();
  await store.write(entries(40));
  const other = new Database(path);
  other.exec("BEGIN IMMEDIATE");
  expect(await store.remove(Infinity, 100)).toEqual({ removed: 0, more: true });
  expect((await store.coverage()).signIns).toBe(40);
  other.exec("COMMIT");
  other.close();
  while ((await store.remove(Infinity, 100)).more);
  expect((await store.coverage()).signIns).toBe(0);
});

test("two handles that write in turns share one dictionary", async () => {
  const [one, two, checked] = [openStore(), openStore(), openSqliteStore({ path: ":memory:" })];
  open.push(checked);
  const all = entries(60);
  for (const [i, entry] of all.entries()) await (i % 2 === 0 ? one : two).write([entry]);
  await checked.write(all);
  expect(await tell(one)).toEqual(await tell(checked));
  expect(await tell(two)).toEqual(await tell(checked));
});

test("a batch that fails leaves nothing in the dictionary that the file does not have", async () => {
  const store = openStore();
  const all = entries(30);
  const broken = { kind: "signIn", body: "null", raw: "" } as unknown as Entry;
  await expect(store.write([...all, broken])).rejects.toThrow(TypeError);
  await store.write(all.toReversed());
  const told = await tell(store);
  await store.close();
  expect(await tell(openStore())).toEqual(told);
});

test("a sign-in of any year is kept and found", async () => {
  const store = openStore();
  const times = ["0001-01-01T00:00:00.000Z", "1969-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"];
  const [signIn] = sampleSignIns(1);
  await store.write(times.map((createdDateTime, i) => entryOf({ ...signIn!, id: `${i}`, createdDateTime })));
  const { rows } = await store.list({ where: [] }, { order: "oldest", limit: 10 });
  expect(rows.map(({ createdDateTime }) => createdDateTime)).toEqual(times);
  for (const time of times.map((one) => Date.parse(one))) {
    expect(
      (await store.list({ where: [], from: time, to: time + 1 }, { order: "newest", limit: 10 })).rows,
    ).toHaveLength(1);
  }
});

test.each([
  ["text", () => writeFileSync(path, "id,createdDateTime\n".repeat(500)), /is no Signpost database/],
  ["another program's database", () => edit("CREATE TABLE other (id)"), /another program's database/],
  [
    "a newer version",
    () => edit("PRAGMA application_id = 0x5369676e; PRAGMA user_version = 999; CREATE TABLE t (id)"),
    /newer version/,
  ],
  ["a damaged file", (): Promise<void> => damage(), /is damaged|is no Signpost database/],
])(
  "%s is refused with what to do, and stays as it is",
  async (_, make: () => void | Promise<void>, message) => {
    path = join(folder, "given.db");
    await make();
    const before = readFileSync(path);
    expect(() => openSqliteStore({ path })).toThrow(UserError);
    expect(() => openSqliteStore({ path })).toThrow(message);
    expect(() => openSqliteStore({ path })).toThrow(path);
    expect(readFileSync(path).equals(before)).toBe(true);
  },
);

test("a file that is locked, missing or out of reach is refused with what to do", async () => {
  await openStore().close();
  const db = new Database(path);
  db.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
  expect(() => openSqliteStore({ path, patience: 1 })).toThrow(/in use by another program/);
  db.close();
  expect(() => openSqliteStore({ path: join(folder, "missing.db"), readonly: true })).toThrow(
    /can't be opened/,
  );
  const inNoFolder = join(folder, "missing", "x.db");
  const openInNoFolder = (): Store => openSqliteStore({ path: inNoFolder, readonly: true });
  expect(openInNoFolder).toThrow(UserError);
  expect(openInNoFolder).toThrow(inNoFolder);
  expect(openInNoFolder).toThrow(/folder is missing\. Check the path, or import/);
  expect(() => openSqliteStore({ path: join(path, "under-a-file", "x.db") })).toThrow(/can't be opened/);
  expect(() => openSqliteStore({ path: folder })).toThrow(UserError);
});

function openStore(options: { readonly?: boolean } = {}): Store {
  const store = openSqliteStore({ path, ...options });
  open.push(store);
  return store;
}

const entries = (count: number): Entry[] => sampleSignIns(count).map(entryOf);

async function tell(store: Store): Promise<unknown> {
  return {
    rows: await store.list({ where: [] }, { order: "oldest", limit: 100 }),
    summary: await store.summarise(
      { where: [{ field: "country", isNot: ["US"] }] },
      { facets: ["user", "country", "policy"], limit: 100, distinct: ["user", "ip"] },
    ),
    coverage: await store.coverage(),
  };
}

function edit(sql: string): void {
  const db = new Database(path);
  db.exec(sql);
  db.close();
}

/** A store whose pages, but for the start of the first, are overwritten. */
async function damage(): Promise<void> {
  const store = openStore();
  await store.write(entries(20));
  await store.close();
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.fill(0xa5, 100));
}

test("pages that a disk spoils while they are in use are told to whoever runs Signpost", async () => {
  const made = openStore();
  await made.write(entries(40));
  await made.close();
  const reader = openSqliteStore({ path, readonly: true });
  open.push(reader);
  const { size } = statSync(path);
  const file = openSync(path, "r+");
  const noise = Buffer.alloc(4_096, 0xa5);
  for (let at = noise.length; at < size; at += noise.length) writeSync(file, noise, 0, noise.length, at);
  closeSync(file);
  const asking = reader.list({ where: [] }, { order: "newest", limit: 5 });
  await expect(asking).rejects.toThrow(StoreFailure);
  await expect(asking).rejects.toThrow(/is damaged\. Restore it/);
});
