import { headerOf } from "./csv-records.ts";
import { jsonFormatName, readJson } from "./json-formats.ts";
import { isLogAnalytics, readLogAnalytics } from "./log-analytics.ts";
import type { RecordReader } from "./normalise.ts";
import { portalFile, portalRowReader, portalStepReader } from "./portal-csv.ts";

export interface Format {
  /** As shown to people. */
  readonly name: string;
  readonly layout:
    | { readonly kind: "csv"; readonly delimiter: string }
    /** One JSON value on every line. */
    | { readonly kind: "lines" }
    | { readonly kind: "json" };
  readonly read: RecordReader;
}

/** The format of a file by the text it begins with, or what that text looks like instead. */
export function recognise(head: string): Format | { readonly seen: string } {
  if (head.trim() === "") return { seen: "nothing: it is empty" };
  if (head.includes("\0")) return { seen: "binary data" };
  return /^\s*[[{]/.test(head) ? json(head) : csv(head);
}

function json(head: string): Format | { seen: string } {
  const name = jsonFormatName(head);
  if (name === undefined) return { seen: "JSON, but no properties of sign-ins" };
  return { name, layout: { kind: isLines(head) ? "lines" : "json" }, read: readJson };
}

function csv(head: string): Format | { seen: string } {
  const [delimiter, columns] = [",", ";", "\t"]
    .map((delimiter) => [delimiter, headerOf(head, delimiter)] as const)
    .reduce((best, next) => (next[1].length > best[1].length ? next : best));
  if (columns.length < 2) return { seen: "text that is neither JSON nor CSV" };
  const layout = { kind: "csv", delimiter } as const;
  switch (portalFile(columns)) {
    case "sign-ins":
      return { name: "portal CSV", layout, read: portalRowReader(columns) };
    case "steps":
      return { name: "portal CSV, authentication details", layout, read: portalStepReader(columns) };
    case undefined:
      if (isLogAnalytics(columns)) return { name: "Log Analytics CSV", layout, read: readLogAnalytics };
      return { seen: `CSV with the columns ${shown(columns)}` };
  }
}

/**
 * Whether every line is a value of its own. The first one tells, unless it is broken; then another one may, but not in
 * a list with one record a line, whose last record looks the same.
 */
function isLines(head: string): boolean {
  const lines = head
    .split("\n")
    .slice(0, -1)
    .filter((line) => line.trim() !== "");
  const [first = ""] = lines;
  if (isObject(first)) return true;
  return !/^\s*\[|[[{,]\s*$/.test(first) && lines.slice(1, 10).some(isObject);
}

function isObject(line: string): boolean {
  if (!line.startsWith("{")) return false;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

/** A few names, without what could move a terminal's cursor. */
function shown(columns: readonly string[]): string {
  const names = columns.slice(0, 5).map((name) => `"${name.replace(/\p{C}/gu, "?").slice(0, 40)}"`);
  return names.join(", ") + (columns.length > 5 ? ", …" : "");
}
