import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse as parseCsv } from "csv-parse/sync";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { deliverInTerminal } from "../../src/cli/export-file.ts";
import { UserError } from "../../src/errors.ts";
import type { ExportFile } from "../../src/exports/file.ts";
import { graphSignIn } from "../ingest/records.ts";
import { signpost, temporaryFolder } from "./signpost.ts";

vi.setConfig({ testTimeout: 60_000 });

const folder = temporaryFolder();
afterAll(folder.remove);
afterEach(() => {
  process.exitCode = undefined;
});

let count = 0;
/** A folder of a test's own. */
function place(): string {
  const path = join(folder.path, `place-${count++}`);
  mkdirSync(path);
  return path;
}

const name = "signpost-failures-2026-11-25.csv";
const fileOf = (...pieces: string[]): ExportFile => ({
  name,
  contentType: "text/csv",
  async *content() {
    yield* pieces;
  },
});

test("a file goes into the working folder, and the answer says where", async () => {
  const cwd = place();
  const delivery = await deliverInTerminal({}, cwd)(fileOf("a,", "b\r\n"));
  const path = join(cwd, name);
  expect(delivery).toEqual({ name, lines: [`Written to ${path} (5 bytes).`], buttons: [] });
  expect(readFileSync(path, "utf8")).toBe("a,b\r\n");
});

test.skipIf(process.platform === "win32")("a file is for its owner alone", async () => {
  const cwd = place();
  await deliverInTerminal({}, cwd)(fileOf("x"));
  expect(statSync(join(cwd, name)).mode & 0o777).toBe(0o600);
});

test("no file is ever written over", async () => {
  const cwd = place();
  writeFileSync(join(cwd, name), "mine");
  const deliver = deliverInTerminal({}, cwd);
  const names = await Promise.all(["x", "y", "z"].map(async (text) => (await deliver(fileOf(text))).name));
  const free = [2, 3, 4].map((number) => `signpost-failures-2026-11-25-${number}.csv`);
  expect(new Set(names)).toEqual(new Set(free));
  expect(readFileSync(join(cwd, name), "utf8")).toBe("mine");
  const named = deliverInTerminal({ output: name }, cwd)(fileOf("x"));
  await expect(named).rejects.toThrow(/is there already\. Name another file with --output/);
  await expect(named).rejects.toThrow(UserError);
  expect(process.exitCode).toBe(2);
  expect(readFileSync(join(cwd, name), "utf8")).toBe("mine");
});

test("a file goes where it is told to", async () => {
  const cwd = place();
  const delivery = await deliverInTerminal({ output: "own.csv", json: true }, cwd)(fileOf("x"));
  expect(delivery.name).toBe("own.csv");
  expect(readdirSync(cwd)).toEqual(["own.csv"]);
  await expect(deliverInTerminal({ output: "none/own.csv" }, cwd)(fileOf("x"))).rejects.toThrow(
    /There is no folder for .*own\.csv\. Make it first/,
  );
  await expect(deliverInTerminal({ output: "." }, cwd)(fileOf("x"))).rejects.toThrow(UserError);
});

test("a file that breaks off is taken away", async () => {
  const cwd = place();
  const broken: ExportFile = {
    ...fileOf(),
    async *content() {
      yield "half";
      throw new Error("the store is gone");
    },
  };
  await expect(deliverInTerminal({}, cwd)(broken)).rejects.toThrow("the store is gone");
  expect(readdirSync(cwd)).toEqual([]);
});

test.each([{ json: true }, { card: true }] as const)(
  "%j: an answer as data writes nothing",
  async (options) => {
    const cwd = place();
    const { lines } = await deliverInTerminal(options, cwd)(fileOf("x"));
    expect(lines[0]).toMatch(/Not written.*--output/);
    expect(readdirSync(cwd)).toEqual([]);
  },
);

const id = (n: number): string => `0000000${n}-5555-4555-8555-555555555555`;
const failed = { status: { errorCode: 50126 } };
const at = ["--store", "own.db", "--now", "2026-03-03T12:00:00Z", "--timezone", "UTC"];
let cwd = "";

beforeAll(async () => {
  cwd = place();
  writeFileSync(
    join(cwd, "graph.json"),
    JSON.stringify([graphSignIn(id(1)), graphSignIn(id(2), failed), graphSignIn(id(3), failed)]),
  );
  await signpost(["import", "graph.json", "--store", "own.db"], { cwd });
});

test("signpost ask writes what is exported into this folder, and says so", async () => {
  const { status, stdout } = await signpost(["ask", "export csv failures last 7 days", ...at], { cwd });
  const path = join(cwd, "signpost-failures-2026-03-03.csv");
  expect([status, stdout.replace(/\s+/g, " ")]).toEqual([0, expect.stringContaining(`Written to ${path} `)]);
  expect(parseCsv(readFileSync(path, "utf8"), { bom: true, columns: true })).toMatchObject([
    { "Error code": "50126" },
    { "Error code": "50126" },
  ]);
});

test("signpost ask --output - prints the file alone on standard output", async () => {
  const args = ["ask", "export json failures last 7 days", "--output", "-", ...at];
  const { status, stdout, stderr } = await signpost(args, { cwd });
  expect([status, (JSON.parse(stdout) as unknown[]).length]).toEqual([0, 2]);
  expect(stderr).toMatch(/2 failures as JSON\./);
});

test("what JSON was exported can be imported", async () => {
  await signpost(["ask", "export json sign-ins last 7 days", "--output", "out.json", ...at], { cwd });
  const { stdout } = await signpost(["import", "out.json", "--store", "again.db", "--json"], { cwd });
  expect(JSON.parse(stdout)).toMatchObject({ read: 3, new: 3, quarantined: 0 });
});

test.each([
  ["a question that exports nothing", "failures last 7 days", 2, /--output is for questions such as/],
  ["an export that finds nothing", "export csv failures from Chile last 7 days", 0, /nothing matches/],
])("--output with %s makes no file and says why", async (_, text, expected, message) => {
  const { status, stderr } = await signpost(["ask", text, "--output", "none.csv", ...at], { cwd });
  expect([status, stderr]).toEqual([expected, expect.stringMatching(message)]);
  expect(existsSync(join(cwd, "none.csv"))).toBe(false);
});
