import { readRoutes, type Routes } from "./alerts/routes.ts";
import { messageOf, UserError } from "./errors.ts";
import { noLists, readLists, type Lists } from "./lists.ts";
import { isLoopback } from "./loopback.ts";
import {
  defaultHubs,
  logLevels,
  settings,
  splitList,
  type LogLevel,
  type Setting,
  type SettingName,
} from "./settings.ts";
import { isKusto, readStoreAddress, type StoreAddress } from "./store/address.ts";

/** What a start of Signpost depends on, read once from the environment. */
export interface Config {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Absent in local mode: nothing is authenticated then, and only this machine is listened to. */
  readonly credentials?: Credentials;
  /** Port of /metrics; absent: there are none. */
  readonly metricsPort?: number;
  /** Whether the service reads sign-ins from Microsoft Graph. */
  readonly sync: boolean;
  /** Event hubs that the service receives sign-ins from; absent: none. */
  readonly eventHubs?: EventHubs;
  /** Folder whose files the service reads as they appear; absent: none. */
  readonly watchFolder?: string;
  /** Where the sign-ins are. */
  readonly store: StoreAddress;
  /** Path of the SQLite file of what the bot itself remembers. */
  readonly state: string;
  /** https origin under which the bot is reached, for links to files; absent: there are none. */
  readonly publicUrl?: string;
  /** Whether Teams may be asked to show an answer to one member of a conversation alone. */
  readonly targetedMessages: boolean;
  /** Which alerts go where, and who may send them; absent: none are taken. */
  readonly alerts?: AlertSettings;
  /** Entra object ids, in lower case, of those who may see the sign-ins of the whole tenant. */
  readonly readers: readonly string[];
  /** Entra object ids, in lower case, of groups whose members may as well. */
  readonly readerGroups: readonly string[];
  /** Those who hold a role that may read sign-in logs in Entra may as well. */
  readonly readerRoles: boolean;
  /**
   * Days that sign-ins are kept, besides the one that is not over; 0 keeps them for good. Where Signpost only reads, so
   * many days back it looks.
   */
  readonly retentionDays: number;
  readonly logLevel: LogLevel;
  /** IANA name; used where an activity does not say where its sender is. */
  readonly timezone: string;
  readonly lists: Lists;
}

export interface AlertSettings {
  readonly routes: Routes;
  /** With which they are signed; absent: signatures are not taken. */
  readonly secret?: string;
  /** Entra object ids, in lower case, of applications whose tokens are taken. */
  readonly senders: readonly string[];
}

export interface EventHubs {
  /** Host name. */
  readonly namespace: string;
  readonly names: readonly string[];
  readonly consumerGroup: string;
}

/** What the bot shows to Azure Bot Service, and expects of it. Ids are in lower case. */
export type Credentials =
  | {
      readonly type: "SingleTenant";
      readonly appId: string;
      readonly tenantId: string;
      readonly password: string;
    }
  | { readonly type: "UserAssignedMSI"; readonly appId: string; readonly tenantId: string };

/**
 * The configuration that an environment describes. Blank counts as not set.
 * @throws {UserError} that names every setting that is wrong with what to do, and repeats no secret.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const { values, problems } = readValues(env);
  const local = values.AUTH === "off";
  const lists = listsIn(values.LISTS, problems);
  const alerts = alertsIn(values, problems);
  const store = storeIn(values, problems);
  problems.push(...hubProblems(values), ...storeProblems(values, store));
  problems.push(...(local ? localProblems(values, env["NODE_ENV"]) : credentialProblems(values)));
  if (problems.length > 0) {
    throw new UserError(["The configuration is wrong:", ...new Set(problems)].join("\n- "));
  }
  return {
    host: values.HOST ?? (local ? "127.0.0.1" : "0.0.0.0"),
    port: Number(values.PORT ?? 3978),
    ...(local ? {} : { credentials: readCredentials(values) }),
    ...(values.METRICS_PORT !== undefined && { metricsPort: Number(values.METRICS_PORT) }),
    sync: (values.SYNC ?? (local || isKusto(store) ? "off" : "on")) === "on",
    ...(values.EVENT_HUBS_NAMESPACE !== undefined && {
      eventHubs: {
        namespace: values.EVENT_HUBS_NAMESPACE,
        names: values.EVENT_HUBS === undefined ? defaultHubs : splitList(values.EVENT_HUBS),
        consumerGroup: values.EVENT_HUBS_CONSUMER_GROUP ?? "",
      },
    }),
    ...(values.WATCH_FOLDER !== undefined && { watchFolder: values.WATCH_FOLDER }),
    store,
    state: values.STATE ?? stateBeside(store),
    ...(values.PUBLIC_URL !== undefined && { publicUrl: new URL(values.PUBLIC_URL).origin }),
    targetedMessages: values.TARGETED_MESSAGES === "on",
    ...(alerts !== undefined && { alerts }),
    readers: splitList(values.READERS ?? "").map((id) => id.toLowerCase()),
    readerGroups: splitList(values.READER_GROUPS ?? "").map((id) => id.toLowerCase()),
    readerRoles: !local && values.READER_ROLES !== "off",
    retentionDays: retentionIn(values, isKusto(store)),
    logLevel: logLevels.find((level) => level === values.LOG_LEVEL) ?? "info",
    timezone: values.DEFAULT_TIMEZONE ?? "UTC",
    lists,
  };
}

/**
 * Days that sign-ins are kept by an environment, which may lack all else that a start needs; of a store that is only read,
 * how far back is looked.
 * @throws {UserError} where the setting is wrong
 */
