import type { FieldName } from "../question/fields.ts";
import type { ExportFormat } from "../question/question.ts";
import type { Filter, Store } from "../store/store.ts";
import type { Button } from "../views/view.ts";
import { columnsOf } from "./columns.ts";
import { csvOf } from "./csv.ts";
import { jsonOf } from "./json.ts";
import { signInPages } from "./pages.ts";

/** What stands in a file of sign-ins. */
export interface Contents {
  readonly filter: Filter;
  readonly order: "newest" | "oldest";
  /** Most records. */
  readonly limit: number;
  /** Records that are passed over before. */
  readonly offset?: number | undefined;
  readonly format: ExportFormat;
  /** Absent: every field. */
  readonly columns: readonly FieldName[] | undefined;
}

/** A file that is made while it is read: nothing of it is kept. */
export interface ExportFile {
  readonly name: string;
  readonly contentType: string;
  /** Its text, piece by piece. Each call makes it anew. */
  readonly content: (signal?: AbortSignal) => AsyncIterable<string>;
}

/** How a file got, or gets, to the one who asked for it. */
export interface Delivery {
  /** Under which name, where it is another one. */
  readonly name?: string;
  /** What to tell them: where it is, how long it can be had. */
  readonly lines: readonly string[];
  readonly buttons: readonly Button[];
}

/** Hands a file over. Each place has its own way: the terminal writes it to the disk, the chat page offers a link. */
export type Deliver = (file: ExportFile) => Promise<Delivery>;

const contentTypes: Readonly<Record<ExportFormat, string>> = {
  csv: "text/csv; charset=utf-8",
  json: "application/json; charset=utf-8",
};

/** The file of what matches, under a name without its ending, such as "signpost-failures-2026-11-25". */
export function exportFile(stem: string, contents: Contents, store: Store): ExportFile {
  const { filter, order, limit, offset, format, columns } = contents;
  return {
    name: `${stem}.${format}`,
    contentType: contentTypes[format],
    content: (signal) => {
      const pages = signInPages(store, filter, { order, limit, offset, signal });
      return format === "csv" ? csvOf(pages, columnsOf(columns)) : jsonOf(pages, columns);
    },
  };
}
