import { readConfig, stateBeside } from "../config.ts";
import { createLog } from "../log.ts";
import { misspeltIn } from "./configuration-findings.ts";
import { demoFile, openDemoStore, refreshDemoStore } from "./demo-store.ts";
import { namedLists } from "./named-lists.ts";
import { progressBar } from "./progress.ts";
import { keepRemovingOld } from "./retention.ts";
import { closeOnSignals, startService } from "./service.ts";
import { keepReading } from "./keep-reading.ts";
import { sourceOf } from "./source.ts";
import { openStorePool, type OpenedStore } from "./store-pool.ts";
import { isKusto, type StoreAddress } from "../store/address.ts";

const hour = 60 * 60_000;

/** `signpost serve`: the bot as it runs in production, or without credentials in local mode. */
export async function serve(options: { store?: string | undefined }): Promise<void> {
  const named = options.store;
  // What the bot remembers is kept beside the store that is named, whatever the settings say.
  const config = readConfig(named === undefined ? process.env : { ...process.env, STORE: named, STATE: "" });
  for (const [name, meant] of misspeltIn(process.env))
    createLog(config.logLevel).warn({ name, meant }, "The environment sets a name that is nearly a setting");
  const { store: address, retentionDays } = config;
  const isOwn = !isKusto(address);
  const service = await startService(
    config,
    () => openStorePool(address, createLog(config.logLevel)),
    sourceOf(address, retentionDays),
    { state: config.state, isRemote: address.kind !== "sqlite", ...(isOwn && { retentionDays }) },
  );
  const stop = new AbortController();
  const close = async (): Promise<void> => {
    stop.abort();
    await service.close();
  };
  closeOnSignals({ ...service, close });
  const { store } = await closeWhenBroken(service);
  keepReading(store, config, createLog(config.logLevel), stop.signal);
  if (isOwn)
    void keepRemovingOld(store, address.kind, retentionDays, createLog(config.logLevel), stop.signal);
  const page =
    config.credentials === undefined ? "Local mode, no authentication. Open" : "Messaging endpoint:";
  console.log(`${page} ${service.url}${config.credentials === undefined ? "" : "/api/messages"}`);
  if (config.alerts !== undefined) console.log(`Alerts: ${service.url}/api/alerts`);
}

/** `signpost demo`: local mode on demo data, with the chat page. */
export async function demo(options: { store: StoreAddress }): Promise<void> {
  const config = readConfig({ ...process.env, AUTH: "off", MICROSOFT_APP_ID: "" });
  const path = demoFile(options.store);
  const bar = progressBar("Making the demo company's sign-ins", "announced");
  const open = async (signal: AbortSignal): Promise<OpenedStore> => {
    const made = await openDemoStore(path, new Date(), {
      onProgress: ({ records, expected }) => bar.update(records, expected, `${records} sign-ins`),
      signal,
    });
    await made.close();
    return openStorePool(options.store, createLog(config.logLevel));
  };
  const service = await startService(config, open, "demo data", {
    lists: namedLists(config.lists, true),
    state: stateBeside(options.store),
  });
  let isClosing = false;
  closeOnSignals({
    close() {
      isClosing = true;
      return service.close();
    },
  });
  const { store } = await closeWhenBroken(service);
  bar.stop();
  console.log(`
Signpost is running on demo data. Open ${service.url} and ask, for example:

  failures for alice last 7 days
  which users fail most this week
  what is 50126

Ctrl-C ends it.`);
  const refresh = (): void => {
    refreshDemoStore(store, new Date()).catch((error: unknown) => {
      // What was under way when the demo ended is made up for at its next start.
      if (!isClosing) console.error(error);
    });
  };
  refresh();
  setInterval(refresh, hour).unref();
}

/** The store, or the end of the service that cannot have one. */
async function closeWhenBroken(service: Awaited<ReturnType<typeof startService>>) {
  try {
    return await service.ready;
  } catch (error) {
    await service.close();
    throw error;
  }
}
