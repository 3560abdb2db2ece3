import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { StoreFailure, UserError } from "../../src/errors.ts";
import { importSources, type Progress } from "../../src/ingest/import.ts";
import { UnknownFormatError } from "../../src/ingest/read.ts";
import { memoryStore } from "../store/memory-store.ts";
import { csvOf, diagnosticRecord, entriesIn, graphSignIn } from "./records.ts";
import { zipOf } from "./zip.ts";

async function folderOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "import-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

const page = (...ids: string[]): string => JSON.stringify({ value: ids.map((id) => graphSignIn(id)) });

const lines = [1, 2]
  .map((n) => `${JSON.stringify(diagnosticRecord(graphSignIn(`line-${n}`, { signInEventTypes: [] })))}\n`)
  .join("");

const details = csvOf([
  ["Date (UTC)", "Request ID", "Authentication method", "Succeeded"],
  ["2026-03-02T08:15:31Z", "page-1", "Password", "true"],
]);

test("a folder is read with everything in it, and reading it again changes nothing", async () => {
  const folder = await folderOf({
    "README.md": "# notes",
    "a/InteractiveSignIns_AuthDetails.csv": details,
    "b/PT1H.json.gz": gzipSync(lines),
    "c/page.json": page("page-1", "page-2"),
    "d/export.zip": zipOf({
      "NonInteractiveSignIns.json": page("zip-1"),
      "notes.txt": "no",
      "__MACOSX/._x.json": "no",
    }),
    "e/broken.ndjson": `${lines}{"id":\n[1]\n`,
  });
  const store = memoryStore();
  const first = await importSources([folder], store);
  expect(first).toMatchObject({ read: 10, new: 5, updated: 1, unchanged: 2, quarantined: 2 });
  expect(first.reasons).toEqual([
    { reason: "cut off", records: 1, first: "broken.ndjson, record 3" },
    { reason: "not JSON", records: 1, first: "broken.ndjson, record 4" },
  ]);
  expect(first.files.map((file) => [file.name.slice(folder.length + 1), file.format, file.read])).toEqual([
    ["b/PT1H.json.gz", "diagnostic settings records", 2],
    ["c/page.json", "Microsoft Graph JSON", 2],
    ["d/export.zip/NonInteractiveSignIns.json", "Microsoft Graph JSON", 1],
    ["e/broken.ndjson", "diagnostic settings records", 4],
    ["a/InteractiveSignIns_AuthDetails.csv", "portal CSV, authentication details", 1],
  ]);
  expect(first.skipped.map((name) => name.slice(folder.length + 1))).toEqual([
    "README.md",
    "d/export.zip/notes.txt",
    "d/export.zip/__MACOSX/._x.json",
  ]);
  const held = await store.list({ where: [] }, { order: "newest", limit: 100 });
  const again = await importSources([folder], store);
  expect(again).toMatchObject({ read: 10, new: 0, updated: 0, unchanged: 8, quarantined: 2 });
  expect(await store.list({ where: [] }, { order: "newest", limit: 100 })).toEqual(held);
});

test("a copy in an archive is the same sign-in", async () => {
  const folder = await folderOf({
    "a.json": page("1"),
    "b.json.gz": gzipSync(page("1")),
    "c.zip": zipOf({ "c.json.gz": gzipSync(page("1")) }),
  });
  const store = memoryStore();
  await importSources([folder], store);
  expect((await store.coverage()).signIns).toBe(1);
});

test("what cannot be read is named with what to do, and the other files are read", async () => {
  const folder = await folderOf({
    "a.json": '{"name":"package"}',
    "b.csv": "name,price\nx,1\n",
    "c.json": "",
    "d.json": Buffer.from([0x7b, 0x00, 0x01, 0x02, 0x00, 0x00]),
    "e.zip": zipOf({ "x.json": page("1") }).subarray(20),
    "f.zip": "PK\u0003\u0004 no archive",
    "g.json": page("good"),
    "h.json.gz": gzipSync("").subarray(0, 8),
  });
  const store = memoryStore();
  const result = await importSources([folder, join(folder, "missing.json")], store);
  const errors = Object.fromEntries(
    result.files.map(({ name, error }) => [name.slice(folder.length + 1), error?.message ?? ""]),
  );
  expect(errors["missing.json"]).toMatch(/^There is no file/);
  expect(errors["a.json"]).toMatch(/a\.json is in no format .* no properties of sign-ins\. Accepted are /);
  expect(errors["b.csv"]).toContain('CSV with the columns "name", "price".');
  expect(errors["c.json"]).toContain("it is empty");
  expect(errors["d.json"]).toContain("binary data");
  expect(errors["f.zip"]).toMatch(/cannot be read to its end/);
  expect(errors["g.json"]).toBe("");
  expect(errors["h.json.gz"]).toMatch(/cannot be read: unexpected end of file/);
  expect(result.files.filter(({ error }) => error !== undefined && !(error instanceof UserError))).toEqual(
    [],
  );
  expect(result.files.find(({ name }) => name.endsWith("a.json"))?.error).toBeInstanceOf(UnknownFormatError);
  expect(result).toMatchObject({ read: 1, new: 1 });
});

