import type Database from "better-sqlite3";
import type { FieldName } from "../../question/fields.ts";
import { statuses } from "../../signin/sign-in.ts";
import { columnOf, factColumns, statusNumbers } from "./columns.ts";
import { createDictionary } from "./dictionary.ts";
import { encodeFact, type Cell } from "./encode.ts";
import { unpack } from "./record.ts";
import { rowIdOfParts, slotOf, timeOf, type RowId } from "./row-id.ts";

/** To be raised when a field of the same name reads something else out of a sign-in than before. */
const reading = 3;

const form = JSON.stringify([reading, ...factColumns]);

/** Whether the facts have a column for every field of this program. */
export function hasCurrentFacts(db: Database.Database): boolean {
  return db.prepare("SELECT form FROM facts_form").pluck().get() === form;
}

/**
 * Makes facts and dictionary from the records, where there are none yet or the field table has changed since: a new
 * field needs no migration.
 */
export function ensureFacts(db: Database.Database): void {
  db.transaction(() => {
    if (hasCurrentFacts(db)) return;
    for (const table of ["fact", "value", "value_set"]) db.exec(`DROP TABLE IF EXISTS ${table}`);
    db.exec(definition);
    db.prepare("DELETE FROM facts_form").run();
    db.prepare("INSERT INTO facts_form (form) VALUES (?)").run(form);
    const status = db.prepare(`INSERT INTO value (field, number, "key") VALUES ('status', ?, ?)`);
    for (const name of statuses) status.run(statusNumbers[name], name);
    fill(db);
  }).immediate();
}

/** A statement that adds a fact: parameters time, slot and the cells; it changes nothing where the slot is taken. */
export function prepareInsertFact(db: Database.Database): Database.Statement<[number, number, ...Cell[]]> {
  return db.prepare(`
    INSERT INTO fact (rid, ${factColumns.join(", ")})
    VALUES (${rowIdOfParts}, ${factColumns.map(() => "?").join(", ")})
    ON CONFLICT (rid) DO NOTHING`);
}

function fill(db: Database.Database): void {
  const dictionary = createDictionary(db);
  const insert = prepareInsertFact(db);
  const next = db.prepare<[], RowId & { body: Buffer }>(`
    SELECT ${timeOf("rid")} AS time, ${slotOf("rid")} AS slot, body FROM record ORDER BY rid LIMIT 1000`);
  const after = db.prepare<[number, number], RowId & { body: Buffer }>(`
    SELECT ${timeOf("rid")} AS time, ${slotOf("rid")} AS slot, body FROM record
    WHERE rid > ${rowIdOfParts} ORDER BY rid LIMIT 1000`);
  for (let rows = next.all(); rows.length > 0;) {
    for (const { time, slot, body } of rows) insert.run(time, slot, ...encodeFact(unpack(body), dictionary));
    const { time, slot } = rows.at(-1) as RowId;
    rows = after.all(time, slot);
  }
}

const sql = (name: FieldName): string => columnOf(name).sql;
const failed = `${sql("status")} = ${statusNumbers.failure}`;
/**
 * Facts hold integers only, so they stay narrow; their key is made of the time, so every index ends in time. The columns
 * of GUIDs have 16 bytes each.
 */
const definition = `
  CREATE TABLE fact (rid INTEGER PRIMARY KEY, ${factColumns.map((name) => `${name} INTEGER NOT NULL`).join(", ")});
  CREATE UNIQUE INDEX fact_id ON fact (${sql("requestId")});
  CREATE INDEX fact_correlation ON fact (${sql("correlationId")});
  CREATE INDEX fact_user ON fact (${sql("user")});
  CREATE INDEX fact_failed_user ON fact (${sql("user")}) WHERE ${failed};
  CREATE INDEX fact_failed
    ON fact (rid, ${sql("errorCode")}, ${sql("user")}, ${sql("app")}, ${sql("ip")}) WHERE ${failed};

  CREATE TABLE value (
    field TEXT NOT NULL, number INTEGER NOT NULL, "key" TEXT NOT NULL, name TEXT, alias TEXT,
    PRIMARY KEY (field, number)
  ) WITHOUT ROWID;
  CREATE TABLE value_set (
    field TEXT NOT NULL, number INTEGER NOT NULL, members TEXT NOT NULL,
    PRIMARY KEY (field, number)
  ) WITHOUT ROWID;
`;