export function readRetention(env: Readonly<Record<string, string | undefined>>, isOnlyRead = false): number {
  const { values, problems } = readValues({ RETENTION_DAYS: env["RETENTION_DAYS"], AUTH: env["AUTH"] });
  if (problems.length > 0) throw new UserError(problems.join("\n"));
  return retentionIn(values, isOnlyRead);
}

/**
 * A try in local mode may be on logs of any age: nothing goes that nobody said should. Where nothing goes anyhow, years of
 * a workspace are not read through unless somebody said so.
 */
function retentionIn(values: Values, isOnlyRead: boolean): number {
  return Number(values.RETENTION_DAYS ?? (values.AUTH === "off" && !isOnlyRead ? 0 : 30));
}

type Values = Partial<Record<SettingName, string>>;

function readValues(env: Readonly<Record<string, string | undefined>>): {
  values: Values;
  problems: string[];
} {
  const values: Values = {};
  const problems: string[] = [];
  for (const name of Object.keys(settings) as SettingName[]) {
    const text = env[name]?.trim() ?? "";
    if (text === "") continue;
    const setting: Setting = settings[name];
    const result = setting.schema.safeParse(text);
    values[name] = result.success ? result.data : text;
    if (!result.success) problems.push(`${name} must be ${setting.must}. For example ${setting.example}`);
  }
  return { values, problems };
}

const usualStore = { kind: "sqlite", path: "data/signpost.db" } as const satisfies StoreAddress;

function storeIn({ STORE }: Values, problems: string[]): StoreAddress {
  try {
    return STORE === undefined ? usualStore : readStoreAddress(STORE);
  } catch (error) {
    problems.push(`STORE: ${messageOf(error)}`);
    return usualStore;
  }
}

function listsIn(setting: string | undefined, problems: string[]): Lists {
  try {
    return readLists(setting ?? "");
  } catch (error) {
    problems.push(messageOf(error));
    return noLists;
  }
}

function alertsIn(values: Values, problems: string[]): AlertSettings | undefined {
  const senders = splitList(values.ALERT_SENDERS ?? "").map((id) => id.toLowerCase());
  const secret = values.ALERT_SECRET;
  try {
    const routes = readRoutes(values.ALERT_ROUTES ?? "");
    if (routes.length > 0 && secret === undefined && senders.length === 0)
      problems.push("ALERT_ROUTES needs ALERT_SECRET or ALERT_SENDERS: else nobody may send alerts.");
    if (routes.length === 0 && (secret !== undefined || senders.length > 0))
      problems.push(
        "ALERT_ROUTES is not set. Say in which channels alerts are posted, or remove ALERT_SECRET and ALERT_SENDERS.",
      );
    return routes.length === 0 ? undefined : { routes, senders, ...(secret !== undefined && { secret }) };
  } catch (error) {
    problems.push(messageOf(error));
    return undefined;
  }
}

