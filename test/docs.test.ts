import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { documents, readRegion, regions } from "../scripts/documents.ts";
import { commands } from "../src/commands/commands.ts";
import { errorExamples, thresholdExamples, timeExamples } from "../src/commands/help-texts.ts";
import { stories } from "../src/demo/stories.ts";
import { describe } from "../src/question/describe.ts";
import { field, fieldNames } from "../src/question/fields.ts";
import { parse, type Context } from "../src/question/parse/parse.ts";
import type { View } from "../src/views/view.ts";

const root = new URL("../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");
const readme = read("README.md");

const context: Context = {
  now: new Date("2026-11-20T10:00:00Z"),
  timezone: "Europe/Berlin",
  weekStart: "monday",
  locale: "en-GB",
};

test.each(Object.keys(documents({ readme })))('%s is what "npm run docs" writes', (path) => {
  expect(read(path)).toBe(documents({ readme })[path]);
});

test.each(Object.keys(regions))("the README has a region of %s", (name) => {
  expect(readRegion(readme, name)).not.toBeUndefined();
});

const sentences = {
  "commands.ts": commands.flatMap(({ examples }) => examples),
  "help-texts.ts": [...timeExamples, ...thresholdExamples, ...errorExamples],
  "fields.ts": fieldNames.map((name) => field(name).example),
  "stories.ts": stories.map(({ question }) => question),
  "README.md": [
    ...matches(readme, /^- Ask `([^`]+)`/gm),
    ...matches(readme, /(?:signpost|cli\.js)(?: --)? (?:ask|parse)(?: --\w+)* "([^"]+)"/g),
  ],
  "index.html": matches(read("src/chat/page/index.html"), /<button type="button">([^<]+)</g),
  // "next" follows up.
  "pictures.ts": matches(read("scripts/pictures.ts"), /\bask: "((?!next")[^"]+)"/g),
};

test.each(Object.entries(sentences))("%s shows sentences", (_, shown) => {
  expect(shown.length).toBeGreaterThan(2);
});

test.each(Object.entries(sentences).flatMap(([file, all]) => all.map((sentence) => [file, sentence])))(
  "%s: every word of “%s” is understood, and its canonical form means the same",
  (_, sentence) => {
    const question = parse(sentence, context);
    expect(question.notUnderstood).toEqual([]);
    expect(parse(describe(question), context)).toEqual(question);
  },
);

test.each(commands.flatMap(({ intent, examples }) => examples.map((example) => [intent, example])))(
  "the command %s answers its example “%s”",
  (intent, example) => {
    expect(parse(example, context).intent).toBe(intent);
  },
);

test.each(fieldNames.map((name) => [name, field(name).example] as const))(
  "the example of the field %s, “%s”, filters by it",
  (name, example) => {
    expect(parse(example, context).where.map((condition) => condition.field)).toContain(name);
  },
);

test("every view has a template, and every template a view", () => {
  const views: Record<View["card"], true> = {
    choice: true,
    compare: true,
    count: true,
    coverage: true,
    detail: true,
    explain: true,
    export: true,
    help: true,
    hunt: true,
    link: true,
    list: true,
    methods: true,
    notice: true,
    pattern: true,
    policies: true,
    summary: true,
    top: true,
    trend: true,
  };
  expect(stems("cards/")).toEqual(Object.keys(views).sort());
});

test("every part of a card exists and is used", () => {
  const texts = [
    ...stems("cards/").map((stem) => read(`cards/${stem}.json`)),
    ...stems("cards/parts/").map((stem) => read(`cards/parts/${stem}.json`)),
  ];
  const used = texts.flatMap((text) => matches(text, /"\$part": "([^"]+)"/g));
  expect([...new Set(used)].sort()).toEqual(stems("cards/parts/"));
});

test.each(["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])("the files that %s links to exist", (path) => {
  const links = matches(read(path), /\]\((?!https:|#)([^)#]+)[^)]*\)/g);
  expect(links.filter((link) => !existsSync(new URL(link, root)))).toEqual([]);
});

test("the npm scripts that the documents name exist", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const named = ["README.md", "CONTRIBUTING.md", ".ci/run"].flatMap((path) =>
    matches(read(path), /npm run (?:-s )?([a-z:]+)/g),
  );
  expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
});

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? "");
}

/** Names of the JSON files of a folder, without their ending, sorted. */
function stems(folder: string): string[] {
  return readdirSync(new URL(folder, root))
    .filter((name) => name.endsWith(".json"))
    .map((name) => name.slice(0, -".json".length))
    .sort();
}
