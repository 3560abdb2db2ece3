import type Database from "better-sqlite3";
import { messageOf, StoreFailure, UserError } from "../../errors.ts";
import { explainFailure } from "../../sqlite/failures.ts";
import type { Store } from "../store.ts";
import { createDictionary } from "./dictionary.ts";
import { Lanes } from "./lanes.ts";
import { readCoverage } from "./reading/coverage.ts";
import { readAhead } from "./reading/read-ahead.ts";
import { readById, readPage } from "./reading/list.ts";
import { readCandidates } from "./reading/lookup.ts";
import { readScan } from "./reading/scan.ts";
import { createSource, type Shared } from "./reading/source.ts";
import { readSummary } from "./reading/summary.ts";
import { readTop } from "./reading/top.ts";
import { readTrend } from "./reading/trend.ts";
import { ColumnCache } from "./segments/column-cache.ts";
import { createWriter, type Writer } from "./write.ts";

/** Bytes of the columns that questions have read and that are kept in memory, unless said otherwise. */
const usualCache = 256 * 1024 * 1024;

export interface SqliteOptions {
  readonly path: string;
  /** Opens an existing file that another process may be writing. */
  readonly readonly?: boolean;
  /** Milliseconds to wait for another process that is writing. */
  readonly patience?: number;
  /** Sign-ins that stand in one segment at most; fewer make small stores behave like big ones. */
  readonly segmentRows?: number;
  /** What questions have read is kept in memory, up to so many bytes. */
  readonly cachedBytes?: number;
  /** Reads ahead, between questions, what most of them will need: for who stays. */
  readonly readsAhead?: boolean;
}

/**
 * The port over a file that is ready.
 * @param second another connection to the same file; the same one where there can be no other, as in memory
 */
export function createStore(
  db: Database.Database,
  second: Database.Database,
  { path, segmentRows, cachedBytes = usualCache, readsAhead = false }: SqliteOptions,
): Store {
  const dictionary = createDictionary(db);
  const shared: Shared = { dictionary, columns: new ColumnCache(cachedBytes) };
  const lanes = new Lanes(createSource(db, shared), createSource(second, shared));
  if (readsAhead) {
    // What breaks here breaks again in the question that needs it, and is told there.
    void readAhead((read) => lanes.read(read, undefined), cachedBytes / 2).catch(() => {});
  }
  let writer: Writer | undefined;

  const change = async <Result>(work: (writer: Writer) => Result): Promise<Result> => {
    if (db.readonly) throw new UserError(`The store ${path} is open for reading only.`);
    const keep = (): Result => {
      writer ??= createWriter(db, dictionary, segmentRows);
      try {
        return work(writer);
      } catch (error) {
        writer.forget();
        throw ofTheStore(error, path);
      }
    };
    // On one connection, nothing may be written while an answer is read.
    return db === second ? lanes.inTurn(keep) : keep();
  };

  const read: Lanes["read"] = async (steps, signal) => {
    try {
      return await lanes.read(steps, signal);
    } catch (error) {
      signal?.throwIfAborted();
      throw ofTheStore(error, path);
    }
  };

  return {
    list: (filter, page, signal) => read((reading) => readPage(reading, filter, page), signal),
    summarise: (filter, request, signal) => read((reading) => readSummary(reading, filter, request), signal),
    top: (filter, request, signal) => read((reading) => readTop(reading, filter, request), signal),
    trend: (filter, edges, signal) => read((reading) => readTrend(reading, filter, edges), signal),
    scan: (filter, request, signal) => read((reading) => readScan(reading, filter, request), signal),
    find: (id, limit, signal) => read((reading) => readById(reading, id, limit), signal),
    lookup: (field, request, signal) => read((reading) => readCandidates(reading, field, request), signal),
    coverage: (signal) => read(readCoverage, signal),

    write: (batch, cursor) => change((writer) => writer.write(batch, cursor)),
    remove: (before, limit) => change((writer) => writer.remove(before, limit)),
    erase: (ids) => change((writer) => writer.erase(ids)),
    async cursor(name) {
      return db.prepare<[string], string>("SELECT value FROM cursor WHERE name = ?").pluck().get(name);
    },
    async close() {
      await lanes.inTurn(() => {
        second.close();
        db.close();
      });
    },
  };
}

/** What the driver says of the file is for whoever runs Signpost; anything else stays as it is. */
function ofTheStore(error: unknown, path: string): unknown {
  const explained = explainFailure(error, path);
  return explained === error ? error : new StoreFailure(messageOf(explained));
}
