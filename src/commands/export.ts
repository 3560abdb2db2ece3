import { TZDate } from "@date-fns/tz";
import { format as formatDate } from "date-fns";
import { exportFile, type Contents, type Delivery, type ExportFile } from "../exports/file.ts";
import { limits } from "../limits.ts";
import { fieldNames, type FieldName } from "../question/fields.ts";
import type { ExportFormat, Question } from "../question/question.ts";
import type { StatusCounts } from "../store/store.ts";
import type { Button, ExportView } from "../views/view.ts";
import { number, plural } from "../views/words.ts";
import { columnsLine } from "./columns.ts";
import type { Command, Deps, Task } from "./command.ts";
import { countedSignIns, frame, otherLogs, rangeButtons, reshape, sentence } from "./framing.ts";
import { nothingFound } from "./nothing.ts";

/**
 * The sign-ins that match as a file.
 * @param most records of one file
 */
export const createExport = (most: number): Command => ({
  intent: "export",
  summary: "The matching sign-ins as a file, CSV or JSON, with every field or the columns you name.",
  examples: [
    "export failures last 7 days as csv",
    "export sign-ins for alice last 30 days as json",
    "export failures today as csv columns user, app, ip, error code",
  ],
  run: async (task, deps) => {
    const { question, scope, signal } = task;
    const [{ counts }, everywhere] = await Promise.all([
      deps.store.summarise(scope.filter, { facets: [], limit: 0, distinct: [] }, signal),
      deps.store.summarise(scope.anyType, { facets: ["type"], limit: 4, distinct: [] }, signal),
    ]);
    const format = question.format ?? "csv";
    const order = question.order === "oldest" ? "oldest" : "newest";
    const { offset = 0 } = question;
    const limit = Math.min(question.limit ?? most, most);
    const records = Math.min(limit, Math.max(0, counts.signIns - offset));
    const columns = question.columns === undefined ? undefined : [...new Set(question.columns)];
    const contents: Contents = { filter: scope.filter, order, limit, offset, format, columns };
    const file = exportFile(stemOf(question, task), contents, deps.store);
    const delivery =
      records === 0 ? undefined : await handOver(file, sentence(question, { format }), task.ownOnly, deps);
    const framed = frame(task, {
      headline: headline(counts, records, contents),
      coverage: [otherLogs(everywhere, scope.types)],
      buttons: [...(delivery?.buttons ?? []), ...buttons(question, format)],
    });
    const view: ExportView = {
      card: "export",
      ...framed,
      notes: [...framed.notes, ...left(counts.signIns, records, offset, limit < most ? undefined : most)],
      file: delivery === undefined ? "" : (delivery.name ?? file.name),
      lines: delivery === undefined ? [] : [...delivery.lines, formatLine(contents), columnsText(columns)],
    };
    return counts.signIns === 0 ? nothingFound(view, task, deps.store) : view;
  },
});

export const exportSignIns = createExport(limits.exportRecords);

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

/** What matches and is not in the file, and why. `most` is the bound of a file where that is the reason. */
function left(signIns: number, records: number, offset: number, most: number | undefined): string[] {
  const said = (count: number): string => plural(count, "matching sign-in is", "matching sign-ins are");
  const after = signIns - offset - records;
  const reason =
    most === undefined
      ? `because ${number(records)} were asked for.`
      : `which holds at most ${number(most)}. Ask for shorter ranges, one file each.`;
  return [
    ...(offset > 0 && records > 0 ? [`${said(offset)} passed over before those of the file.`] : []),
    ...(after > 0 ? [`${said(after)} not in the file, ${reason}`] : []),
  ];
}

function columnsText(columns: readonly FieldName[] | undefined): string {
  return columns === undefined
    ? `Columns: the time and all ${fieldNames.length} fields.`
    : columnsLine(columns);
}

/** "signpost-failures-2026-11-25": what it holds, and the day on which it was asked for. */
function stemOf({ where }: Question, { scope }: Task): string {
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

/** The way that there is here; where there is none, how to get the file in the terminal. */
async function handOver(
  file: ExportFile,
  asked: string,
  ownOnly: string | undefined,
  { deliver }: Deps,
): Promise<Delivery> {
  if (deliver !== undefined) return deliver(file);
  const how =
    ownOnly !== undefined || asked.length > longestCommand
      ? "Who runs this bot can make it there."
      : `Ask there: signpost ask ${inQuotes(asked)}`;
  return { lines: [`Files come in the terminal of the bot's machine alone, for now. ${how}`], buttons: [] };
}

/** Characters of a command that is shown to be copied: a longer one would be cut. */
const longestCommand = 400;

/** In single quotes a shell takes nothing for its own: names in it may be anybody's. */
function inQuotes(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function formatLine({ format, order, columns }: Contents): string {
  if (format === "csv")
    return `A row a sign-in, ${order} first, times in UTC; what a spreadsheet would take for a formula begins with an apostrophe.`;
  const shape = columns === undefined ? "in the shape of Microsoft Graph's" : "with these fields";
  return `One array, ${order} first, times in UTC; a record a sign-in, ${shape}.`;
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
