import pLimit from "p-limit";
import { UserError } from "../../errors.ts";
import { steadyCoverage } from "../steady-coverage.ts";
import type { Store } from "../store.ts";
import type { Engine } from "./engine.ts";
import type { Layout } from "./layout.ts";
import { readCoverage } from "./reading/coverage.ts";
import { readById, readPage } from "./reading/list.ts";
import { readCandidates } from "./reading/lookup.ts";
import { readScan } from "./reading/scan.ts";
import { readSummary } from "./reading/summary.ts";
import { readGroups } from "./reading/groups.ts";
import { readTrend } from "./reading/trend.ts";
import { eraseSignIns, removeOld } from "./removal.ts";
import { Versions } from "./versions.ts";
import { readCursor, writeBatch } from "./write.ts";

/** The port over tables that are ready. */
export function createStore(engine: Engine, layout: Layout, readonly: boolean): Store {
  const versions = new Versions();
  const coverage = steadyCoverage((signal) => readCoverage(engine, signal));
  // What a batch is merged with has to be there when the next one is read.
  const inTurn = pLimit(1);
  const change = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (readonly)
      throw new UserError(
        `The database ${engine.place.database} of ClickHouse at ${engine.place.address} is open for reading only.`,
      );
    return inTurn(async () => {
      try {
        return await work();
      } finally {
        coverage.forget();
      }
    });
  };
  return {
    list: (filter, page, signal) => readPage(engine, filter, page, signal),
    summarise: (filter, request, signal) => readSummary(engine, filter, request, signal),
    async top(filter, request, signal) {
      const { groups, total } = await readGroups(engine, filter, request, signal);
      return { groups, total, more: total > request.limit };
    },
    trend: (filter, edges, signal) => readTrend(engine, filter, edges, signal),
    scan: (filter, request, signal) => readScan(engine, filter, request, signal),
    find: (id, limit, signal) => readById(engine, id, limit, signal),
    lookup: (field, request, signal) => readCandidates(engine, field, request, signal),
    coverage: (signal) => coverage.read(signal),

    write: (batch, cursor) => change(() => writeBatch(engine, versions, batch, cursor)),
    remove: (before, limit) => change(() => removeOld(engine, layout, before, limit)),
    erase: (ids) => change(() => eraseSignIns(engine, layout, ids)),
    cursor: (name) => readCursor(engine, name),
    async close() {
      coverage.stop();
      await engine.close();
    },
  };
}
