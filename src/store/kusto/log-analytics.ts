import { AsyncLocalStorage } from "node:async_hooks";
import type { TokenCredential } from "@azure/identity";
import {
  LogsQueryClient,
  LogsQueryResultStatus,
  type LogsQueryClientOptions,
  type LogsTable,
} from "@azure/monitor-query-logs";
import { serviceTime, type Answer, type Row, type Service } from "./engine.ts";
import { incomplete } from "./failures.ts";
import { scannedBytes } from "./statistics.ts";

/** The service takes a range beside the query; the query has its own, so this one leaves nothing out. */
const anyTime = { startTime: new Date("2000-01-01T00:00:00Z"), endTime: new Date("2100-01-01T00:00:00Z") };

/**
 * A workspace of Log Analytics, by its query service.
 * @param workspace the GUID that the portal calls Workspace ID
 * @param options of the library; tests give an HTTP client of their own
 */
export function logAnalytics(
  workspace: string,
  credential: TokenCredential,
  options: LogsQueryClientOptions = {},
): Service {
  const client = new LogsQueryClient(credential, { retryOptions: { maxRetries: 2 }, ...options });
  const signals = new AsyncLocalStorage<AbortSignal>();
  client.pipeline.addPolicy(
    {
      name: "signpost",
      async sendRequest(request, next) {
        // Version 1.0.0 of the library takes no signal.
        const signal = signals.getStore();
        if (signal !== undefined) request.abortSignal = signal;
        const response = await next(request);
        // An empty workspace answers with nothing, at which the library breaks.
        const isEmpty = response.status === 204 || (response.status === 200 && !response.bodyAsText);
        return isEmpty ? { ...response, status: 200, bodyAsText: '{"tables":[]}' } : response;
      },
    },
    { phase: "Deserialize" },
  );
  return {
    async query(text, signal): Promise<Answer> {
      const result = await signals.run(signal, () =>
        client.queryWorkspace(workspace, text, anyTime, {
          serverTimeoutInSeconds: serviceTime / 1_000,
          includeQueryStatistics: true,
        }),
      );
      if (result.status !== LogsQueryResultStatus.Success) throw incomplete(result.partialError.message);
      const bytes = scannedBytes(result.statistics);
      return {
        rows: result.tables[0] === undefined ? [] : rowsOf(result.tables[0]),
        ...(bytes !== undefined && { scannedBytes: bytes }),
      };
    },
    close() {},
  };
}

function rowsOf({ columnDescriptors, rows }: LogsTable): Row[] {
  return rows.map((row) =>
    Object.fromEntries(columnDescriptors.map(({ name }, at) => [name, row[at]] as const)),
  );
}
