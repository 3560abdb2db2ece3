import { detailedTypes, portalFileName } from "../portal/files.ts";
import type { FieldName } from "../question/fields.ts";
import type { ExportFormat } from "../question/question.ts";
import type { SignInType } from "../signin/sign-in.ts";
import type { Filter, Store } from "../store/store.ts";
import type { Button } from "../views/view.ts";
import { csvOf } from "./csv.ts";
import { jsonOf } from "./json.ts";
import { pagesOf } from "./pages.ts";
import { partsOf } from "./parts.ts";
import { stepColumns, type Step } from "./portal-columns.ts";
import { canBeScanned, fieldsOfSignIns, type Rows, scannedFields, wholeSignIns } from "./rows.ts";

/** What stands in the files of an export. */
export interface Contents {
  readonly filter: Filter;
  readonly order: "newest" | "oldest";
  /** Most sign-ins, of all logs together. */
  readonly limit: number;
  /** Sign-ins that are passed over before. */
  readonly offset?: number | undefined;
  readonly format: ExportFormat;
  /** Absent: all that the portal's downloads have, and every field. */
  readonly columns: readonly FieldName[] | undefined;
  /** The logs that hold what matches, and how many of it. */
  readonly logs: readonly { readonly type: SignInType; readonly signIns: number }[];
  /** First and last day of the range, in UTC: "2026-03-01". */
  readonly days: readonly [from: string, to: string];
  /** Most records of one file. */
  readonly perFile: number;
}

/** One file of an export, which is made while it is read: once, and to its end before the next file is asked for. */
export interface ExportFile {
  readonly name: string;
  readonly content: AsyncIterable<string>;
}

/** The files of an export. Nothing of them is kept: each call makes them anew. */
export interface ExportSet {
  /** Of all of them together, without an ending, such as "signpost-failures-2026-11-25". */
  readonly name: string;
  /** The name of the file where there is only one. */
  readonly only: string | undefined;
  readonly format: ExportFormat;
  /** When it was asked for: milliseconds since 1970. */
  readonly asked: number;
  readonly files: (signal?: AbortSignal) => AsyncIterable<ExportFile>;
}

/** How files got, or get, to the one who asked for them. */
export interface Delivery {
  /** Under which name, where it is another one. */
  readonly name?: string;
  /** What to tell them: where they are, how long they can be had. */
  readonly lines: readonly string[];
  readonly buttons: readonly Button[];
  /** The name of the offer that follows, where the place makes one. */
  readonly offer?: string;
}

/** Hands files over to whoever asked for them: `owner`, by their object id. Each place has its own way: the terminal writes them to the disk, the chat page offers a link. */
export type Deliver = (files: ExportSet, owner: string) => Promise<Delivery>;

/**
 * The files of what matches, as the portal's downloads have them: one for each log, a CSV with its authentication
 * details in another, a JSON with them inside; where one would hold too many records, in parts.
 */
export function exportSet(
  about: Pick<ExportSet, "name" | "asked">,
  contents: Contents,
  store: Store,
): ExportSet {
  const { logs, limit, offset = 0, format, columns, perFile } = contents;
  const [log] = logs;
  const matching = logs.reduce((sum, { signIns }) => sum + signIns, 0);
  const few = Math.min(limit, matching - offset) <= perFile;
  const isOne = log !== undefined && logs.length === 1 && few && !hasDetails(log.type, contents);
  return {
    ...about,
    format,
    only: isOne ? nameOf(log.type, false, 1, contents) : undefined,
    // More may be written before the files are fetched: one file stays one file.
    files: (signal) => {
      const wanted = isOne ? { ...contents, limit: Math.min(limit, perFile) } : contents;
      if (columns === undefined) return filesOf(wholeSignIns(store), wanted, signal);
      return canBeScanned(columns)
        ? filesOf(scannedFields(store, columns), wanted, signal)
        : filesOf(fieldsOfSignIns(store, columns), wanted, signal);
    },
  };
}

async function* filesOf<Row>(
  rows: Rows<Row>,
  contents: Contents,
  signal?: AbortSignal,
): AsyncGenerator<ExportFile> {
  const { format, perFile } = contents;
  for (const { type } of contents.logs) {
    const read = (): AsyncGenerator<readonly Row[]> => rowsOf(type, rows, contents, signal);
    let part = 0;
    for await (const pages of partsOf(read(), perFile, false)) {
      const content = format === "csv" ? csvOf(pages, rows.columns(type)) : jsonOf(pages, rows.record);
      yield { name: nameOf(type, false, ++part, contents), content };
    }
    if (part === 0 || !hasDetails(type, contents)) continue;
    part = 0;
    for await (const pages of partsOf(stepsOf(read(), rows), perFile, true))
      yield { name: nameOf(type, true, ++part, contents), content: csvOf(pages, stepColumns) };
  }
}

/** The rows of one log. Where what matches in all logs is cut to the newest, it has those of them that are its own. */
async function* rowsOf<Row>(
  type: SignInType,
  rows: Rows<Row>,
  { filter, order, limit, offset = 0, logs }: Contents,
  signal?: AbortSignal,
): AsyncGenerator<readonly Row[]> {
  const matching = logs.reduce((sum, { signIns }) => sum + signIns, 0);
  if (logs.length > 1 && (offset > 0 || limit < matching)) {
    for await (const page of pagesOf(rows, filter, { order, limit, offset, signal }))
      yield page.filter((row) => rows.typeOf(row) === type);
    return;
  }
  const others = filter.where.filter((condition) => condition.field !== "type");
  const own: Filter = { ...filter, where: [...others, { field: "type", is: [type] }] };
  yield* pagesOf(rows, own, { order, limit, offset, signal });
}

async function* stepsOf<Row>(
  pages: AsyncIterable<readonly Row[]>,
  rows: Rows<Row>,
): AsyncGenerator<readonly Step[]> {
  for await (const page of pages) yield page.flatMap((row) => rows.stepsOf(row));
}

function hasDetails(type: SignInType, { format, columns }: Contents): boolean {
  return format === "csv" && columns === undefined && detailedTypes.has(type);
}

function nameOf(type: SignInType, details: boolean, part: number, { days, format }: Contents): string {
  const [from, to] = days;
  return `${portalFileName({ type, details, from, to, part })}.${format}`;
}
