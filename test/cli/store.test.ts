import { copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { graphSignIn } from "../ingest/records.ts";
import { signpostHere as signpost } from "./in-process.ts";
import { temporaryFolder, type Ended } from "./signpost.ts";

/** `import` and `ask` on a store of one's own. */

vi.setConfig({ testTimeout: 60_000 });

const folder = temporaryFolder();
afterAll(folder.remove);
const cwd = folder.path;
const run = (args: readonly string[], input?: string): Promise<Ended> =>
  signpost(args, { cwd, input, env: { AUTH: "off" } });
const counts = ({ stdout }: Ended): unknown => JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "");
const at = ["--now", "2026-03-03T12:00:00Z", "--timezone", "UTC"];

const id = (n: number): string => `0000000${n}-5555-4555-8555-555555555555`;
const failed = { status: { errorCode: 50126 } };
const file = {
  value: [graphSignIn(id(1)), graphSignIn(id(2), failed), graphSignIn(id(3), failed)],
};

beforeAll(async () => {
  writeFileSync(join(cwd, "graph.json"), JSON.stringify(file));
  mkdirSync(join(cwd, "logs", "march"), { recursive: true });
  writeFileSync(join(cwd, "logs", "march", "more.json"), JSON.stringify([graphSignIn(id(4))]));
  writeFileSync(join(cwd, "logs", "README.md"), "not a log");
  writeFileSync(join(cwd, "poem.json"), "Shall I compare thee to a summer's day?");
  writeFileSync(
    join(cwd, "mixed.json"),
    JSON.stringify([graphSignIn(id(5)), graphSignIn(id(6), { createdDateTime: "soon" })]),
  );
  await run(["import", "graph.json"]);
});

/** A store of a test's own with the file's sign-ins. */
function copyStore(name: string): void {
  copyFileSync(join(cwd, "data", "signpost.db"), join(cwd, name));
}

test("an import counts what it did, in words and as the last line of JSON; the same again changes nothing", async () => {
  const first = await run(["import", "graph.json", "--store", "a/own.db", "--json"]);
  expect([first.status, counts(first)]).toEqual([
    0,
    { read: 3, new: 3, updated: 0, unchanged: 0, quarantined: 0 },
  ]);
  expect(first.stdout.trim().split("\n").length).toBe(1);
  const again = await run(["import", "graph.json", "--store", "a/own.db", "--json"]);
  expect(counts(again)).toEqual({ read: 3, new: 0, updated: 0, unchanged: 3, quarantined: 0 });
  const words = await run(["import", "graph.json", "--store", "a/own.db"]);
  expect(words.stdout).toMatch(
    /graph\.json: .*3 records\nRead 3: 0 new, 0 updated, 3 unchanged, 0 quarantined\./,
  );
});

test("an import reads standard input and folders, and keeps what it cannot read apart", async () => {
  const piped = await run(["import", "-", "--store", "piped.db", "--json"], JSON.stringify(file));
  expect([piped.status, counts(piped)]).toMatchObject([0, { read: 3, new: 3 }]);
  const walked = await run(["import", "logs", "--store", "piped.db", "--json"]);
  expect([walked.status, counts(walked)]).toMatchObject([0, { read: 1, new: 1 }]);
  expect(walked.stderr).toMatch(/README\.md: skipped/);
  const mixed = await run(["import", "mixed.json", "--store", "piped.db", "--json"]);
  expect([mixed.status, counts(mixed)]).toMatchObject([0, { read: 2, new: 1, quarantined: 1 }]);
});

test.each([
  ["poem.json", /no format that can be imported.*Accepted are/],
  ["nowhere.json", /no file or folder nowhere\.json\. Check the path/],
])(
  "an import of %s ends with status 2 and says what to do, and the others are read",
  async (name, message) => {
    const { status, stderr, stdout } = await run(["import", name, "graph.json", "--store", "b.db", "--json"]);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n {4}at /);
    expect(JSON.parse(stdout)).toMatchObject({ read: 3 });
  },
);

test("an import without a path says so", async () => {
  const { status, stderr } = await run(["import"]);
  expect(status).not.toBe(0);
  expect(stderr).toMatch(/missing required argument/);
});

