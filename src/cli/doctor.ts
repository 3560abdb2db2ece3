import { existsSync, statSync } from "node:fs";
import { readConfig, readRetention, type Config } from "../config.ts";
import { oddities, readConfigFile } from "../config-file.ts";
import { messageOf } from "../errors.ts";
import { limits } from "../limits.ts";
import { openSqliteStore } from "../store/sqlite/open.ts";
import type { Coverage, Store } from "../store/store.ts";
import { systemClock } from "../sync/clock.ts";
import { readReceived } from "../sync/received.ts";
import { graph } from "../sync/graph-pages.ts";
import { isReaderNamed, readingCredential, readingTokens } from "../tokens.ts";
import { version } from "../version.ts";
import { howOld, fullTime, listed, number, plural } from "../views/words.ts";
import { deepFindings, rebuildFindings } from "./deep-findings.ts";
import type { Finding } from "./finding.ts";
import { eventHubFinding } from "./event-hub-findings.ts";
import { lookAtEventHub } from "./event-hubs.ts";
import { graphFindings } from "./graph-findings.ts";
import { countOld } from "./retention.ts";

export interface DoctorOptions {
  readonly store: string;
  readonly deep?: true | undefined;
  readonly rebuild?: true | undefined;
}

/** `signpost doctor`: looks at what Signpost depends on and says what to do. Returns the exit status. */
export async function doctor(options: DoctorOptions, now: Date): Promise<number> {
  const { store, deep = false, rebuild = false } = options;
  const findings = [node(), ...configFile(), ...configuration(), ...(rebuild ? rebuildFindings(store) : [])];
  findings.push(...(await storeFindings(store, now)), ...(await syncFindings(store)));
  if (deep || rebuild) findings.push(...deepFindings(store));
  console.log(`Signpost ${version}`);
  for (const { level, text } of findings) console.log(`${level.padEnd(4)} ${text}`);
  return findings.some(({ level }) => level === "FIX") ? 1 : 0;
}

function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const isNewEnough = major > 20 || (major === 20 && minor >= 19);
  return isNewEnough
    ? { level: "ok", text: `Node ${process.version}` }
    : { level: "FIX", text: `Node ${process.version} is too old: install 20.19 or newer.` };
}

function configFile(): Finding[] {
  const file = readConfigFile(process.env);
  if (file === undefined) return [];
  return [
    { level: "ok", text: `Settings: from ${file.path}, unless the environment sets them` },
    ...oddities(file).map((text): Finding => ({ level: "note", text: `Settings: ${text}` })),
  ];
}

function configuration(): Finding[] {
  try {
    const { credentials, readers, readerGroups, readerRoles } = readConfig(process.env);
    if (credentials === undefined)
      return [{ level: "ok", text: "Configuration: local mode, no authentication" }];
    const complete: Finding = { level: "ok", text: "Configuration: complete" };
    const who = [
      readerRoles ? "whoever holds a role that may read sign-in logs in Entra" : "",
      readers.length > 0 ? plural(readers.length, "person", "people") : "",
      readerGroups.length > 0 ? `members of ${plural(readerGroups.length, "group")}` : "",
    ].filter((part) => part !== "");
    if (who.length > 0)
      return [complete, { level: "ok", text: `Readers of the whole tenant: ${listed(who)}` }];
    const nobody =
      "Readers: nobody can see the sign-ins of the whole tenant, everyone only their own. Set READER_ROLES=on, or READERS to the Entra object ids of those who may, separated by commas.";
    return [complete, { level: "note", text: nobody }];
  } catch (error) {
    return [{ level: "FIX", text: `${messageOf(error)}\n     (For a try without credentials: npm start.)` }];
  }
}

/** Only who is set to read from Microsoft Graph or Event Hubs is asked whether they can. */
async function syncFindings(path: string): Promise<Finding[]> {
  const config = readable();
  const store = opened(path);
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
  return Promise.all(
    hubs.names.map((name) =>
      eventHubFinding(
        { fullyQualifiedNamespace: hubs.namespace, eventHubName: name, consumerGroup: hubs.consumerGroup },
        () => lookAtEventHub(hubs, name, credential),
        received,
      ),
    ),
  );
}

function readable(): Config | undefined {
  try {
    return readConfig(process.env);
  } catch {
    return undefined;
  }
}

/** Undefined for one that can't be used, which is said elsewhere. */
function opened(path: string): Store | undefined {
  try {
    return existsSync(path) ? openSqliteStore({ path, readonly: true }) : undefined;
  } catch {
    return undefined;
  }
}

async function storeFindings(path: string, now: Date): Promise<Finding[]> {
  if (!existsSync(path))
    return [{ level: "FIX", text: `Store: ${path} does not exist yet. Make it with: signpost import FILE` }];
  try {
    const store = openSqliteStore({ path, readonly: true });
    const coverage = await store.coverage();
    const kept = await retention(store, now);
    await store.close();
    const size = statSync(path).size / 1_048_576;
    const signIns = plural(coverage.signIns, "sign-in");
    return [
      { level: "ok", text: `Store: ${path}, ${size.toFixed(1)} MiB, ${signIns}` },
      newestRecord(coverage, now),
      kept,
      quarantine(coverage),
    ];
  } catch (error) {
    return [{ level: "FIX", text: `Store: ${messageOf(error)}` }];
  }
}

function newestRecord({ newest }: Coverage, now: Date): Finding {
  if (newest === undefined)
    return { level: "FIX", text: "Data: none. Read some: signpost sync, or signpost import FILE" };
  const old = howOld(newest, now.getTime());
  return { level: "ok", text: `Data: newest record ${fullTime(newest, "UTC")}, ${old}` };
}

async function retention(store: Store, now: Date): Promise<Finding> {
  const days = readRetention(process.env);
  if (days === 0) return { level: "ok", text: "Retention: sign-ins are kept for good (RETENTION_DAYS)" };
  const { signIns, before } = await countOld(store, days, now.getTime());
  const text = `Retention: ${plural(days, "day")} (RETENTION_DAYS)`;
  if (signIns === 0) return { level: "ok", text: `${text}, and no sign-in is older` };
  const old = `${plural(signIns, "sign-in")} of before ${fullTime(before, "UTC")}`;
  return { level: "note", text: `${text}; ${old} will be removed by serve, or at once: signpost prune` };
}

function quarantine({ quarantined }: Coverage): Finding {
  const broken = quarantined.reduce((sum, { records }) => sum + records, 0);
  if (broken === 0) return { level: "ok", text: "Quarantine: empty" };
  const reasons = quarantined.map(({ reason, records }) => `${number(records)} × ${reason}`).join(", ");
  const text = `Quarantine: ${plural(broken, "record")} could not be read (${reasons}). They are kept; a newer version may read them.`;
  return { level: "note", text };
}
