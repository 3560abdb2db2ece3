import { createAnalysis } from "../../src/commands/analysis.ts";
import { parse as parseCsv } from "csv-parse/sync";
import { expect, test } from "vitest";
import { permit } from "../../src/access/access.ts";
import type { Deps } from "../../src/commands/command.ts";
import { createExport } from "../../src/commands/export.ts";
import { scopeOf } from "../../src/commands/scope.ts";
import type { ExportFile } from "../../src/exports/file.ts";
import { field, fieldNames } from "../../src/question/fields.ts";
import type { Question } from "../../src/question/question.ts";
import type { ExportView } from "../../src/views/view.ts";
import { renderText } from "../../src/views/text.ts";
import { companyStore, everyone, now, people } from "./company.ts";

const failures: Question = {
  intent: "export",
  where: [{ field: "status", is: ["failure"] }],
  window: { from: "now-7d", to: "now" },
  notUnderstood: [],
};

interface Exported {
  readonly view: ExportView;
  readonly file: ExportFile | undefined;
  readonly rows: Record<string, string>[];
}

async function exported(
  change: Partial<Question> = {},
  { most = 100, withWay = true, ownOnly }: { most?: number; withWay?: boolean; ownOnly?: string } = {},
): Promise<Exported> {
  const store = await companyStore();
  let file: ExportFile | undefined;
  const deps: Deps = {
    store,
    analysis: createAnalysis(store),
    access: everyone,
    version: "1",
    source: "hand-made data",
    ...(withWay && {
      deliver: async (delivered) => {
        file = delivered;
        return { lines: ["Here it is."], buttons: [{ title: "Download", url: "http://127.0.0.1:1/x" }] };
      },
    }),
  };
  const asked: Question = { ...failures, ...change };
  const permission = ownOnly === undefined ? undefined : permit(asked, ownOnly, { readers: new Set() });
  const question = permission?.may === "own" ? permission.question : asked;
  const clock = { now, timezone: "Europe/Berlin", weekStart: "monday" } as const;
  const view = (await createExport(most).run(
    {
      question,
      asked: question,
      memory: undefined,
      names: { labels: new Map(), notes: [], notMeant: [], otherReadings: [] },
      scope: scopeOf(question, clock),
      coverage: await store.coverage(),
      ownOnly,
      signal: undefined,
    },
    deps,
  )) as ExportView;
  let text = "";
  for await (const piece of file?.content() ?? []) text += piece;
  const isTable = file?.name.endsWith(".csv") === true;
  return { view, file, rows: isTable ? parseCsv(text, { bom: true, columns: true }) : json(text) };
}

const json = (text: string): Record<string, string>[] =>
  text === "" ? [] : (JSON.parse(text) as Record<string, string>[]);

test("an export counts what matches, says what the file holds, and gives it", async () => {
  const { view, file, rows } = await exported();
  expect(view).toMatchObject({
    card: "export",
    title: "Failures · interactive",
    headline: "14 failures as CSV.",
    notes: [],
    file: "signpost-failures-2026-03-31.csv",
    lines: [
      "Here it is.",
      expect.stringMatching(/newest first, times in UTC/),
      `Columns: the time and all ${fieldNames.length} fields.`,
    ],
  });
  expect(view.coverage[0]).toMatch(/Also matching/);
  expect(file?.contentType).toBe("text/csv; charset=utf-8");
  expect(rows.length).toBe(14);
  expect(rows[0]).toMatchObject({ Status: "failure", Username: "alex.brandt@contoso.com" });
});

test.each<[Partial<Question>, string]>([
  [{ where: [] }, "signpost-sign-ins-2026-03-31.csv"],
  [{ where: [{ field: "status", is: ["success"] }] }, "signpost-successes-2026-03-31.csv"],
  [{ where: [{ field: "status", is: ["interrupted"] }] }, "signpost-interrupted-2026-03-31.csv"],
  [{ where: [{ field: "status", is: ["failure", "interrupted"] }] }, "signpost-sign-ins-2026-03-31.csv"],
  [{ where: [{ field: "status", isNot: ["success"] }] }, "signpost-sign-ins-2026-03-31.csv"],
  [{ format: "json" }, "signpost-failures-2026-03-31.json"],
])("%j is named %s", async (change, name) => {
  expect((await exported(change)).view.file).toBe(name);
});

test("what a file has no room for is said", async () => {
  const { view, rows } = await exported({}, { most: 10 });
  expect(rows.length).toBe(10);
  expect(view.headline).toBe("The newest 10 of 14 failures as CSV.");
  expect(view.notes).toEqual([
    "4 matching sign-ins are not in the file, which holds at most 10. Ask for shorter ranges, one file each.",
  ]);
  expect((await exported({}, { most: 14 })).view.notes).toEqual([]);
  expect((await exported({}, { most: 13 })).view.notes[0]).toMatch(/^1 matching sign-in is not in the file/);
});

test("so many as were asked for, oldest first", async () => {
  const { view, rows } = await exported({ limit: 2, order: "oldest" });
  expect(rows.map((row) => row["Date (UTC)"])).toEqual(["2026-03-25T08:00:00Z", "2026-03-25T08:05:00Z"]);
  expect(view.headline).toBe("The oldest 2 of 14 failures as CSV.");
  expect(view.notes[0]).toMatch(/^12 matching sign-ins are not in the file, because 2 were asked for/);
});

test("those that are passed over are said", async () => {
  const { view, rows } = await exported({ offset: 12 });
  expect(rows.length).toBe(2);
  expect(view.headline).toBe("13 to 14 of 14 failures as CSV.");
  expect(view.notes).toEqual(["12 matching sign-ins are passed over before those of the file."]);
  const past = await exported({ offset: 14 });
  expect([past.file, past.view.headline]).toEqual([undefined, "No more: there are 14 failures in all."]);
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
  const { view, file } = await exported({ where: [{ field: "country", is: ["FR"] }] });
  expect(file).toBeUndefined();
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
