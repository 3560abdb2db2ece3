import { existsSync } from "node:fs";
import { readConfig, statePath, type Config } from "../config.ts";
import { UserError } from "../errors.ts";
import { limits } from "../limits.ts";
import { isKusto, sayStoreAddress, type StoreAddress } from "../store/address.ts";
import type { Store } from "../store/store.ts";
import { systemClock } from "../clock.ts";
import { readReceived } from "../sync/received.ts";
import { graph } from "../sync/graph-pages.ts";
import { createTokens, isReaderNamed, readingCredential, readingTokens } from "../tokens.ts";
import { version } from "../version.ts";
import { botFindings } from "./bot-findings.ts";
import {
  configFileFindings,
  configurationFindings,
  nodeFinding,
  unusedFindings,
} from "./configuration-findings.ts";
import { deepFindings, rebuildFindings } from "./deep-findings.ts";
import type { Finding } from "./finding.ts";
import { diskFindings, watchFolderFindings } from "./disk-findings.ts";
import { eventHubFinding } from "./event-hub-findings.ts";
import { lookAtEventHub } from "./event-hubs.ts";
import { graphFindings } from "./graph-findings.ts";
import { permissionFindings } from "./permission-findings.ts";
import { openStore } from "./open-store.ts";
import { serviceFindings } from "./service-findings.ts";
import { stateFindings, storeFindings } from "./store-findings.ts";

export interface DoctorOptions {
  readonly store: StoreAddress;
  readonly deep?: true | undefined;
  readonly rebuild?: true | undefined;
}

/** `signpost doctor`: looks at what Signpost depends on and says what to do. Returns the exit status. */
export async function doctor(options: DoctorOptions, now: Date): Promise<number> {
  const { store, deep = false, rebuild = false } = options;
  if (store.kind !== "sqlite" && (deep || rebuild))
    throw new UserError(
      `--deep and --rebuild are for a store in a file; ${sayStoreAddress(store)} looks after itself. Leave them out.`,
    );
  const config = readable();
  const state = statePath(store, undefined, process.env);
  const findings = [
    nodeFinding(),
    ...configFileFindings(process.env),
    ...unusedFindings(store, process.env),
    ...configurationFindings(process.env),
    ...(await registration(config)),
  ];
  const files = store.kind === "sqlite" ? [store.path, state] : [state];
  findings.push(...diskFindings(files), ...watchFolderFindings(config?.watchFolder), ...stateFindings(state));
  if (store.kind !== "sqlite") findings.push(...(await serviceFindings(store, now)));
  else {
    if (rebuild) findings.push(...rebuildFindings(store.path));
    findings.push(...(await storeFindings(store.path, now, readsByItself(config))));
  }
  if (!isKusto(store)) findings.push(...(await syncFindings(store, config)));
  if (store.kind === "sqlite" && (deep || rebuild)) findings.push(...deepFindings(store.path));
  console.log(`Signpost ${version}`);
  for (const { level, text } of findings) console.log(`${level.padEnd(4)} ${text}`);
  return findings.some(({ level }) => level === "FIX") ? 1 : 0;
}

/** Whether `serve` makes a store by itself. */
function readsByItself(config: Config | undefined): boolean {
  return (
    config !== undefined &&
    (config.sync || config.eventHubs !== undefined || config.watchFolder !== undefined)
  );
}

async function registration(config: Config | undefined): Promise<Finding[]> {
  if (config?.credentials === undefined) return [];
  const tokens = createTokens(config.credentials);
  const tokenFor = (resource: string) => () => tokens(resource, limits.directoryTime);
  const asks = { roles: config.readerRoles, groups: config.readerGroups.length > 0 };
  return [
    ...(await botFindings({ token: tokenFor("https://api.botframework.com"), publicUrl: config.publicUrl })),
    ...(await permissionFindings(tokenFor(graph), asks)),
  ];
}

/** Only who is set to read from Microsoft Graph or Event Hubs is asked whether they can. */
async function syncFindings(address: StoreAddress, config: Config | undefined): Promise<Finding[]> {
  const store = await opened(address);
  try {
    return [...(await graphFindingsOf(config, store)), ...(await hubFindings(config, store))];
  } finally {
    await store?.close();
  }
}

async function graphFindingsOf(config: Config | undefined, store: Store | undefined): Promise<Finding[]> {
  if (config?.sync !== true && !isReaderNamed(process.env)) return [];
  const tokens = readingTokens(process.env, config?.credentials);
  return graphFindings(store, () => tokens(graph, limits.directoryTime), systemClock);
}

async function hubFindings(config: Config | undefined, store: Store | undefined): Promise<Finding[]> {
  const hubs = config?.eventHubs;
  if (hubs === undefined) return [];
  const received = store === undefined ? {} : await readReceived(store);
  const credential = readingCredential(process.env, config?.credentials);
  const found = await Promise.all(
    hubs.names.map((name) =>
      eventHubFinding(
        { fullyQualifiedNamespace: hubs.namespace, eventHubName: name },
        () => lookAtEventHub(hubs, name, credential),
        received,
      ),
    ),
  );
  // Without a token all of them say the same.
  return found.filter(({ text }, index) => found.findIndex((one) => one.text === text) === index);
}

function readable(): Config | undefined {
  try {
    return readConfig(process.env);
  } catch {
    return undefined;
  }
}

/** Undefined for one that can't be used, which is said elsewhere. */
async function opened(address: StoreAddress): Promise<Store | undefined> {
  if (address.kind === "sqlite" && !existsSync(address.path)) return undefined;
  try {
    return await openStore(address, { readonly: true });
  } catch {
    return undefined;
  }
}
