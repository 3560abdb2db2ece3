import { once } from "node:events";
import { afterAll, expect, test, vi } from "vitest";
import { signpostHere as signpost } from "./in-process.ts";
import { collect, ended, signpost as started, startSignpost, temporaryFolder } from "./signpost.ts";

vi.setConfig({ testTimeout: 60_000 });

const folder = temporaryFolder();
afterAll(folder.remove);
const cwd = folder.path;
const when = ["--now", "2026-11-22T10:00:00Z", "--timezone", "Europe/Berlin"];

test("parse prints the structure of the contract and nothing else", async () => {
  const { status, stdout, stderr } = await started(["parse", "failures for alice last 7 days", ...when], {
    cwd,
  });
  expect([status, stderr]).toEqual([0, ""]);
  expect(JSON.parse(stdout)).toEqual({
    intent: "list",
    where: [
      { field: "status", is: ["failure"] },
      { field: "user", is: ["alice"] },
    ],
    range: { from: "2026-11-15T10:00:00.000Z", to: "2026-11-22T10:00:00.000Z" },
    notUnderstood: [],
  });
});

test("words need no quotes, days are those of the zone, weeks begin when told", async () => {
  const args = ["parse", "failures", "this", "week", ...when, "--week-start", "sunday"];
  const { stdout } = await signpost(args, { cwd });
  // A Sunday: the week began at midnight in Berlin.
  expect(JSON.parse(stdout)).toMatchObject({
    range: { from: "2026-11-21T23:00:00.000Z", to: "2026-11-22T10:00:00.000Z" },
  });
});

test("a word with one dash excludes and needs no quotes; options still work behind it", async () => {
  const bare = await signpost(["parse", "failures", "-country:DE", "today", ...when], { cwd });
  expect([bare.status, bare.stderr]).toEqual([0, ""]);
  const quoted = await signpost(["parse", "failures -country:DE today", ...when], { cwd });
  expect(JSON.parse(bare.stdout)).toEqual(JSON.parse(quoted.stdout));
  expect(JSON.parse(bare.stdout)).toMatchObject({ notUnderstood: [] });
  const mistyped = await signpost(["parse", "failures", "--btach"], { cwd });
  expect([mistyped.status, mistyped.stdout]).toEqual([2, ""]);
  expect(mistyped.stderr).toMatch(/no option --btach/);
});

test("a dash alone reads the question from standard input", async () => {
  const piped = await started(["parse", "-", ...when], { cwd, input: "failures for alice\n" });
  const typed = await signpost(["parse", "failures for alice", ...when], { cwd });
  expect(piped).toEqual(typed);
  const long = await signpost(["parse", "-"], { cwd, input: "failures ".repeat(100_000) });
  expect([long.status, long.stderr]).toEqual([2, expect.stringMatching(/at most 4000 characters/)]);
});

test("what was not understood is no error; no range is no range", async () => {
  const { status, stdout } = await signpost(["parse", "failures all time colour:red", ...when], { cwd });
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    intent: "list",
    where: [{ field: "status", is: ["failure"] }],
    notUnderstood: ["colour:red"],
  });
});

test.each([
  ["an empty text", ["parse", ""], /There is no question here/],
  ["no text", ["parse"], /There is no question here/],
  ["a text too long", ["parse", "failures ".repeat(500)], /at most 4000 characters; this one has 4500/],
])("%s is refused with status 2", async (_, args, message) => {
  const { status, stdout, stderr } = await signpost(args, { cwd });
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(message);
  expect(stderr.trim().split("\n").length).toBe(1);
});

test.each([
  [["parse", "x", "--now", "banana"], /Write it like 2026-11-22T10:00:00Z/],
  [["parse", "x", "--timezone", "Mars/Base"], /Europe\/Berlin/],
  [["parse", "x", "--week-start", "friday"], /monday, sunday/],
  [["frobnicate"], /unknown command/],
])("%j says what is wrong", async (args, message) => {
  const { status, stdout, stderr } = await signpost(args, { cwd });
  expect([status === 0, stdout]).toEqual([false, ""]);
  expect(stderr).toMatch(message);
});

test("a batch gives one line for every line, and goes on after a bad one", async () => {
  const lines = [
    { text: "failures today", now: "2026-11-22T10:00:00Z", timezone: "Asia/Tokyo" },
    "no JSON",
    { text: "" },
    { text: "x", now: "yesterday" },
    { text: "x", timezone: "Mars/Base" },
    { tekst: "failures" },
    { text: "by country", after: "failures yesterday" },
    { text: "by country" },
    { text: "what is 50126", after: "failures" },
  ].map((line) => (typeof line === "string" ? line : JSON.stringify(line)));
  const { status, stdout } = await signpost(["parse", "--batch"], { cwd, input: `${lines.join("\n")}\n` });
  expect(status).toBe(0);
  const answers = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(answers.map((answer) => ("error" in answer ? "error" : answer["intent"]))).toEqual([
    "list",
    "error",
    "error",
    "error",
    "error",
    "error",
    "top",
    "top",
    "explain",
  ]);
  expect(answers[6]).toMatchObject({ where: [{ field: "status", is: ["failure"] }], by: ["country"] });
  expect(answers[7]).toEqual({ follows: true, intent: "top", by: ["country"], notUnderstood: [] });
  expect(answers.slice(1, 6).map((answer) => answer["error"])).toEqual([
    expect.stringMatching(/^This line is no JSON\./),
    expect.stringMatching(/no question here/),
    expect.stringMatching(/^"yesterday" is no time\./),
    '"Mars/Base" is no time zone. Use an IANA name such as Europe/Berlin.',
    '"text" must be a text.',
  ]);
  expect(answers[0]?.["range"]).toEqual({ from: "2026-11-21T15:00:00.000Z", to: "2026-11-22T10:00:00.000Z" });
});

test("a reader who leaves early is no error", async () => {
  const child = startSignpost(["parse", "--batch"], { cwd });
  const output = collect(child);
  child.stdin?.on("error", () => {});
  const line = `${JSON.stringify({ text: "failures for alice" })}\n`;
  child.stdin?.write(line);
  await once(child.stdout!, "data");
  child.stdout?.destroy();
  child.stdin?.end(line.repeat(500));
  expect(await ended(child)).toBe(0);
  expect(output.stderr).toBe("");
});

test.each([["demo"], ["serve"], ["ask"], ["parse"], ["import"], ["doctor"]])(
  "%s --help",
  async (...command) => {
    const { status, stdout, stderr } = await signpost([...command, "--help"], { cwd });
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(`Usage: signpost ${command.join(" ")}`.trim());
  },
);

test("a follow-up is applied to the command after which it comes, or printed as what it changes", async () => {
  const at = ["--now", "2026-11-22T10:00:00Z", "--timezone", "UTC"];
  const applied = await signpost(["parse", "and for bob?", "--after", "failures for alice today", ...at], {
    cwd,
  });
  expect(JSON.parse(applied.stdout)).toEqual({
    intent: "list",
    where: [
      { field: "status", is: ["failure"] },
      { field: "user", is: ["bob"] },
    ],
    range: { from: "2026-11-22T00:00:00.000Z", to: "2026-11-22T10:00:00.000Z" },
    notUnderstood: [],
  });
  const alone = await signpost(["parse", "next", ...at], { cwd });
  expect(JSON.parse(alone.stdout)).toEqual({ follows: true, page: "next", notUnderstood: [] });
});
