import { TZDate } from "@date-fns/tz";
import { format as formatDate } from "date-fns";
import { downloadOf } from "../exports/download.ts";
import { exportSet, type Contents, type Delivery, type ExportSet } from "../exports/export-set.ts";
import { limits } from "../limits.ts";
import type { ExportFormat, Question } from "../question/question.ts";
import { signInTypes } from "../signin/sign-in.ts";
import type { StatusCounts, Summary } from "../store/store.ts";
import type { Button, ExportView } from "../views/view.ts";
import { number, plural } from "../views/words.ts";
import { columnsLine } from "./columns.ts";
import type { Command, Deps, Task } from "./command.ts";
import { countedSignIns, frame, otherLogs, rangeButtons, reshape, sentence } from "./framing.ts";
import { nothingFound } from "./nothing.ts";

/**
 * The sign-ins that match as files.
 * @param most sign-ins of one export
 * @param perFile records of one file
 */
export const createExport = (most: number, perFile: number): Command => ({
  intent: "export",
  group: "signIns",
  summary:
    "The matching sign-ins as CSV or JSON, in files like the portal's downloads, or with the columns you name.",
  examples: [
    "export failures last 7 days as csv",
    "export sign-ins for alice last 30 days as json",
    "export failures today as csv columns user, app, ip, error code",
  ],
  run: async (task, deps) => {
    const { question, scope, signal } = task;
    const logs = { facets: ["type"], limit: 4, distinct: [] } as const;
    const [found, everywhere] = await Promise.all([
      deps.store.summarise(scope.filter, logs, signal),
      deps.store.summarise(scope.anyType, logs, signal),
    ]);
    const { counts } = found;
    const { offset = 0 } = question;
    const limit = Math.min(question.limit ?? most, most);
    const records = Math.min(limit, Math.max(0, counts.signIns - offset));
    const contents: Contents = {
      filter: scope.filter,
      order: question.order === "oldest" ? "oldest" : "newest",
      limit,
      offset,
      format: question.format ?? "csv",
      columns: question.columns === undefined ? undefined : [...new Set(question.columns)],
      logs: logsOf(found),
      days: daysOf(task, found),
      perFile,
    };
    const { format } = contents;
    const files = exportSet({ name: nameOf(question, task), asked: scope.now }, contents, deps.store);
    const delivery =
      records === 0 ? undefined : await handOver(files, sentence(question, { format }), task, deps);
    const framed = frame(task, {
      headline: headline(counts, records, contents),
      coverage: [otherLogs(everywhere, scope.types)],
      buttons: [...(delivery?.buttons ?? []), ...buttons(question, format)],
    });
    const view: ExportView = {
      card: "export",
      ...framed,
      notes: [...framed.notes, ...left(counts.signIns, records, offset, limit < most ? undefined : most)],
      file: delivery === undefined ? "" : (delivery.name ?? downloadOf(files).name),
      lines: delivery === undefined ? [] : [...delivery.lines, ...contentLines(contents)],
      ...(delivery?.offer !== undefined && { offer: delivery.offer }),
    };
    return counts.signIns === 0 ? nothingFound(view, task, deps.store) : view;
  },
});

export const exportSignIns = createExport(limits.exportRecords, limits.fileRecords);

/** In the portal's order. */
function logsOf({ facets }: Summary): Contents["logs"] {
  const found = new Map(facets.type?.map(({ values, counts }) => [values[0]?.key, counts.signIns]));
  return signInTypes
    .map((type) => ({ type, signIns: found.get(type) ?? 0 }))
    .filter(({ signIns }) => signIns > 0);
}

/** The days of the range, or of what was found where that is open. */
function daysOf({ scope }: Task, { first, last }: Summary): Contents["days"] {
  const { from, to } = scope.range;
  const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
  return [day(from ?? first ?? scope.now), day(to === undefined ? (last ?? scope.now) : to - 1)];
}

