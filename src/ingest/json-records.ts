import { wrappedList } from "./json-wrapper.ts";
import { recordLength, type Reason, type SourceRecord } from "./quarantine.ts";
import { isLike, startLength, startPattern } from "./record-start.ts";

/** Deepest nesting of one record; a sign-in has six levels. */
export const depthLimit = 64;

const [quote, backslash] = [0x22, 0x5c];

function isBracket(code: number): boolean {
  return code === 0x5b || code === 0x5d || code === 0x7b || code === 0x7d;
}

/** What stands around the records: a list (of rows, where the names of their columns are known) or the object that holds it. */
type Container =
  { readonly kind: "list"; readonly columns?: readonly string[] } | { readonly kind: "object" };

/** How often a character may be read again, on average, in search of the next record: hostile text takes linear time. */
const rereads = 16;

/**
 * Splits JSON text that arrives in pieces into its records: those of a list, of an object that wraps a list, of several
 * of either, or objects that simply follow each other. Holds no more than two records' length. A record that is not JSON
 * is told apart by its brackets; where they do not match, or the text ends or goes on for too long inside of it, reading
 * goes on at the next text within it that looks like the beginning of a record. (Streaming JSON parsers end at the first
 * fault, and with them everything after it.)
 */
export class JsonSplitter {
  readonly #containers: Container[] = [];
  /** Text not dealt with yet: it begins with the record under way, or with what stands between two. */
  #text = "";
  /** How far into the text has been looked. */
  #at = 0;
  /** The brackets that will close what is open in the record under way. */
  #closers: ("}" | "]")[] = [];
  #inString = false;
  #tooDeep = false;
  /** True inside of an object whose records have been taken out already. */
  #spent = false;
  /** What is broken since the last record; the record under way, if any, is a guess until it is whole. */
  #broken: { text: string; readonly reason: Reason; readonly start: RegExp } | undefined;
  /** True while the next record is looked for. */
  #lost = false;
  /** The last whole record. */
  #known: unknown;
  /** Characters that may still be read again. */
  #credit = 0;

  /** The records that this piece of text completes. */
  push(text: string): SourceRecord[] {
    const records: SourceRecord[] = [];
    this.#text += text;
    this.#credit += text.length * rereads;
    this.#proceed(records);
    while (this.#text.length > recordLength) {
      this.#fail("too long");
      this.#proceed(records);
    }
    return records;
  }

