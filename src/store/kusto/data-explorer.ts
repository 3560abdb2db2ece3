import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout } from "node:timers/promises";
import type { TokenCredential } from "@azure/identity";
import {
  Client,
  CloudSettings,
  type CloudInfo,
  ClientRequestProperties,
  KustoConnectionStringBuilder,
  KustoDataErrors,
} from "azure-kusto-data";
import { serviceTime, type Answer, type Row, type Service } from "./engine.ts";
import { incomplete } from "./failures.ts";
import { scannedBytes } from "./statistics.ts";

/** Milliseconds before a query that the cluster had no room for is put again, each time doubled. */
const pauses = [1_000, 2_000, 4_000];

/**
 * A database of Azure Data Explorer, Fabric, or the emulator.
 * @param cluster its origin, such as https://contoso.westeurope.kusto.windows.net
 * @param credential absent for the emulator, which asks for none
 */
export function dataExplorer(
  cluster: string,
  database: string,
  credential: TokenCredential | undefined,
): Service {
  const client = new Client(
    credential === undefined
      ? new KustoConnectionStringBuilder(cluster)
      : KustoConnectionStringBuilder.withTokenCredential(cluster, credential),
  );
  // The library takes no signal either.
  const signals = new AsyncLocalStorage<AbortSignal>();
  client.axiosInstance.interceptors.request.use((config) => {
    const signal = signals.getStore();
    if (signal !== undefined) config.signal = signal;
    return config;
  });
  let known: Promise<void> | undefined;
  const ask = async (text: string, signal: AbortSignal): Promise<Answer> => {
    known ??= learnCloud(cluster).catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    await known;
    const result = await signals.run(signal, () => client.execute(database, text, properties()));
    if (result.dataSetCompletion?.HasErrors === true) throw incomplete(result.getExceptions().join(" "));
    const bytes = scannedBytes(completionOf(result.tables));
    return {
      rows: [...(result.primaryResults[0]?.rows() ?? [])].map((row) => row.toJSON<Row>()),
      ...(bytes !== undefined && { scannedBytes: bytes }),
    };
  };
  return {
    async query(text, signal) {
      for (const pause of pauses) {
        try {
          return await ask(text, signal);
        } catch (error) {
          if (!(error instanceof KustoDataErrors.ThrottlingError)) throw error;
          await setTimeout(pause, undefined, { signal });
        }
      }
      return ask(text, signal);
    },
    close: () => client.close(),
  };
}

/** Milliseconds. */
const metadataTime = 10_000;

/** Where a cluster's tokens come from: the library would ask as well, but without end. */
async function learnCloud(cluster: string): Promise<void> {
  const signal = AbortSignal.timeout(metadataTime);
  const asked = fetch(`${cluster}/v1/rest/auth/metadata`, { redirect: "error", signal });
  const response = await asked.catch((error: unknown) => {
    // Silence at the first word is no slow question.
    throw signal.aborted ? Object.assign(new Error("no metadata"), { code: "ETIMEDOUT" }) : error;
  });
  if (!response.ok && response.status !== 404)
    throw Object.assign(new Error("no metadata"), { status: response.status });
  const told = response.ok ? ((await response.json()) as { readonly AzureAD?: CloudInfo }) : {};
  CloudSettings.writeToCache(cluster, told.AzureAD);
}

function properties(): ClientRequestProperties {
  const asked = new ClientRequestProperties({ request_readonly: true });
  asked.setTimeout(serviceTime);
  asked.application = "Signpost";
  return asked;
}

type Tables = Awaited<ReturnType<Client["execute"]>>["tables"];

/** What the cluster says of a query when it is done: JSON in one of its tables. */
function completionOf(tables: Tables): unknown {
  const table = tables.find(({ name }) => name === "QueryCompletionInformation");
  for (const row of table?.rows() ?? []) {
    const { EventTypeName, Payload } = row.toJSON();
    if (EventTypeName !== "QueryResourceConsumption" || typeof Payload !== "string") continue;
    try {
      return JSON.parse(Payload);
    } catch {
      return undefined;
    }
  }
  return undefined;
}
