import { messageOf, UserError } from "../errors.ts";
import type { Entry } from "../store/store.ts";
import { CsvSplitter } from "./csv-records.ts";
import { decode } from "./decode.ts";
import { JsonLinesSplitter } from "./json-lines.ts";
import { JsonSplitter } from "./json-records.ts";
import { type Origin, quarantined, type Reading } from "./normalise.ts";
import type { SourceRecord } from "./quarantine.ts";
import { type Format, recognise } from "./recognise.ts";
import { typeInName } from "./sign-in-type.ts";

/** A stream of bytes with what is known of it. */
export interface Input {
  /** As shown to people; its end may tell the log ("NonInteractiveSignIns_….csv"). */
  readonly name: string;
  /** When it was last written: ISO 8601, UTC. */
  readonly modified?: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** A file that no reader knows. */
export class UnknownFormatError extends UserError {
  constructor(file: string, seen: string) {
    super(
      `${file} is in no format that can be imported: it holds ${seen}. Accepted are sign-ins of Microsoft Graph as JSON, ` +
        "the portal's JSON and CSV downloads, records of diagnostic settings as JSON, and rows of Log Analytics as CSV " +
        "or JSON; plain, as .gz or in a .zip.",
    );
  }
}

/**
 * Recognises what an input holds and reads it record by record. A broken record becomes a quarantined entry; so does
 * the rest of a stream that fails on the way.
 *
 * @throws UnknownFormatError for no known format, UserError for an input that cannot be read at all
 */
export async function readEntries(
  input: Input,
): Promise<{ readonly format: string; readonly entries: AsyncGenerator<Entry> }> {
  const texts = decode(input.bytes);
  const first = await firstOf(texts, input.name);
  const format = recognise(first);
  if ("seen" in format) {
    await texts.return(undefined);
    throw new UnknownFormatError(input.name, format.seen);
  }
  return { format: format.name, entries: entriesOf(first, texts, format, input) };
}

async function firstOf(texts: AsyncGenerator<string>, name: string): Promise<string> {
  try {
    const next = await texts.next();
    return next.done === true ? "" : next.value;
  } catch (error) {
    throw new UserError(`${name} cannot be read: ${messageOf(error)}. Check the file and import it again.`);
  }
}

async function* entriesOf(
  first: string,
  texts: AsyncGenerator<string>,
  format: Format,
  input: Input,
): AsyncGenerator<Entry> {
  const splitter = splitterOf(format);
  const file = input.name.slice(input.name.search(/[^/\\]*$/));
  const origin: Origin = { modified: input.modified, type: typeInName(file) };
  let count = 0;
  for await (const records of recordsOf(first, texts, splitter)) {
    for (const record of records) {
      count += 1;
      const reading = "reason" in record ? quarantined(record.reason) : format.read(record.value, origin);
      yield entryOf(reading, record, `${file}, record ${count}`);
    }
  }
}

/** What is stored of a record that was read. */
export function entryOf(reading: Reading, record: SourceRecord, source: string): Entry {
  switch (reading.kind) {
    case "signIn":
      return { kind: "signIn", body: JSON.stringify(reading.signIn), raw: lineOf(record) };
    case "authenticationDetail":
      return reading;
    case "quarantined":
      return { ...reading, source, raw: record.text };
  }
}

/** A record as one line of JSON: as the file has it, where that is one. */
function lineOf(record: SourceRecord): string {
  if ("reason" in record) return "";
  const { json, value } = record;
  return json === undefined || json.includes("\n") ? JSON.stringify(value) : json;
}

async function* recordsOf(
  first: string,
  texts: AsyncGenerator<string>,
  splitter: Splitter,
): AsyncGenerator<readonly SourceRecord[]> {
  yield splitter.push(first);
  for (;;) {
    let next: IteratorResult<string, unknown>;
    try {
      next = await texts.next();
    } catch (error) {
      yield [{ text: messageOf(error), reason: "damaged file" }];
      return;
    }
    if (next.done === true) break;
    yield splitter.push(next.value);
  }
  yield splitter.end();
}

interface Splitter {
  push(text: string): SourceRecord[];
  end(): SourceRecord[];
}

function splitterOf({ layout }: Format): Splitter {
  switch (layout.kind) {
    case "csv":
      return new CsvSplitter(layout.delimiter);
    case "lines":
      return new JsonLinesSplitter();
    case "json":
      return new JsonSplitter();
  }
}