  /** The last records, when the text ended before they did. */
  end(): SourceRecord[] {
    const records: SourceRecord[] = [];
    while (this.#closers.length > 0) {
      this.#fail("cut off");
      this.#proceed(records);
    }
    if (this.#broken !== undefined) {
      this.#skip(this.#text.length);
      records.push({ text: this.#broken.text, reason: this.#broken.reason });
    } else if (this.#containers.length > 0) records.push({ text: this.#text, reason: "cut off" });
    return records;
  }

  /** As far as the text goes. */
  #proceed(records: SourceRecord[]): void {
    while (
      this.#lost ? this.#search() : this.#closers.length === 0 ? this.#between() : this.#inside(records)
    );
    if (this.#closers.length === 0 && !this.#lost) this.#drop();
  }

  /** Goes to the next bracket between records. False: more text is needed. */
  #between(): boolean {
    const next = /[^\s,]/g;
    next.lastIndex = this.#at;
    const found = next.exec(this.#text);
    if (found === null) {
      this.#at = this.#text.length;
      return false;
    }
    const inList = this.#containers.length > 0;
    this.#text = this.#text.slice(found.index);
    this.#at = 1;
    if (found[0] === "{") this.#closers = ["}"];
    else if (found[0] === "[" && this.#columns() !== undefined) this.#closers = ["]"];
    else if (found[0] === "[") this.#containers.push({ kind: "list" });
    else if (found[0] === "]" && inList) {
      this.#containers.pop();
      this.#leaveList();
    } else this.#fail("not JSON");
    return true;
  }

  /** After the list of a wrapping object: its other members follow. */
  #leaveList(): void {
    if (this.#containers.at(-1)?.kind !== "object") return;
    this.#containers.pop();
    this.#closers = ["}"];
    this.#spent = true;
  }

  /** Goes to the next bracket of a record. False: more text is needed. */
  #inside(records: SourceRecord[]): boolean {
    const index = this.#nextBracket();
    if (index === undefined) return false;
    this.#at = index + 1;
    const bracket = this.#text[index];
    if (bracket === "[" && this.#closers.length === 1) this.#openList(index, records);
    else if (bracket === "{" || bracket === "[") this.#deepen(bracket);
    else if (this.#closers.pop() !== bracket) this.#fail("not JSON");
    else if (this.#closers.length === 0) this.#close(records);
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

  #deepen(bracket: "{" | "["): void {
    this.#closers.push(bracket === "{" ? "}" : "]");
    if (this.#closers.length > depthLimit) this.#tooDeep = true;
  }

  /** A list directly inside of an object: either the records, then the object only wraps them, or a property of a record. */
  #openList(index: number, records: SourceRecord[]): void {
    const isWrapper = this.#text.startsWith("{") || this.#spent;
    const list = isWrapper ? wrappedList(this.#text.slice(0, index)) : undefined;
    if (list === undefined) {
      this.#deepen("[");
      return;
    }
    this.#settle(records);
    this.#containers.push({ kind: "object" }, { kind: "list", ...list });
    this.#closers = [];
    this.#spent = false;
  }

  #close(records: SourceRecord[]): void {
    const text = this.#text.slice(0, this.#at);
    const [isSpent, isTooDeep] = [this.#spent, this.#tooDeep];
    this.#spent = false;
    this.#tooDeep = false;
    if (isSpent) {
      this.#drop();
      return;
    }
    const record: SourceRecord = isTooDeep ? { text, reason: "nested too deeply" } : this.#parse(text);
    const isWhole = "value" in record;
    // Where a string does not end, the brackets in others may match by chance: another record may have begun meanwhile.
    if (!isWhole && !isTooDeep && this.#known !== undefined) {
      this.#fail("not JSON");
      return;
    }
    if (this.#broken !== undefined && !(isWhole && isLike(record.value, this.#known))) {
      this.#skip(this.#at);
      this.#lost = true;
      return;
    }
    this.#settle(records);
    records.push(record);
    if (isWhole) this.#known = record.value;
    this.#drop();
  }

  /** Lets go of the text that has been dealt with. */
  #drop(): void {
    this.#text = this.#text.slice(this.#at);
    this.#at = 0;
  }

  #parse(text: string): SourceRecord {
    const columns = this.#columns();
    try {
      const value: unknown = JSON.parse(text);
      if (columns === undefined || !Array.isArray(value)) return { text, value, json: text };
      return { text, value: Object.fromEntries(columns.map((name, index) => [name, value[index]])) };
    } catch {
      return { text, reason: "not JSON" };
    }
  }

  #columns(): readonly string[] | undefined {
    const container = this.#containers.at(-1);
    return container?.kind === "list" ? container.columns : undefined;
  }

  /** Gives up the record under way: the next one may begin inside of its text, or after it where too much was read again. */
  #fail(reason: Reason): void {
    const start = (): RegExp => startPattern(this.#known, this.#text, this.#columns() !== undefined);
    this.#broken ??= { text: "", reason, start: start() };
    const again = this.#credit >= this.#at;
    if (again) this.#credit -= this.#at;
    this.#skip(again ? 1 : this.#at);
    this.#closers = [];
    this.#inString = false;
    this.#tooDeep = false;
    this.#spent = false;
    this.#lost = true;
  }

  /** Goes to the next beginning of a record in broken text. False: more text is needed. */
  #search(): boolean {
    const found = this.#broken?.start.exec(this.#text) ?? undefined;
    this.#skip(found?.index ?? Math.max(0, this.#text.length - startLength));
    if (found === undefined) return false;
    this.#lost = false;
    this.#at = 1;
    this.#closers = [found[0] === "[" ? "]" : "}"];
    return true;
  }

  /** Adds text to what is broken, of which no more than a record's length is kept. */
  #skip(length: number): void {
    if (this.#broken !== undefined && this.#broken.text.length < recordLength) {
      this.#broken.text += this.#text.slice(0, Math.min(length, recordLength - this.#broken.text.length));
    }
    this.#text = this.#text.slice(length);
    this.#at = 0;
  }

  /** What is broken ends where a record begins. */
  #settle(records: SourceRecord[]): void {
    if (this.#broken === undefined) return;
    const { text, reason } = this.#broken;
    records.push({ text, reason: reason === "cut off" ? "not JSON" : reason });
    this.#broken = undefined;
  }
}
