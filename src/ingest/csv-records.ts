import { LineSplitter } from "./lines.ts";
import { recordLength, type SourceRecord } from "./quarantine.ts";

/**
 * Splits CSV text that arrives in pieces into records: objects of the row's cells by the header's names, in which a
 * repeated name is followed by its number. RFC 4180 with any delimiter. What is read here comes from elsewhere and may
 * be damaged, so a row that breaks the rules is told apart, and reading goes on with the line after it: a quote that
 * nobody closes takes one line, not the rest of the file, as it would with the CSV libraries.
 */
export class CsvSplitter {
  readonly #lines = new LineSplitter();
  readonly #delimiter: string;
  #names: readonly string[] | undefined;
  /** Lines of the row under way: more than one where a quoted cell spans lines. */
  #open: string[] = [];
  #row: Row;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
    this.#row = new Row(delimiter);
  }

  /** The records that this piece of text completes. */
  push(text: string): SourceRecord[] {
    return this.#feed(this.#lines.push(text));
  }

  /** The records left when the text has ended. */
  end(): SourceRecord[] {
    const records = this.#feed(this.#lines.end(), true);
    while (this.#open.length > 0) records.push(...this.#giveUp());
    return records;
  }

  /** @param last whether the lines end the text without a line break, as a cut file does */
  #feed(lines: readonly string[], last = false): SourceRecord[] {
    const records: SourceRecord[] = [];
    // A stack, as a broken row puts lines back.
    const waiting = lines.toReversed();
    for (let line = waiting.pop(); line !== undefined; line = waiting.pop()) {
      if (this.#open.length === 0 && this.#isNoRow(line)) continue;
      this.#open.push(line);
      const state = this.#row.add(line);
      if (state === "complete") records.push(...this.#complete(last));
      else if (state === "broken" || this.#row.length > recordLength || this.#open.length > rowLines) {
        const again = state === "broken" && this.#open.length > 1 ? [line] : this.#open.slice(1);
        const broken = this.#open.slice(0, this.#open.length - again.length);
        records.push(...this.#quarantine(broken));
        waiting.push(...again.toReversed());
      }
    }
    return records;
  }

  /** An empty line, or the line with which Excel is told the delimiter. */
  #isNoRow(line: string): boolean {
    return line.trim() === "" || (this.#names === undefined && delimiterLine.test(line));
  }

  #complete(last: boolean): SourceRecord[] {
    const cells = this.#row.cells;
    const text = this.#open.join("\n");
    this.#restart();
    if (this.#names === undefined) {
      this.#names = numbered(cells.map((cell) => cell.trim()));
      return [];
    }
    const names = this.#names;
    // Fewer cells are fine: spreadsheets leave out empty ones at the end of a row.
    if (cells.slice(names.length).some((cell) => cell !== "")) return [{ text, reason: "not CSV" }];
    if (last && cells.length < names.length) return [{ text, reason: "cut off" }];
    return [
      { text, value: Object.fromEntries(cells.slice(0, names.length).map((cell, i) => [names[i], cell])) },
    ];
  }

  /** The first line of a row that never ends, and the records of the lines after it. */
  #giveUp(): SourceRecord[] {
    const [first = "", ...after] = this.#open;
    return [...this.#quarantine([first]), ...this.#feed(after)];
  }

  #quarantine(lines: readonly string[]): SourceRecord[] {
    this.#restart();
    return [{ text: lines.join("\n").slice(0, recordLength), reason: "not CSV" }];
  }

  #restart(): void {
    this.#open = [];
    this.#row = new Row(this.#delimiter);
  }
}

/** The cells of a text's first row. */
export function headerOf(text: string, delimiter: string): readonly string[] {
  const line = text.split("\n").find((line) => line.trim() !== "" && !delimiterLine.test(line));
  const row = new Row(delimiter);
  return line !== undefined && row.add(line) === "complete" ? row.cells.map((cell) => cell.trim()) : [];
}

/** Lines of one row: five times what the longest lists in the cells of a sign-in take. */
const rowLines = 10_000;

const delimiterLine = /^"?sep=.?"?\r?$/i;

/** One row, line by line. */
class Row {
  readonly cells: string[] = [];
  readonly #delimiter: string;
  /** The quoted cell that the lines so far leave open. */
  #quoted: string | undefined;
  length = 0;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  add(line: string): "complete" | "open" | "broken" {
    this.length += line.length + 1;
    let at = 0;
    if (this.#quoted !== undefined) this.#quoted += "\n";
    for (;;) {
      if (this.#quoted === undefined && line[at] === '"') {
        this.#quoted = "";
        at += 1;
      }
      if (this.#quoted === undefined) {
        const end = line.indexOf(this.#delimiter, at);
        this.cells.push(end === -1 ? withoutReturn(line.slice(at)) : line.slice(at, end));
        if (end === -1) return "complete";
        at = end + 1;
        continue;
      }
      const quote = line.indexOf('"', at);
      if (quote === -1) {
        this.#quoted += line.slice(at);
        return "open";
      }
      this.#quoted += line.slice(at, quote);
      const after = line[quote + 1];
      if (after === '"') {
        this.#quoted += '"';
        at = quote + 2;
        continue;
      }
      const last = withoutReturn(line.slice(quote + 1)) === "";
      if (!last && after !== this.#delimiter) return "broken";
      this.cells.push(this.#quoted);
      this.#quoted = undefined;
      if (last) return "complete";
      at = quote + 2;
    }
  }
}

function withoutReturn(text: string): string {
  return text.endsWith("\r") ? text.slice(0, -1) : text;
}

/** Names that occur again get their number: "Incoming token type", "Incoming token type 2". */
export function numbered(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} ${count}`;
  });
}
