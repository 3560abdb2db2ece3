import { UserError } from "../errors.ts";
import { isLoopback } from "../loopback.ts";

/** Where the sign-ins are. Plain data: it crosses over to other threads. */
export type StoreAddress =
  | { readonly kind: "sqlite"; readonly path: string }
  /** http(s) address of the server with the database; user and password may be in it. */
  | { readonly kind: "clickhouse"; readonly url: string }
  | KustoAddress;

/** Where Entra's diagnostic settings put the sign-ins. Signpost only reads there. */
export type KustoAddress =
  /** The GUID that the portal calls Workspace ID, in lower case. */
  | { readonly kind: "loganalytics"; readonly workspace: string }
  /** `cluster` is an origin: "https://contoso.westeurope.kusto.windows.net". */
  | { readonly kind: "adx"; readonly cluster: string; readonly database: string };

/**
 * The address that a text gives: "sqlite:PATH" or a path alone, "clickhouse:URL", "loganalytics:WORKSPACE-ID",
 * "adx:CLUSTER.REGION/DATABASE". Blanks around it do not count.
 * @throws {UserError} that says what to write instead, and repeats nothing that could be a password
 */
export function readStoreAddress(text: string): StoreAddress {
  const trimmed = text.trim();
  // One letter is a drive of Windows.
  const [, scheme, rest = ""] = /^([a-z][\w+.-]+):([^]*)$/i.exec(trimmed) ?? [];
  switch (scheme?.toLowerCase()) {
    case undefined:
      return sqliteAddress(trimmed);
    case "sqlite":
      return sqliteAddress(rest.trim());
    case "clickhouse":
      return clickHouseAddress(rest.trim());
    case "loganalytics":
      return workspaceAddress(rest.trim());
    case "adx":
      return clusterAddress(rest.trim());
    case "http":
    case "https":
      throw new UserError(
        `An address on the web does not say what kind of store it is. Write clickhouse: before that of ClickHouse's HTTP interface (${forms.clickhouse}), and adx: before that of a cluster.`,
      );
    default:
      throw new UserError(
        `There is no kind of store "${scheme?.slice(0, 20)}". Write one of ${Object.values(forms).join(", ")}. A file whose name begins like that is sqlite:PATH.`,
      );
  }
}

/** How an address is told to people: without user and password. */
export function sayStoreAddress(address: StoreAddress): string {
  switch (address.kind) {
    case "sqlite":
      return address.path;
    case "clickhouse": {
      const { host, pathname } = new URL(address.url);
      return `ClickHouse database ${pathname.slice(1)} on ${host}`;
    }
    case "loganalytics":
      return `Log Analytics workspace ${address.workspace}`;
    case "adx":
      return `Data Explorer database ${address.database} on ${new URL(address.cluster).host}`;
  }
}

/** Whether a store is filled by Entra's diagnostic settings, so that Signpost only reads it. */
export function isKusto(address: StoreAddress): address is KustoAddress {
  return address.kind === "loganalytics" || address.kind === "adx";
}

const forms: Readonly<Record<StoreAddress["kind"], string>> = {
  sqlite: "sqlite:PATH",
  clickhouse: "clickhouse:https://HOST:8443/DATABASE",
  loganalytics: "loganalytics:WORKSPACE-ID",
  adx: "adx:CLUSTER.REGION/DATABASE",
};

function sqliteAddress(path: string): StoreAddress {
  if (path === "" || path.startsWith("//") || /\p{Cc}/u.test(path))
    throw new UserError("sqlite: is followed by the path of a file, for example sqlite:data/signpost.db.");
  if (/^:memory:/i.test(path))
    throw new UserError("A store in memory would be gone at the end. Write the path of a file.");
  return { kind: "sqlite", path };
}

function clickHouseAddress(rest: string): StoreAddress {
  const url = URL.canParse(rest) ? new URL(rest) : undefined;
  const wrong = url === undefined ? "that is no address" : wrongIn(url);
  if (url === undefined || wrong !== undefined)
    throw new UserError(
      `clickhouse: is followed by the http address of the server with the database, and nothing else: ${forms.clickhouse}, or https://USER@HOST… with CLICKHOUSE_PASSWORD. Here ${wrong}.`,
    );
  return { kind: "clickhouse", url: url.href };
}

/** What is wrong with an address of ClickHouse. It repeats nothing of it. */
function wrongIn({ protocol, search, hash, pathname }: URL): string | undefined {
  if (!/^https?:$/.test(protocol)) return "it does not begin with https:// or http://";
  if (search !== "" || hash !== "") return 'something follows after "?" or "#"';
  if (pathname === "/" || pathname === "") return "the database is missing";
  if (!/^\/[\w-]{1,128}$/.test(pathname))
    return 'the database is no name of letters, digits, "_" and "-" alone';
  return undefined;
}

const guid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

function workspaceAddress(rest: string): KustoAddress {
  if (!guid.test(rest))
    throw new UserError(
      'loganalytics: is followed by the id of the workspace, a GUID: the Azure portal shows it as "Workspace ID" on the workspace\'s Overview.',
    );
  return { kind: "loganalytics", workspace: rest.toLowerCase() };
}

/** Names of databases: letters, digits, "_", blanks, "." and "-" (https://learn.microsoft.com/kusto/query/schema-entities/entity-names). */
const databasePattern = /^[\w][\w .-]{0,1023}$/;

function clusterAddress(rest: string): KustoAddress {
  const [, origin = "", database = ""] = /^((?:https?:\/\/)?[a-z\d.:[\]-]+)\/([^/]+)\/?$/i.exec(rest) ?? [];
  const cluster = clusterOf(origin.toLowerCase());
  if (cluster === undefined || !databasePattern.test(database)) {
    const wrong =
      origin === ""
        ? "they are not to be told apart"
        : cluster === undefined
          ? "the cluster is none of Azure's or Fabric's public cloud"
          : "the name of the database holds what none may hold";
    throw new UserError(
      `adx: is followed by a cluster and a database: ${forms.adx}, or adx:https://CLUSTER.REGION.kusto.windows.net/DATABASE; http is for the emulator on this machine alone. Here ${wrong}.`,
    );
  }
  return { kind: "adx", cluster, database };
}

/** Where clusters are; nobody else is sent a token. */
const clusterDomains =
  /\.(kusto(mfa)?\.windows\.net|kusto\.azuresynapse\.net|kusto\.(data|fabric)\.microsoft\.com)$/;

/** A name with its region alone means the public cloud. */
function clusterOf(text: string): string | undefined {
  const isShort = /^[a-z\d-]+(\.[a-z\d]+)?$/.test(text);
  const address = /^https?:/.test(text) ? text : `https://${text}${isShort ? ".kusto.windows.net" : ""}`;
  if (!URL.canParse(address)) return undefined;
  const { protocol, hostname, origin } = new URL(address);
  const isKnown = protocol === "https:" ? clusterDomains.test(hostname) : isLoopback(hostname);
  return isKnown ? origin : undefined;
}
