import { createAnalysis } from "../../src/commands/analysis.ts";
import { parse as parseCsv } from "csv-parse/sync";
import { expect, test } from "vitest";
import { authorise } from "../../src/access/access.ts";
import type { Deps } from "../../src/commands/command.ts";
import { createExport } from "../../src/commands/export.ts";
import { scopeOf } from "../../src/commands/scope.ts";
import type { ExportSet } from "../../src/exports/export-set.ts";
import { field, fieldNames } from "../../src/question/fields.ts";
import type { Question } from "../../src/question/question.ts";
import type { ExportView } from "../../src/views/view.ts";
import { renderText } from "../../src/views/text.ts";
import { textsOf } from "../exports/exported.ts";
import { companyStore, everyone, now, people } from "./company.ts";

const failures: Question = {
  intent: "export",
  where: [{ field: "status", is: ["failure"] }],
  window: { from: "now-7d", to: "now" },
  notUnderstood: [],
};

interface Exported {
  readonly view: ExportView;
  readonly set: ExportSet | undefined;
  /** Texts by name, in their order. */
  readonly files: Readonly<Record<string, string>>;
  /** Of the first file. */
  readonly rows: Record<string, string>[];
}

interface How {
  readonly most?: number;
  readonly perFile?: number;
  readonly withWay?: boolean;
  readonly ownOnly?: string;
}

async function exported(
  change: Partial<Question> = {},
  { most = 100, perFile = 100, withWay = true, ownOnly }: How = {},
): Promise<Exported> {
  const store = await companyStore();
  let set: ExportSet | undefined;
  const deps: Deps = {
    store,
    analysis: createAnalysis(store),
    access: everyone,
    version: "1",
    source: "hand-made data",
    ...(withWay && {
      deliver: async (delivered) => {
        set = delivered;
        return { lines: ["Here it is."], buttons: [{ title: "Download", url: "http://127.0.0.1:1/x" }] };
      },
    }),
  };
  const asked: Question = { ...failures, ...change };
  const permission =
    ownOnly === undefined
      ? undefined
      : await authorise({ question: asked, askerId: ownOnly, shared: false }, { readers: new Set() });
  const question = permission?.may === "own" ? permission.question : asked;
  const clock = { now, timezone: "Europe/Berlin", weekStart: "monday" } as const;
  const view = (await createExport(most, perFile).run(
    {
      question,
      asked: question,
      asker: {},
      memory: undefined,
      place: { shared: false, conversation: undefined },
      names: { labels: new Map(), notes: [], notMeant: [], accounts: new Map(), otherReadings: [] },
      scope: scopeOf(question, clock),
      coverage: await store.coverage(),
      synced: new Map(),
      ownOnly,
      signal: undefined,
    },
    deps,
  )) as ExportView;
  const files = set === undefined ? {} : await textsOf(set);
  const [[name, text] = ["", ""]] = Object.entries(files);
  const isTable = name.endsWith(".csv");
  return { view, set, files, rows: isTable ? parseCsv(text, { bom: true, columns: true }) : json(text) };
}

const json = (text: string): Record<string, string>[] =>
  text === "" ? [] : (JSON.parse(text) as Record<string, string>[]);

const range = "2026-03-24_2026-03-31";

