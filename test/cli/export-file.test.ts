import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse as parseCsv } from "csv-parse/sync";
import { unzipSync } from "fflate";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { deliverInTerminal } from "../../src/cli/export-file.ts";
import { UserError } from "../../src/errors.ts";
import type { ExportFile, ExportSet } from "../../src/exports/export-set.ts";
import { graphSignIn } from "../ingest/records.ts";
import { signpostHere as signpost } from "./in-process.ts";
import { temporaryFolder } from "./signpost.ts";

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

const name = "signpost-failures-2026-11-25";
const sheet = "InteractiveSignIns_2026-11-18_2026-11-25.csv";
const steps = "InteractiveSignIns_AuthDetails_2026-11-18_2026-11-25.csv";

function fileOf(name: string, ...pieces: string[]): ExportFile {
  async function* content(): AsyncGenerator<string> {
    yield* pieces;
  }
  return { name, content: content() };
}

/** An export of files with these texts: one file, or several. */
function setOf(files: Readonly<Record<string, string>>): ExportSet {
  const names = Object.keys(files);
  return {
    name,
    only: names.length === 1 ? names[0] : undefined,
    format: "csv",
    asked: Date.UTC(2026, 10, 25),
    async *files() {
      for (const [name, text] of Object.entries(files)) yield fileOf(name, text.slice(0, 1), text.slice(1));
    },
  };
}

const one = (text: string): ExportSet => setOf({ [sheet]: text });
const two = setOf({ [sheet]: "a,b\r\n", [steps]: "c\r\n" });

test("a file goes into the working folder, and the answer says where", async () => {
  const cwd = place();
  const delivery = await deliverInTerminal({}, cwd)(one("a,b\r\n"));
  const path = join(cwd, sheet);
  expect(delivery).toEqual({ name: sheet, lines: [`Written to ${path} (5 bytes).`], buttons: [] });
  expect(readFileSync(path, "utf8")).toBe("a,b\r\n");
  expect(readdirSync(cwd)).toEqual([sheet]);
});

test("several files go into a new folder, and the answer names them", async () => {
  const cwd = place();
  const delivery = await deliverInTerminal({}, cwd)(two);
  const path = join(cwd, name);
  expect(delivery).toEqual({
    name,
    lines: [`Written to the folder ${path}: ${sheet} (5 bytes) and ${steps} (3 bytes).`],
    buttons: [],
  });
  expect(readdirSync(cwd)).toEqual([name]);
  expect(readdirSync(path).map((file) => readFileSync(join(path, file), "utf8"))).toEqual([
    "a,b\r\n",
    "c\r\n",
  ]);
});

test("several files go into a .zip where its name was given, and one as well", async () => {
  const cwd = place();
  await deliverInTerminal({ output: "all.zip" }, cwd)(two);
  await deliverInTerminal({ output: "one.ZIP" }, cwd)(one("x"));
  expect(readdirSync(cwd).sort()).toEqual(["all.zip", "one.ZIP"]);
  expect(Object.keys(unzipSync(readFileSync(join(cwd, "all.zip"))))).toEqual([sheet, steps]);
  expect(Object.keys(unzipSync(readFileSync(join(cwd, "one.ZIP"))))).toEqual([sheet]);
});

test.each(["own.csv", "own.JSON", "-"])("several files do not fit into %s", async (output) => {
  const cwd = place();
  const delivered = deliverInTerminal({ output }, cwd)(two);
  await expect(delivered).rejects.toThrow(/several files.*such as signpost-failures-2026-11-25\.zip/);
  await expect(delivered).rejects.toThrow(UserError);
  expect([process.exitCode, readdirSync(cwd)]).toEqual([2, []]);
});

test.skipIf(process.platform === "win32")("what is written is for its owner alone", async () => {
  const cwd = place();
  const deliver = deliverInTerminal({}, cwd);
  await deliver(one("x"));
  await deliver(two);
  const modes = [sheet, name, join(name, sheet)].map((path) => statSync(join(cwd, path)).mode & 0o777);
  expect(modes).toEqual([0o600, 0o700, 0o600]);
});