function headline(counts: StatusCounts, records: number, { order, offset = 0, format }: Contents): string {
  const all = countedSignIns(counts);
  if (records === 0) return `No more: there are ${all} in all.`;
  const some =
    offset > 0
      ? `${number(offset + 1)} to ${number(offset + records)} of ${all}`
      : records < counts.signIns
        ? `The ${order} ${number(records)} of ${all}`
        : all;
  return `${some} as ${format.toUpperCase()}.`;
}

/** What matches and is not in the export, and why. `most` is the bound of an export where that is the reason. */
function left(signIns: number, records: number, offset: number, most: number | undefined): string[] {
  const said = (count: number): string => plural(count, "matching sign-in is", "matching sign-ins are");
  const after = signIns - offset - records;
  const reason =
    most === undefined
      ? `because ${number(records)} were asked for.`
      : `which holds at most ${number(most)}. Ask for shorter ranges, one export each.`;
  return [
    ...(offset > 0 && records > 0 ? [`${said(offset)} passed over before those of the export.`] : []),
    ...(after > 0 ? [`${said(after)} not in the export, ${reason}`] : []),
  ];
}

/** "signpost-failures-2026-11-25": what it holds, and the day on which it was asked for. */
function nameOf({ where }: Question, { scope }: Task): string {
  const status = where.find((condition) => condition.field === "status")?.is ?? [];
  const [only = "", ...more] = status;
  const words: Readonly<Record<string, string>> = {
    failure: "failures",
    success: "successes",
    interrupted: only,
  };
  const what = more.length === 0 ? (words[only] ?? "sign-ins") : "sign-ins";
  return `signpost-${what}-${formatDate(new TZDate(scope.now, scope.timezone), "yyyy-MM-dd")}`;
}

/** The way that there is here; where there is none, how to get the files in the terminal. */
async function handOver(
  files: ExportSet,
  asked: string,
  { ownOnly, memory }: Task,
  { deliver }: Deps,
): Promise<Delivery> {
  if (deliver !== undefined) return deliver(files, memory?.place.person ?? "");
  const how =
    ownOnly !== undefined || asked.length > longestCommand
      ? "Who runs this bot can make them there."
      : `Ask there: signpost ask ${inQuotes(asked)}`;
  return { lines: [`Files come in the terminal of the bot's machine alone, for now. ${how}`], buttons: [] };
}

/** Characters of a command that is shown to be copied: a longer one would be cut. */
const longestCommand = 400;

/** In single quotes a shell takes nothing for its own: names in it may be anybody's. */
function inQuotes(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function contentLines({ format, order, columns, perFile }: Contents): string[] {
  const files = `A file for each log, named as the portal names them; at most ${number(perFile)} records a file, more in parts.`;
  const times = `${order} first, times in UTC`;
  if (format === "json") {
    const shape =
      columns === undefined
        ? "in the shape of Microsoft Graph's, authentication details inside"
        : "with these fields";
    return [files, `One array a file, ${times}; a record a sign-in, ${shape}.`, ...columnsLines(columns)];
  }
  return [
    files,
    `A row a sign-in, ${times}; what a spreadsheet would take for a formula begins with an apostrophe.`,
    ...(columns === undefined
      ? [
          "Columns: the portal's, then the fields that it has no column for. Authentication details are in files of their own.",
        ]
      : columnsLines(columns)),
  ];
}

function columnsLines(columns: Contents["columns"]): string[] {
  return columns === undefined ? [] : [columnsLine(columns)];
}

function buttons(question: Question, format: ExportFormat): Button[] {
  const other = format === "csv" ? "json" : "csv";
  const { columns } = question;
  return [
    { title: `As ${other.toUpperCase()}`, ask: sentence(question, { format: other }) },
    {
      title: "Newest sign-ins",
      ask: reshape(question, { intent: "list", ...(columns !== undefined && { columns }) }),
    },
    { title: "Summary", ask: reshape(question, { intent: "summary" }) },
    ...rangeButtons(question),
  ];
}
