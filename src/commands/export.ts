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
import { countedSignIns, frame, otherLogs, rangeButtons, reshape } from "./framing.ts";
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
    const limit = Math.min(question.limit ?? most, most);
    const columns = question.columns === undefined ? undefined : [...new Set(question.columns)];
    const contents = { filter: scope.filter, order, limit, format, columns } as const;
    const file = exportFile(stemOf(question, task), contents, deps.store);
    const delivery: Delivery =
      counts.signIns === 0 ? { lines: [], buttons: [] } : await handOver(file, format, columns, task, deps);
    const framed = frame(task, {
      headline: headline(counts, limit, order, format),
      coverage: [otherLogs(everywhere, scope.types)],
      buttons: [...delivery.buttons, ...buttons(question, format)],
    });
    const view: ExportView = {
      card: "export",
      ...framed,
      notes: [...framed.notes, ...left(counts.signIns, limit, question, most)],
      file: delivery.name ?? file.name,
      lines: [
        ...delivery.lines,
        formatLine(contents),
        columns === undefined ? everyField : columnsLine(columns),
      ],
    };
    return counts.signIns === 0 ? nothingFound({ ...view, file: "", lines: [] }, task, deps.store) : view;
  },
});

const everyField = `Columns: the time and all ${fieldNames.length} fields.`;

export const exportSignIns = createExport(limits.exportRecords);

function headline(counts: StatusCounts, limit: number, order: "newest" | "oldest", format: string): string {
  const all = countedSignIns(counts);
  const some = counts.signIns > limit ? `The ${order} ${number(limit)} of ${all}` : all;
  return `${some} as ${format.toUpperCase()}.`;
}

function left(signIns: number, limit: number, question: Question, most: number): string[] {
  if (signIns <= limit) return [];
  const records = plural(signIns - limit, "matching sign-in is", "matching sign-ins are");
  return question.limit !== undefined && question.limit <= most
    ? [`${records} not in the file, because ${number(limit)} were asked for.`]
    : [
        `${records} not in the file: it holds at most ${number(most)}. Ask for shorter ranges, one file each.`,
      ];
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
  format: ExportFormat,
  columns: readonly FieldName[] | undefined,
  { question, ownOnly }: Task,
  { deliver }: Deps,
): Promise<Delivery> {
  if (deliver !== undefined) return deliver(file);
  const chosen = columns === undefined ? {} : { columns: [...columns] };
  const asked = reshape(question, { intent: "export", format, ...chosen, ...sizeOf(question) });
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

function sizeOf({ limit, order }: Question): Partial<Question> {
  return { ...(limit !== undefined && { limit }), ...(order !== undefined && { order }) };
}

function buttons(question: Question, format: ExportFormat): Button[] {
  const other = format === "csv" ? "json" : "csv";
  const { columns } = question;
  return [
    {
      title: `As ${other.toUpperCase()}`,
      ask: reshape(question, {
        intent: "export",
        format: other,
        ...(columns !== undefined && { columns }),
        ...sizeOf(question),
      }),
    },
    {
      title: "Newest sign-ins",
      ask: reshape(question, { intent: "list", ...(columns !== undefined && { columns }) }),
    },
    { title: "Summary", ask: reshape(question, { intent: "summary" }) },
    ...rangeButtons(question),
  ];
}
