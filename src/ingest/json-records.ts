import { LineSplitter } from "./lines.ts";
import { recordLength, type Reason, type SourceRecord } from "./quarantine.ts";
import { fieldsOf, textOf } from "./values.ts";

/** Deepest nesting of one record; a sign-in has six levels. */
const depthLimit = 64;

/** Lists of records inside of an object: a page of Graph, a message of Event Hubs, an answer of Log Analytics. */
const wrapper = /(?<!\\)"(value|records|tables|rows)"\s*:\s*$/i;

const [quote, backslash] = [0x22, 0x5c];

function isBracket(code: number): boolean {
  return code === 0x5b || code === 0x5d || code === 0x7b || code === 0x7d;
}

/** What stands around the records: a list (of rows, where the names of their columns are known) or the object that holds it. */
type Container =
  { readonly kind: "list"; readonly columns?: readonly string[] } | { readonly kind: "object" };

/**
 * Splits JSON text that arrives in pieces into its records: those of a list, of an object that wraps a list, of several
 * of either, or objects that simply follow each other. Holds no more than one record. A record that is not JSON is told
 * apart as long as its brackets match; where they do not, or the text ends early, the remainder is one last record.
 * (Streaming JSON parsers end at the first fault, and with them everything after it.)
 */
export class JsonSplitter {
  readonly #containers: Container[] = [];
  /** Text not dealt with yet: it begins with the record under way, or with what stands between two. */
  #text = "";
  /** How far into the text has been looked. */
  #at = 0;
  #depth = 0;
  #inString = false;
  #tooDeep = false;
  /** True inside of an object whose records have been taken out already. */
  #spent = false;
  #ended = false;

  /** The records that this piece of text completes. */
  push(text: string): SourceRecord[] {
    const records: SourceRecord[] = [];
    if (this.#ended) return records;
    this.#text += text;
    while (!this.#ended && (this.#depth === 0 ? this.#between(records) : this.#inside(records)));
    if (this.#depth === 0) this.#drop();
    if (this.#text.length > recordLength) this.#abandon(records, "too long");
    return records;
  }

  /** The last record, when the text ended before it did. */
  end(): SourceRecord[] {
    const records: SourceRecord[] = [];
    const unfinished = this.#containers.length > 0 || this.#depth > 0;
    if (!this.#ended && unfinished) this.#abandon(records, "cut off");
    return records;
  }

  /** Goes to the next bracket between records. False: more text is needed. */
  #between(records: SourceRecord[]): boolean {
    const next = /[^\s,]/g;
    next.lastIndex = this.#at;
    const found = next.exec(this.#text);
    if (found === null) {
      this.#at = this.#text.length;
      return false;
    }
    const container = this.#containers.at(-1);
    const isRow = container?.kind === "list" && container.columns !== undefined;
    this.#text = this.#text.slice(found.index);
    this.#at = 1;
    if (found[0] === "{" || (found[0] === "[" && isRow)) {
      this.#depth = 1;
    } else if (found[0] === "[") {
      this.#containers.push({ kind: "list" });
    } else if (found[0] === "]" && container !== undefined) {
      this.#containers.pop();
      this.#leaveList();
    } else {
      this.#abandon(records, "not JSON");
    }
    return true;
  }

  /** After the list of a wrapping object: its other members follow. */
  #leaveList(): void {
    if (this.#containers.at(-1)?.kind !== "object") return;
    this.#containers.pop();
    this.#depth = 1;
    this.#spent = true;
  }

  /** Goes to the next bracket of a record. False: more text is needed. */
  #inside(records: SourceRecord[]): boolean {
    const index = this.#nextBracket();
    if (index === undefined) return false;
    this.#at = index + 1;
    const bracket = this.#text[index];
    if (bracket === "[" && this.#depth === 1) this.#openList(index);
    else if (bracket === "{" || bracket === "[") this.#deepen();
    else this.#close(records);
    return true;
  }

  /** The next bracket outside of strings. By character codes, as every character of an import passes here. */
  #nextBracket(): number | undefined {
    const text = this.#text;
    let inString = this.#inString;
    let at = this.#at;
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === quote) inString = !inString;
      else if (inString) at += code === backslash ? 1 : 0;
      else if (isBracket(code)) break;
    }
    this.#inString = inString;
    this.#at = at;
    return at < text.length ? at : undefined;
  }

  #deepen(): void {
    this.#depth += 1;
    if (this.#depth > depthLimit) this.#tooDeep = true;
  }

  /** A list directly inside of an object: either the records, then the object only wraps them, or a property of a record. */
  #openList(index: number): void {
    const before = this.#text.slice(0, index);
    const key = this.#text.startsWith("{") || this.#spent ? wrapper.exec(before.slice(-100))?.[1] : undefined;
    const columns = key?.toLowerCase() === "rows" ? columnsOf(before) : undefined;
    if (key === undefined || (key.toLowerCase() === "rows" && columns === undefined)) {
      this.#deepen();
      return;
    }
    this.#containers.push({ kind: "object" }, { kind: "list", columns });
    this.#depth = 0;
    this.#spent = false;
  }

  #close(records: SourceRecord[]): void {
    this.#depth -= 1;
    if (this.#depth > 0) return;
    const text = this.#text.slice(0, this.#at);
    if (!this.#spent) records.push(this.#tooDeep ? { text, reason: "nested too deeply" } : this.#parse(text));
    this.#drop();
    this.#spent = false;
    this.#tooDeep = false;
  }

  /** Lets go of the text that has been dealt with. */
  #drop(): void {
    this.#text = this.#text.slice(this.#at);
    this.#at = 0;
  }

  #parse(text: string): SourceRecord {
    const container = this.#containers.at(-1);
    const columns = container?.kind === "list" ? container.columns : undefined;
    try {
      const value: unknown = JSON.parse(text);
      if (columns === undefined || !Array.isArray(value)) return { text, value };
      return { text, value: Object.fromEntries(columns.map((name, index) => [name, value[index]])) };
    } catch {
      return { text, reason: "not JSON" };
    }
  }

  #abandon(records: SourceRecord[], reason: Reason): void {
    records.push({ text: this.#text.slice(0, recordLength), reason });
    this.#ended = true;
    this.#text = "";
    this.#at = 0;
  }
}

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

/** The names of a table's columns, from its text up to its rows. */
function columnsOf(before: string): string[] | undefined {
  try {
    const columns = fieldsOf(JSON.parse(`${before}[]}`)).get("columns");
    if (!Array.isArray(columns)) return undefined;
    return columns.map((column) => {
      const held = fieldsOf(column);
      return textOf(held.get("name")) ?? textOf(held.get("columnname")) ?? "";
    });
  } catch {
    return undefined;
  }
}