test("an export counts what matches, says what the files hold, and gives them", async () => {
  const { view, files, rows } = await exported();
  expect(view).toMatchObject({
    card: "export",
    title: "Failures · interactive",
    headline: "14 failures as CSV.",
    notes: [],
    file: "signpost-failures-2026-03-31.zip",
    lines: [
      "Here it is.",
      expect.stringMatching(/^A file for each log.*at most 100 records a file/),
      expect.stringMatching(/newest first, times in UTC/),
      expect.stringMatching(/^Columns: the portal's.*Authentication details are in files of their own/),
    ],
  });
  expect(view.coverage[0]).toMatch(/Also matching/);
  expect(view.coverage[1]).toMatch(/^Newest record .* old\.$/);
  expect(Object.keys(files)).toEqual([
    `InteractiveSignIns_${range}.csv`,
    `InteractiveSignIns_AuthDetails_${range}.csv`,
  ]);
  expect(rows.length).toBe(14);
  expect(rows[0]).toMatchObject({ Status: "Failure", Username: "alex.brandt@contoso.com" });
});

const status = (...is: string[]): Partial<Question> => ({ where: [{ field: "status", is }] });
const columns: Partial<Question> = { columns: ["user"] };

test.each<[Partial<Question>, string]>([
  [{ where: [] }, "signpost-sign-ins-2026-03-31.zip"],
  [status("success"), "signpost-successes-2026-03-31.zip"],
  [status("interrupted"), "signpost-interrupted-2026-03-31.zip"],
  [status("failure", "interrupted"), "signpost-sign-ins-2026-03-31.zip"],
  [{ where: [{ field: "status", isNot: ["success"] }] }, "signpost-sign-ins-2026-03-31.zip"],
  [{ format: "json" }, `InteractiveSignIns_${range}.json`],
  [columns, `InteractiveSignIns_${range}.csv`],
  [{ ...columns, window: { from: "now-1d/d", to: "now/d" } }, "InteractiveSignIns_2026-03-29_2026-03-30.csv"],
])("%j is named %s", async (change, name) => {
  expect((await exported(change)).view.file).toBe(name);
});

test("an open range is named by the days of what was found", async () => {
  const { view } = await exported({ where: [], window: undefined, format: "json" });
  expect(view.file).toMatch(/^InteractiveSignIns_\d{4}-\d\d-\d\d_2026-03-31\.json$/);
});

test("all logs are exported, each as files of its own", async () => {
  const { files, view } = await exported({
    where: [
      { field: "type", is: ["interactiveUser", "nonInteractiveUser", "servicePrincipal", "managedIdentity"] },
    ],
    format: "json",
  });
  expect(view.file).toMatch(/\.zip$/);
  expect(Object.keys(files).map((name) => name.split("_")[0])).toEqual(
    expect.arrayContaining(["InteractiveSignIns", "NonInteractiveSignIns"]),
  );
});

test("more records than one file may hold come in several, and none is left out", async () => {
  const { files, view } = await exported({ format: "json" }, { perFile: 6 });
  expect(Object.entries(files).map(([name, text]) => [name, json(text).length])).toEqual([
    [`InteractiveSignIns_${range}.json`, 6],
    [`InteractiveSignIns_${range}_part2.json`, 6],
    [`InteractiveSignIns_${range}_part3.json`, 2],
  ]);
  expect([view.file, view.notes]).toEqual(["signpost-failures-2026-03-31.zip", []]);
});

test("what an export has no room for is said", async () => {
  const { view, rows } = await exported({}, { most: 10 });
  expect(rows.length).toBe(10);
  expect(view.headline).toBe("The newest 10 of 14 failures as CSV.");
  expect(view.notes).toEqual([
    "4 matching sign-ins are not in the export, which holds at most 10. Ask for shorter ranges, one export each.",
  ]);
  expect((await exported({}, { most: 14 })).view.notes).toEqual([]);
  expect((await exported({}, { most: 13 })).view.notes[0]).toMatch(
    /^1 matching sign-in is not in the export/,
  );
});

test("so many as were asked for, oldest first", async () => {
  const { view, rows } = await exported({ limit: 2, order: "oldest" });
  expect(rows.map((row) => row["Date (UTC)"])).toEqual(["2026-03-25T08:00:00Z", "2026-03-25T08:05:00Z"]);
  expect(view.headline).toBe("The oldest 2 of 14 failures as CSV.");
  expect(view.notes[0]).toMatch(/^12 matching sign-ins are not in the export, because 2 were asked for/);
});

test("those that are passed over are said", async () => {
  const { view, rows } = await exported({ offset: 12 });
  expect(rows.length).toBe(2);
  expect(view.headline).toBe("13 to 14 of 14 failures as CSV.");
  expect(view.notes).toEqual(["12 matching sign-ins are passed over before those of the export."]);
  const past = await exported({ offset: 14 });
  expect([past.set, past.view.headline]).toEqual([undefined, "No more: there are 14 failures in all."]);
});

test("the columns are those asked for, each once, and the answer names them", async () => {
  const { view, rows } = await exported({ columns: ["user", "ip", "user", "risk"] });
  expect(Object.keys(rows[0] ?? {})).toEqual([
    "Date (UTC)",
    "User",
    "Username",
    "User ID",
    "IP address",
    "Risk",
  ]);
  expect(view.lines.at(-1)).toBe("Columns: time, user, IP address and risk.");
  const asks = view.buttons.flatMap((button) => ("ask" in button ? [button.ask] : []));
  expect(asks[0]).toBe("export json failures columns:user,ip,user,risk last 7 days");
});

test("nothing found makes no file", async () => {
  const { view, set } = await exported({ where: [{ field: "country", is: ["FR"] }] });
  expect(set).toBeUndefined();
  expect(view).toMatchObject({ headline: expect.stringMatching(/^Nothing found\./), file: "", lines: [] });
});

test("where files cannot be given, the answer says how to get them, and no name in it acts on a shell", async () => {
  const named = { field: "app", is: [`it's "$(id)" \`id\``] } as const;
  const { view } = await exported({ where: [] }, { withWay: false });
  expect(view.lines[0]).toMatch(/terminal.*signpost ask 'export csv sign-ins last 7 days'$/);
  const where = [{ field: named.field, isNot: [...named.is] }];
  const hostile = await exported({ where }, { withWay: false });
  const [, command = ""] = / ask (.*)$/.exec(hostile.view.lines[0] ?? "") ?? [];
  // All of it is in single quotes, or an escaped single quote.
  expect(command).toMatch(/^('[^']*'|\\')+$/);
  const long = await exported({ where: [{ field: "app", isNot: ["x".repeat(450)] }] }, { withWay: false });
  expect(long.view.lines[0]).not.toContain("signpost ask");
});

test("who may see their own alone exports their own alone", async () => {
  const { view, rows } = await exported({ where: [] }, { ownOnly: people.bob.userId });
  expect(rows.length).toBe(8);
  expect(new Set(rows.map((row) => row["Username"]))).toEqual(new Set([people.bob.userPrincipalName]));
  expect(view.notes).toContain("Only your own sign-ins: you may not see those of others.");
  const { view: withoutWay } = await exported({ where: [] }, { ownOnly: people.bob.userId, withWay: false });
  expect(withoutWay.lines[0]).not.toContain("signpost ask");
});

test("a file and its answer say the same in the terminal", async () => {
  const { view } = await exported({ columns: [...fieldNames].slice(0, 12) });
  const text = renderText(view, { width: 100, colour: false }).replace(/\s+/g, " ");
  for (const name of fieldNames.slice(0, 12))
    expect(text.toLowerCase()).toContain(field(name).label.toLowerCase());
});