function localProblems(values: Values, nodeEnv: string | undefined): string[] {
  return [
    values.HOST !== undefined &&
      !isLoopback(values.HOST) &&
      "HOST must be 127.0.0.1, ::1 or localhost with AUTH=off: without authentication nobody else may be let in.",
    values.MICROSOFT_APP_ID !== undefined &&
      "MICROSOFT_APP_ID and AUTH=off exclude each other. Remove AUTH to serve Teams, or MICROSOFT_APP_ID to try it locally.",
    values.ALERT_ROUTES !== undefined &&
      "ALERT_ROUTES has no place beside AUTH=off: alerts are posted in channels of Teams.",
    nodeEnv === "production" &&
      "AUTH=off is not for NODE_ENV=production. Remove AUTH and set MICROSOFT_APP_ID and the other credentials.",
  ].filter((problem) => problem !== false);
}

function hubProblems(values: Values): string[] {
  const hasNamespace = values.EVENT_HUBS_NAMESPACE !== undefined;
  return [
    !hasNamespace &&
      values.EVENT_HUBS !== undefined &&
      "EVENT_HUBS needs EVENT_HUBS_NAMESPACE: the host name of the namespace that they are in.",
    hasNamespace &&
      values.EVENT_HUBS_CONSUMER_GROUP === undefined &&
      "EVENT_HUBS_CONSUMER_GROUP is not set. Make a consumer group in each event hub for Signpost alone, and set its name.",
  ].filter((problem) => problem !== false);
}

/** What does not go together with a store. */
function storeProblems(values: Values, store: StoreAddress): string[] {
  if (store.kind === "clickhouse" && new URL(store.url).password !== "" && values.CLICKHOUSE_PASSWORD)
    return ["CLICKHOUSE_PASSWORD and a password in STORE exclude each other. Remove one of them."];
  if (!isKusto(store)) return [];
  const fillers = (["EVENT_HUBS_NAMESPACE", "WATCH_FOLDER"] as const).filter(
    (name) => values[name] !== undefined,
  );
  return [...(values.SYNC === "on" ? ["SYNC=on"] : []), ...fillers].map(
    (filler) =>
      `${filler} has no place beside STORE=${store.kind}: Entra's diagnostic settings fill it, and Signpost only reads. Remove one of them.`,
  );
}

function credentialProblems(values: Values): string[] {
  const isManaged = values.MICROSOFT_APP_TYPE === "UserAssignedMSI";
  return [
    values.MICROSOFT_APP_ID === undefined &&
      "MICROSOFT_APP_ID is not set. Set it to the bot's application (client) id, or AUTH=off to try Signpost on this machine.",
    values.MICROSOFT_APP_TENANT_ID === undefined &&
      "MICROSOFT_APP_TENANT_ID is not set. Set it to the id of your Entra tenant (directory).",
    values.MICROSOFT_APP_PASSWORD === undefined &&
      !isManaged &&
      "MICROSOFT_APP_PASSWORD is not set. Set it to a client secret, or MICROSOFT_APP_TYPE=UserAssignedMSI for a managed identity.",
    values.MICROSOFT_APP_PASSWORD !== undefined &&
      isManaged &&
      "MICROSOFT_APP_PASSWORD has no place beside MICROSOFT_APP_TYPE=UserAssignedMSI. Remove one of them.",
  ].filter((problem) => problem !== false);
}

function readCredentials(values: Values): Credentials {
  const { MICROSOFT_APP_ID: appId = "", MICROSOFT_APP_TENANT_ID: tenantId = "" } = values;
  if (values.MICROSOFT_APP_TYPE === "UserAssignedMSI") return { type: "UserAssignedMSI", appId, tenantId };
  return { type: "SingleTenant", appId, tenantId, password: values.MICROSOFT_APP_PASSWORD ?? "" };
}

/** The state's file that belongs to a store: the one that is named, else that of STATE, else the one beside it. */
export function statePath(
  store: StoreAddress,
  named: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const path = named ?? env["STATE"]?.trim() ?? "";
  return path === "" ? stateBeside(store) : path;
}

/**
 * Where the bot's own memory is kept if nothing is said: next to the sign-ins, "signpost-state.db" for "signpost.db", and
 * where they are no file, next to where the file would be.
 */
export function stateBeside(store: StoreAddress): string {
  const { path } = store.kind === "sqlite" ? store : usualStore;
  return `${path.replace(/\.db$/, "")}-state.db`;
}
