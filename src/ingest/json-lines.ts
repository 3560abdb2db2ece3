import { JsonSplitter } from "./json-records.ts";
import { LineSplitter } from "./lines.ts";
import type { SourceRecord } from "./quarantine.ts";

/** Splits text with one JSON value on every line, so that a broken line says nothing about the next. */
export class JsonLinesSplitter {
  readonly #lines = new LineSplitter();

  push(text: string): SourceRecord[] {
    return this.#lines.push(text).flatMap(recordsOfLine);
  }

  end(): SourceRecord[] {
    return this.#lines.end().flatMap(recordsOfLine);
  }
}

function recordsOfLine(line: string): SourceRecord[] {
  const splitter = new JsonSplitter();
  return [...splitter.push(line), ...splitter.end()];
}
