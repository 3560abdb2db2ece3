import type Database from "better-sqlite3";
import { UserError } from "../../errors.ts";
import type { Store } from "../store.ts";
import { createDictionary } from "./dictionary.ts";
import { explainFailure } from "../../sqlite/failures.ts";
import { readCandidates } from "./lookup.ts";
import { readById, readPage } from "./pages.ts";
import { readCoverage, readSummary, readTrend } from "./summary.ts";
import { readScan } from "./scan.ts";
import { readTop } from "./top.ts";
import { createWrite, type Write } from "./write.ts";

/** The port over a file that is ready. The driver works in one go, so a call that has begun is not cut short. */
export function createStore(db: Database.Database, path: string): Store {
  const dictionary = createDictionary(db);
  let write: Write | undefined;

  /** Everything that one answer reads is of one moment, whatever another process writes meanwhile. */
  const read = async <T>(signal: AbortSignal | undefined, work: () => T): Promise<T> => {
    signal?.throwIfAborted();
    return db.transaction(() => {
      dictionary.expire();
      return work();
    })();
  };
  return {
    list: (filter, page, signal) => read(signal, () => readPage(db, dictionary, filter, page)),
    summarise: (filter, request, signal) => read(signal, () => readSummary(db, dictionary, filter, request)),
    top: (filter, request, signal) => read(signal, () => readTop(db, dictionary, filter, request)),
    trend: (filter, edges, signal) => read(signal, () => readTrend(db, dictionary, filter, edges)),
    scan: (filter, request, signal) => read(signal, () => readScan(db, dictionary, filter, request)),
    find: (id, limit, signal) => read(signal, () => readById(db, dictionary, id, limit)),
    lookup: (field, request, signal) => read(signal, () => readCandidates(db, dictionary, field, request)),
    coverage: (signal) => read(signal, () => readCoverage(db, dictionary)),

    async write(batch, cursor) {
      if (db.readonly) throw new UserError(`The store ${path} is open for reading only.`);
      write ??= createWrite(db, dictionary);
      dictionary.expire();
      try {
        return write(batch, cursor);
      } catch (error) {
        dictionary.forget();
        throw explainFailure(error, path);
      }
    },
    cursor: (name) =>
      read(undefined, () =>
        db.prepare<[string], string>("SELECT value FROM cursor WHERE name = ?").pluck().get(name),
      ),
    async close() {
      db.close();
    },
  };
}
