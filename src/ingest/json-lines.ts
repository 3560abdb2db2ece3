import { depthLimit, JsonSplitter } from "./json-records.ts";
import { isWrapperKey } from "./json-wrapper.ts";
import { LineSplitter } from "./lines.ts";
import { recordLength, type SourceRecord } from "./quarantine.ts";

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
  const record = recordOf(line);
  if (record !== undefined) return [record];
  const splitter = new JsonSplitter();
  return [...splitter.push(line), ...splitter.end()];
}

/** The record of a line that is one record and nothing else, as most lines are: no need to look at each of its signs. */
function recordOf(line: string): SourceRecord | undefined {
  const json = line.trim();
  if (!json.startsWith("{") || json.length > recordLength) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  const isWrapper = Object.entries(value as object).some(
    ([key, held]) => Array.isArray(held) && isWrapperKey(key),
  );
  return isWrapper || isDeeper(value, depthLimit) ? undefined : { text: json, value, json };
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  for (const key in value) if (isDeeper((value as Record<string, unknown>)[key], levels - 1)) return true;
  return false;
}
