import type Driver from "better-sqlite3";
import { Database } from "../../../sqlite/driver.ts";
import { explainFailure } from "../../../sqlite/failures.ts";
import { createDictionary } from "../dictionary.ts";
import { prepare, checkOwner } from "../open.ts";
import { readSegments } from "../segments/segment.ts";
import { checkBeside } from "./beside.ts";
import { checkDictionary } from "./dictionary.ts";
import { checkIds } from "./ids.ts";
import { knownValues } from "./known-values.ts";
import { Problems, type Problem } from "./problems.ts";
import { createRecordsSeen } from "./records.ts";
import { createRecount } from "./recount.ts";
import { createSegmentCheck } from "./segments.ts";

export interface DeepCheck {
  readonly signIns: number;
  readonly segments: number;
  readonly problems: readonly Problem[];
}

/**
 * Compares all that is made of the records with a recount from them, and has SQLite check its file. Everything is of one
 * moment, whatever is written meanwhile, and nothing is changed. It takes about as long as an import, and the memory of
 * one segment.
 *
 * @param onProgress is told how many sign-ins are done, of how many; each is looked at twice
 * @throws UserError for a file that can't be opened, or is from another version
 */
export function checkSqliteStore(
  path: string,
  onProgress: (done: number, total: number) => void = () => {},
): DeepCheck {
  let db: Driver.Database | undefined;
  try {
    db = new Database(path, { readonly: true, timeout: 5_000 });
    checkOwner(db, path);
    prepare(db, path, true);
    db.exec("BEGIN");
    return check(db, onProgress);
  } catch (error) {
    throw explainFailure(error, path);
  } finally {
    db?.close();
  }
}

function check(db: Driver.Database, onProgress: (done: number, total: number) => void): DeepCheck {
  const problems = new Problems();
  checkFile(db, problems);
  problems.guard("facts", "The dictionary can't be read", "dictionary", () => checkDictionary(db, problems));
  const segments = readSegments(db);
  const total = 2 * segments.reduce((sum, { rows }) => sum + rows, 0);
  const records = createRecordsSeen(db, problems);
  const known = knownValues(createDictionary(db), (field) =>
    problems.add("facts", "The dictionary lacks a value", field),
  );
  const recount = createRecount(known);
  const checkSegment = createSegmentCheck(db, recount, records, problems);
  let done = 0;
  for (const segment of segments) {
    problems.guard("facts", "A segment can't be read", `segment ${segment.id}`, () => checkSegment(segment));
    onProgress((done += segment.rows), total);
  }
  recount.close();
  const signIns = records.checkAll((count) => onProgress(Math.min(done + count, total), total));
  problems.guard("facts", "Ids can't be read", "identifiers", () =>
    checkIds(db, new Set(segments.map(({ day }) => day)), (record) => records.read(record), problems),
  );
  checkBeside(db, problems);
  return { signIns, segments: segments.length, problems: problems.list() };
}

function checkFile(db: Driver.Database, problems: Problems): void {
  problems.guard("file", "SQLite can't check the file", "integrity_check", () => {
    for (const { integrity_check: told } of db.pragma("integrity_check(10)") as {
      integrity_check: string;
    }[]) {
      if (told !== "ok") problems.add("file", "SQLite finds the file damaged", told);
    }
  });
}