test("ask answers as text, as data and as a card", async () => {
  const text = await run(["ask", "failures", "for", "mara", ...at]);
  expect([text.status, text.stderr]).toEqual([0, ""]);
  expect(text.stdout).toMatch(/Mara Okafor <mara\.okafor@fabrikam\.example>/i);
  expect(text.stdout).toMatch(
    /^2 failures in 7 days, from 1 address; last on 2 Mar at 08:15; 1 success from the same address/m,
  );
  // oxlint-disable-next-line no-control-regex -- no colours where no terminal reads
  expect(text.stdout).not.toMatch(/\u001B/);
  const data = JSON.parse((await run(["ask", "failures for mara", "--json", ...at])).stdout);
  expect(data).toMatchObject({
    question: { intent: "list", range: { to: "2026-03-03T12:00:00.000Z" }, notUnderstood: [] },
    answer: { card: "list", shown: "1 to 2 of 2, newest first" },
  });
  const card = JSON.parse((await run(["ask", "failures for mara", "--card", ...at])).stdout);
  expect(card).toMatchObject({ type: "AdaptiveCard", version: "1.5" });
});

test("ask follows on from the question before, unless it is to be fresh", async () => {
  copyStore("follow.db");
  const own = ["--store", "follow.db", ...at];
  await run(["ask", "failures for mara", ...own]);
  expect((await run(["ask", "by app", ...own])).stdout).toMatch(/Follows on: top failures by app for mara/);
  expect((await run(["ask", "--fresh", "by app", ...own])).stdout).toMatch(
    /There is no earlier question here/,
  );
  expect((await run(["ask", "--fresh", "show query", ...own])).stdout).toMatch(/^This follows a question/);
});

test("ask answers where nothing can be remembered beside the store, and refuses a STATE that cannot be used", async () => {
  copyStore("alone.db");
  mkdirSync(join(cwd, "alone-state.db"));
  const ask = ["ask", "failures for mara", "--store", "alone.db", ...at];
  const answered = await run(ask);
  expect([answered.status, answered.stdout]).toEqual([0, expect.stringMatching(/^2 failures in 7 days/m)]);
  expect(answered.stderr).toMatch(/alone-state\.db can't be opened.*nothing is remembered/);
  const refused = await signpost(ask, { cwd, env: { AUTH: "off", STATE: "alone-state.db" } });
  expect([refused.status, refused.stdout]).toEqual([2, ""]);
  expect(refused.stderr).toMatch(/alone-state\.db can't be opened/);
});

test("ask knows who me is where that is said", async () => {
  const own = ["--store", "data/signpost.db", ...at];
  const known = await run(["ask", "my sign-ins", "--as", "5d0a9d3c-1111-4c3c-9b0e-aaaaaaaaaaaa", ...own]);
  expect(known.stdout).toMatch(/^3 sign-ins in 7 days/m);
  expect((await run(["ask", "my sign-ins", ...own])).stdout).toMatch(/--as ID/);
});

test.each([
  ["ask without a question", ["ask"], /no question here/],
  ["ask with a text too long", ["ask", "failures ".repeat(500)], /at most 4000 characters/],
  [
    "ask of a store that is not there",
    ["ask", "failures", "--store", "nowhere/none.db"],
    /no store nowhere\/none\.db.*import FILE/,
  ],
])("%s ends with status 2", async (_, args, message) => {
  const { status, stdout, stderr } = await run(args);
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/\n {4}at /);
  expect(existsSync(join(cwd, "nowhere"))).toBe(false);
});

test("ask takes exclusions without quotes and a question from standard input", async () => {
  copyStore("dash.db");
  const own = ["--store", "dash.db", ...at];
  const all = await run(["ask", "failures for mara", ...own]);
  const piped = await run(["ask", "-", ...own], "failures for mara\n");
  expect([piped.status, piped.stdout]).toEqual([0, all.stdout]);
  const without = await run(["ask", "failures", "for", "mara", "-code:50126", ...own]);
  expect([without.status, without.stdout]).toEqual([0, expect.stringMatching(/Nothing found/)]);
});
