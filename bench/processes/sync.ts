import { createEventHubSync, createSync, importSources, openInThreads } from "../engines/signpost.ts";
import { heldIn, type Held } from "../generator/held.ts";
import { end } from "../generator/data-set.ts";
import { signInTypes, type SignInType } from "../../src/signin/sign-in.ts";
import type { Clock } from "../../src/clock.ts";
import type { GraphPages } from "../../src/sync/graph-pages.ts";
import { answerTasks } from "./child.ts";

export type Way = "Microsoft Graph" | "Event Hubs" | "import of files";

export interface SyncTask {
  readonly way: Way;
  /** Where the records are. */
  readonly folder: string;
  /** The store that is made. */
  readonly path: string;
}

export interface SyncResult {
  readonly stored: number;
  readonly milliseconds: number;
  /** The most that the process took at any time. */
  readonly peakBytes: number;
}

type Store = Awaited<ReturnType<typeof openInThreads>>["store"];

const pageRecords = 1_000;
/** What Azure Monitor puts into one event of a large tenant, more or less. */
const eventRecords = 100;

const none = (): void => {};
const log = { debug: none, info: none, warn: none, error: none };
const clock: Clock = { now: () => end, sleep: async () => {} };
const { signal } = new AbortController();

const run: Readonly<Record<Way, (store: Store, folder: string) => Promise<number>>> = {
  async "Microsoft Graph"(store, folder) {
    const sync = createSync({ store, pages: pagesOf(folder), clock, log, days: 31, interval: Infinity });
    return (await sync.round(signal)).reduce((sum, result) => sum + result.new, 0);
  },
  async "Event Hubs"(store, folder) {
    const { handlers } = createEventHubSync({ store, clock, log, signal });
    for (const type of signInTypes) await deliver(type, heldIn(folder, type), handlers);
    return (await store.coverage()).signIns;
  },
  async "import of files"(store, folder) {
    return (await importSources([folder], store)).new;
  },
};

answerTasks(async ({ way, folder, path }: SyncTask): Promise<SyncResult> => {
  const { store } = await openInThreads(path, "import");
  const begun = performance.now();
  const stored = await run[way](store, folder);
  const milliseconds = performance.now() - begun;
  await store.close();
  return { stored, milliseconds, peakBytes: process.resourceUsage().maxRSS * 1_024 };
});

/** The pages as texts, which are parsed as a response would be. */
function pagesOf(folder: string): GraphPages {
  const byType = new Map(signInTypes.map((type) => [type, heldIn(folder, type)]));
  return {
    now: () => end,
    async *read(type, [from, to]) {
      const held = byType.get(type);
      if (held === undefined) return;
      const [first, last] = held.between(from, to);
      for (let at = first; at === first || at < last; at += pageRecords) {
        const lines = held.lines(at, Math.min(at + pageRecords, last));
        yield { records: JSON.parse(`[${lines.join(",")}]`) as unknown[], at: end };
      }
    },
  };
}

const categories: Readonly<Record<SignInType, string>> = {
  interactiveUser: "SignInLogs",
  nonInteractiveUser: "NonInteractiveUserSignInLogs",
  servicePrincipal: "ServicePrincipalSignInLogs",
  managedIdentity: "ManagedIdentitySignInLogs",
};

/** What the client of the Azure SDK would deliver of one hub with one partition. */
async function deliver(
  type: SignInType,
  held: Held,
  { processEvents }: ReturnType<typeof createEventHubSync>["handlers"],
): Promise<void> {
  const category = categories[type];
  const context = {
    fullyQualifiedNamespace: "bench.servicebus.windows.net",
    eventHubName: category,
    consumerGroup: "bench",
    partitionId: "0",
    updateCheckpoint: async () => {},
  };
  for (let at = 0, sequenceNumber = 0; at < held.records; at += eventRecords, sequenceNumber++) {
    const records = held
      .lines(at, Math.min(at + eventRecords, held.records))
      .map((line) => `{"category":"${category}","properties":${line}}`);
    const body = Buffer.from(`{"records":[${records.join(",")}]}`);
    const event = {
      body,
      offset: String(sequenceNumber),
      sequenceNumber,
      enqueuedTimeUtc: new Date(end),
      partitionKey: null,
      getRawAmqpMessage: () => ({ body }),
    };
    await processEvents([event], context);
  }
}
