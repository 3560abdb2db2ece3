import type Database from "better-sqlite3";
import { columnOf, factColumns, recordColumn, type Kind } from "../columns.ts";
import type { Stored } from "../records/record-reader.ts";
import { decodeColumn, guidLength, type ColumnData, type StoredColumn } from "../segments/column-data.ts";
import { derive } from "../segments/derive.ts";
import { columnKey, columnKeys, type Segment } from "../segments/segment.ts";
import type { Problems } from "./problems.ts";
import type { Recount } from "./recount.ts";
import type { RecordsSeen } from "./records.ts";

const typeAt = columnOf("type").at;

type Identifier = [day: number, kind: number, hash: number, record: number];

/** Checks a segment, and what leads to its sign-ins, against a recount from its records. */
export function createSegmentCheck(
  db: Database.Database,
  recount: Recount,
  records: RecordsSeen,
  problems: Problems,
): (segment: Segment) => void {
  const readRecords = db
    .prepare<[number], StoredColumn>("SELECT data FROM segment_column WHERE key = ?")
    .pluck();
  const readHead = prepareHead(db);
  const readColumns = prepareColumns(db);
  const hasIdentifier = db
    .prepare<Identifier, number>(
      "SELECT 1 FROM sighting WHERE day = ? AND kind = ? AND hash = ? AND record = ?",
    )
    .pluck();

  return (segment) => {
    const where = `segment ${segment.id}`;
    const stored = readRecords.get(columnKey(segment.id, recordColumn));
    if (stored === undefined || segment.rows < 1) {
      problems.add("facts", "A segment does not say which records it has", where);
      return;
    }
    const { values } = decodeColumn(stored, segment.rows, "number");
    let missing = 0;
    const signIns = function* (): Generator<Stored> {
      for (let row = 0; row < segment.rows; row++) {
        const record = values[row] as number;
        const signIn = records.take(record);
        if (signIn !== undefined) yield { record, signIn };
        else {
          missing += 1;
          problems.add("facts", "A sign-in has no record, or has it twice", `${where}, record ${record}`);
        }
      }
    };
    const counted = recount.of(signIns());
    if (missing > 0) return;

    const identifiers = counted.prepare<[], Identifier>("SELECT day, kind, hash, record FROM sighting").raw();
    for (const row of identifiers.iterate()) {
      if (hasIdentifier.get(...row) === undefined) {
        problems.add("facts", "An id of a sign-in does not lead to it", `${where}, record ${row[3]}`);
      }
    }
    const ids = counted.prepare<[], number>("SELECT id FROM segment").pluck().all();
    const [id] = ids;
    if (id === undefined || ids.length > 1) {
      problems.add("facts", "A segment has sign-ins of several days or logs", where);
      return;
    }
    const [head, right] = [readHead(segment.id), prepareHead(counted)(id)];
    for (const name of Object.keys(right)) {
      if (head[name] !== right[name])
        problems.add("facts", `A segment has another "${name}" than its sign-ins`, where);
    }
    const columns = readColumns(segment.id);
    compareColumns(segment, columns, prepareColumns(counted)(id), problems);
    compareDerived(segment, columns, problems);
  };
}

/** The columns themselves. Numbers may be kept wider than they need to be. */
function compareColumns(segment: Segment, stored: Columns, counted: Columns, problems: Problems): void {
  for (const [at, { name, kind }] of factColumns.entries()) {
    const [one, other] = [stored.get(columnKey(0, at)), counted.get(columnKey(0, at))];
    if (one === undefined && other === undefined) continue;
    if (one !== undefined && other !== undefined && saysTheSame(one, other, segment.rows, kind)) continue;
    problems.add("facts", `A segment's column "${name}" differs from the records`, `segment ${segment.id}`);
  }
}

/** All else that stands by the columns, against what is made of them now. */
function compareDerived(segment: Segment, stored: Columns, problems: Problems): void {
  const left = new Map(stored);
  for (const at of factColumns.keys()) left.delete(columnKey(0, at));
  const column = (at: number): ColumnData => {
    const data = at === typeAt ? segment.type : stored.get(columnKey(0, at));
    if (data === undefined) throw new Error(`Column ${at} is missing.`);
    return decodeColumn(data, segment.rows, (factColumns[at] as (typeof factColumns)[number]).kind);
  };
  for (const { at, part, data } of derive(segment.rows, new Set(factColumns.keys()), column)) {
    const key = columnKey(0, at, part);
    const kept = left.get(key);
    left.delete(key);
    if (kept === undefined ? data === undefined : data !== undefined && data.equals(kept as Buffer)) continue;
    const name = factColumns[at]?.name;
    problems.add(
      "facts",
      `A segment's ${part} of "${name}" differs from the column`,
      `segment ${segment.id}`,
    );
  }
  if (left.size > 0) problems.add("facts", "A segment has more than belongs to it", `segment ${segment.id}`);
}

/** What a segment says of itself, whatever that is: all but its number and its age. */
function prepareHead(db: Database.Database): (id: number) => Record<string, unknown> {
  const select = db.prepare<[number], Record<string, unknown>>("SELECT * FROM segment WHERE id = ?");
  return (id) => {
    const { id: _id, version: _version, ...head } = select.get(id) ?? {};
    return head;
  };
}

/** What is kept of a segment, by its key within the segment. */
type Columns = ReadonlyMap<number, StoredColumn>;

function prepareColumns(db: Database.Database): (id: number) => Columns {
  const select = db.prepare<[number, number], { key: number; data: StoredColumn }>(
    "SELECT key, data FROM segment_column WHERE key >= ? AND key < ?",
  );
  return (id) => {
    const [from] = columnKeys(id);
    return new Map(select.all(...columnKeys(id)).map(({ key, data }) => [key - from, data]));
  };
}

function saysTheSame(a: StoredColumn, b: StoredColumn, rows: number, kind: Kind): boolean {
  const [one, other] = [decodeColumn(a, rows, kind).values, decodeColumn(b, rows, kind).values];
  const length = rows * (kind === "guid" ? guidLength : 1);
  for (let i = 0; i < length; i++) if (one[i] !== other[i]) return false;
  return one.length >= length && other.length >= length;
}