test("nothing is ever written over", async () => {
  const cwd = place();
  writeFileSync(join(cwd, sheet), "mine");
  mkdirSync(join(cwd, name));
  const deliver = deliverInTerminal({}, cwd);
  const names = await Promise.all(["x", "y", "z"].map(async (text) => (await deliver(one(text))).name));
  const free = [2, 3, 4].map((number) => `InteractiveSignIns_2026-11-18_2026-11-25-${number}.csv`);
  expect(new Set(names)).toEqual(new Set(free));
  expect((await deliver(two)).name).toBe(`${name}-2`);
  expect(readFileSync(join(cwd, sheet), "utf8")).toBe("mine");
  const named = deliverInTerminal({ output: sheet }, cwd)(one("x"));
  await expect(named).rejects.toThrow(/is there already\. Name another place/);
  await expect(named).rejects.toThrow(UserError);
  await expect(deliverInTerminal({ output: name }, cwd)(two)).rejects.toThrow(/is there already/);
  expect(process.exitCode).toBe(2);
  expect(readFileSync(join(cwd, sheet), "utf8")).toBe("mine");
  expect(readdirSync(join(cwd, name))).toEqual([]);
});

test("what took the name meanwhile stays, and the export is taken away", async () => {
  const cwd = place();
  const late: ExportSet = {
    ...two,
    async *files() {
      writeFileSync(join(cwd, "own"), "mine");
      yield fileOf(sheet, "x");
    },
  };
  await expect(deliverInTerminal({ output: "own" }, cwd)(late)).rejects.toThrow(/is there already/);
  expect(readdirSync(cwd)).toEqual(["own"]);
});

test("an export goes where it is told to", async () => {
  const cwd = place();
  const delivery = await deliverInTerminal({ output: "own.csv", json: true }, cwd)(one("x"));
  expect(delivery.name).toBe("own.csv");
  expect((await deliverInTerminal({ output: "own" }, cwd)(two)).name).toBe("own");
  expect(readdirSync(cwd).sort()).toEqual(["own", "own.csv"]);
  await expect(deliverInTerminal({ output: "none/own.csv" }, cwd)(one("x"))).rejects.toThrow(
    /There is no folder .*none\. Make it first/,
  );
  await expect(deliverInTerminal({ output: "." }, cwd)(one("x"))).rejects.toThrow(UserError);
});

test("until an export is whole, nothing stands under its name; one that breaks off is taken away", async () => {
  for (const output of [undefined, "own", "own.zip"]) {
    const cwd = place();
    const broken: ExportSet = {
      ...two,
      async *files() {
        yield fileOf(sheet, "whole");
        expect(readdirSync(cwd)).toEqual([expect.stringMatching(/\.part$/)]);
        async function* content(): AsyncGenerator<string> {
          yield "half";
          throw new Error("the store is gone");
        }
        yield { name: steps, content: content() };
      },
    };
    await expect(deliverInTerminal({ output }, cwd)(broken)).rejects.toThrow("the store is gone");
    expect(readdirSync(cwd)).toEqual([]);
  }
});

test.each(["SIGINT", "SIGTERM"] as const)(
  "an export that %s stops reads no further and leaves nothing",
  async (stop) => {
    const cwd = place();
    let pages = 0;
    async function* content(signal?: AbortSignal): AsyncGenerator<string> {
      for (; ; pages++) {
        signal?.throwIfAborted();
        yield "page";
        if (pages === 3) process.emit(stop);
      }
    }
    const endless: ExportSet = {
      ...two,
      async *files(signal) {
        yield { name: sheet, content: content(signal) };
      },
    };
    await expect(deliverInTerminal({}, cwd)(endless)).rejects.toThrow(/^Stopped\. Nothing was written/);
    expect([pages, readdirSync(cwd), process.exitCode]).toEqual([4, [], 2]);
  },
);

