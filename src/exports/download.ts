import type { ExportFormat } from "../question/question.ts";
import type { ExportSet } from "./export-set.ts";
import { zipOf } from "./zip.ts";

/** An export as one file, which is made while it is read. */
export interface Download {
  readonly name: string;
  readonly contentType: string;
  /** Piece by piece. Each call makes it anew. */
  readonly content: (signal?: AbortSignal) => AsyncIterable<string | Uint8Array>;
}

/** What an export is as one file: the file, where it is only one, else a .zip of all. */
export function downloadOf({ name, only, format, asked, files }: ExportSet): Download {
  if (only === undefined)
    return {
      name: `${name}.zip`,
      contentType: "application/zip",
      content: (signal) => zipOf(files(signal), asked),
    };
  return {
    name: only,
    contentType: contentTypes[format],
    async *content(signal) {
      for await (const { content } of files(signal)) yield* content;
    },
  };
}

const contentTypes: Readonly<Record<ExportFormat, string>> = {
  csv: "text/csv; charset=utf-8",
  json: "application/json; charset=utf-8",
};
