import { UserError } from "../../errors.ts";
import { steadyCoverage } from "../steady-coverage.ts";
import type { Store } from "../store.ts";
import { readCoverage } from "./coverage.ts";
import { readCandidates } from "./lookup.ts";
import { readById, readPage } from "./list.ts";
import type { Reading } from "./reading.ts";
import { readScan } from "./scan.ts";
import { readSummary } from "./summary.ts";
import { readTop } from "./top.ts";
import { readTrend } from "./trend.ts";

/**
 * The port over tables that Entra's diagnostic settings fill. They are only read: what would write is refused. Of several
 * copies of a sign-in the newest counts, as a whole.
 */
export function kustoStore(reading: Reading): Store {
  const refuse = async (): Promise<never> => {
    throw new UserError(
      "This store is only read. Entra's diagnostic settings write its sign-ins, and its own retention removes them.",
    );
  };
  const coverage = steadyCoverage((signal) => readCoverage(reading, signal));
  return {
    list: (filter, page, signal) => readPage(reading, filter, page, signal),
    summarise: (filter, request, signal) => readSummary(reading, filter, request, signal),
    top: (filter, request, signal) => readTop(reading, filter, request, signal),
    trend: (filter, edges, signal) => readTrend(reading, filter, edges, signal),
    scan: (filter, request, signal) => readScan(reading, filter, request, signal),
    find: (id, limit, signal) => readById(reading, id, limit, signal),
    lookup: (field, request, signal) => readCandidates(reading, field, request, signal),
    coverage: (signal) => coverage.read(signal),
    write: refuse,
    remove: refuse,
    erase: refuse,
    async cursor() {
      return undefined;
    },
    async close() {
      coverage.stop();
      await reading.engine.close();
    },
  };
}