test("what another export left half is not written into", async () => {
  const cwd = place();
  mkdirSync(join(cwd, "own.part"));
  await expect(deliverInTerminal({ output: "own" }, cwd)(two)).rejects.toThrow(
    /own\.part is there.*Remove it/,
  );
  expect(readdirSync(join(cwd, "own.part"))).toEqual([]);
});

test.each([{ json: true }, { card: true }] as const)(
  "%j: an answer as data writes nothing",
  async (options) => {
    const cwd = place();
    const { lines } = await deliverInTerminal(options, cwd)(one("x"));
    expect(lines[0]).toMatch(/Not written.*--output/);
    expect(readdirSync(cwd)).toEqual([]);
  },
);

const id = (n: number): string => `0000000${n}-5555-4555-8555-555555555555`;
const authenticationDetails = [{ authenticationMethod: "Password", succeeded: false }];
const failed = { status: { errorCode: 50126 }, authenticationDetails };
const at = ["--store", "own.db", "--now", "2026-03-03T12:00:00Z", "--timezone", "UTC"];
let cwd = "";

beforeAll(async () => {
  cwd = place();
  writeFileSync(
    join(cwd, "graph.json"),
    JSON.stringify([
      graphSignIn(id(1), { authenticationDetails }),
      graphSignIn(id(2), failed),
      graphSignIn(id(3), failed),
    ]),
  );
  await signpost(["import", "graph.json", "--store", "own.db"], { cwd });
});

const spaced = (text: string): string => text.replace(/\s+/g, " ");
const days = "2026-02-24_2026-03-03";

test("signpost ask writes what is exported into a folder here, and says so", async () => {
  const { status, stdout } = await signpost(["ask", "export csv failures last 7 days", ...at], { cwd });
  const path = join(cwd, "signpost-failures-2026-03-03");
  expect([status, spaced(stdout)]).toEqual([
    0,
    expect.stringContaining(`Written to the folder ${path}: InteractiveSignIns_${days}.csv (`),
  ]);
  const csv = readFileSync(join(path, `InteractiveSignIns_${days}.csv`), "utf8");
  expect(parseCsv(csv, { bom: true, columns: true })).toMatchObject([
    { "Sign-in error code": "50126" },
    { "Sign-in error code": "50126" },
  ]);
});

test("signpost ask --output - prints the file alone on standard output", async () => {
  const args = ["ask", "export json failures last 7 days", "--output", "-", ...at];
  const { status, stdout, stderr } = await signpost(args, { cwd });
  expect([status, (JSON.parse(stdout) as unknown[]).length]).toEqual([0, 2]);
  expect(stderr).toMatch(/2 failures as JSON\./);
});

test.each([
  ["json", "out.json", { read: 3, new: 3, quarantined: 0 }],
  ["csv", "folder", { read: 6, new: 3, quarantined: 0 }],
  ["csv", "out.zip", { read: 6, new: 3, quarantined: 0 }],
])("what was exported as %s to %s can be imported", async (format, output, counts) => {
  await signpost(["ask", `export ${format} sign-ins last 7 days`, "--output", output, ...at], { cwd });
  const { stdout } = await signpost(["import", output, "--store", `${output}.db`, "--json"], { cwd });
  expect(JSON.parse(stdout)).toMatchObject(counts);
});

test.each([
  ["a question that exports nothing", "failures last 7 days", 2, /--output is for questions such as/],
  ["an export that finds nothing", "export csv failures from Chile last 7 days", 0, /nothing matches/],
])("--output with %s makes no file and says why", async (_, text, expected, message) => {
  const { status, stderr } = await signpost(["ask", text, "--output", "none.csv", ...at], { cwd });
  expect([status, stderr]).toEqual([expected, expect.stringMatching(message)]);
  expect(existsSync(join(cwd, "none.csv"))).toBe(false);
});