test("of a damaged archive what comes before the damage is kept", async () => {
  const ids = Array.from({ length: 3_000 }, (_, n) => `id-${n}`);
  const packed = gzipSync(page(...ids));
  const folder = await folderOf({ "a.json.gz": packed.subarray(0, packed.length - 100) });
  const result = await importSources([folder], memoryStore());
  expect(result.reasons).toMatchObject([{ reason: "damaged file", records: 1 }]);
  expect(result.new).toBeGreaterThan(1_000);
  expect(result.new + result.quarantined).toBe(result.read);
});

test("progress tells records and bytes, up to all of them", async () => {
  const folder = await folderOf({
    "a.json": page(...Array.from({ length: 2_500 }, (_, n) => `${n}`)),
    "b.ndjson": lines,
  });
  const progress: Progress[] = [];
  await importSources([folder], memoryStore(), { onProgress: (one) => progress.push(one) });
  expect(progress.map(({ records }) => records)).toEqual([1_000, 2_000, 2_500, 2_502]);
  expect(progress.at(-1)?.bytes).toBe(progress.at(-1)?.totalBytes);
});

test("an import that is aborted ends between two batches and keeps what is stored", async () => {
  const folder = await folderOf({ "a.json": page(...Array.from({ length: 3_000 }, (_, n) => `${n}`)) });
  const store = memoryStore();
  const stop = new AbortController();
  const running = importSources([folder], store, {
    signal: stop.signal,
    onProgress: () => stop.abort(new Error("enough")),
  });
  await expect(running).rejects.toThrow("enough");
  expect((await store.coverage()).signIns).toBe(1_000);
});

test("what the store throws is not taken for a fault of the file", async () => {
  const folder = await folderOf({ "a.json": page("1") });
  const store = { ...memoryStore(), write: () => Promise.reject(new Error("disk full")) };
  await expect(importSources([folder], store)).rejects.toThrow("disk full");
  // Also where somebody can mend it: the file is read again once that is done.
  const silent = { ...memoryStore(), write: () => Promise.reject(new StoreFailure("can't be reached")) };
  await expect(importSources([folder], silent)).rejects.toThrow(StoreFailure);
});

test("whatever bytes are fed, reading them ends, and throws nothing but what a person can mend", async () => {
  const seeds = [page("1"), lines, details, `"Date (UTC)","Request ID","Status"\n"x","y","Success"\n`];
  const damaged = fc
    .tuple(fc.constantFrom(...seeds), fc.nat(400), fc.uint8Array({ maxLength: 40 }), fc.nat(60))
    .map(([text, at, inserted, removed]) => {
      const bytes = Buffer.from(text);
      return Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at + removed)]);
    });
  const bytes = fc.oneof(fc.uint8Array({ maxLength: 300 }), damaged);
  await fc.assert(
    fc.asyncProperty(bytes, async (bytes) => {
      const read = entriesIn("x", bytes).catch((error: unknown) => error);
      expect(await read).toSatisfy((result) => Array.isArray(result) || result instanceof UserError);
    }),
    { numRuns: 500 },
  );
});

test("whatever a file of a folder holds, the import ends and names it", async () => {
  const contents = [
    Buffer.from("PK\u0003\u0004"),
    Buffer.from([0x1f, 0x8b, 8, 0]),
    Buffer.from("[["),
    Buffer.from("{}"),
  ];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...contents), fc.uint8Array({ maxLength: 200 }), async (start, rest) => {
      const folder = await folderOf({ "x.json": Buffer.concat([start, rest]) });
      const result = await importSources([folder], memoryStore());
      expect(result.files).toHaveLength(1);
    }),
    { numRuns: 30 },
  );
});
