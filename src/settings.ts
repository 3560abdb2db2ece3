import { z } from "zod";

export const logLevels = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof logLevels)[number];

/** One variable of the environment or of the file that CONFIG names, as `.env.example` and the README describe it. */
export interface Setting {
  readonly description: string;
  /** What holds where it is not set, in words; "" where it has to be set. */
  readonly default: string;
  readonly example: string;
  /** Ends the sentence "NAME must be …". */
  readonly must: string;
  readonly schema: z.ZodType<string, string>;
}

const guid = z.guid().toLowerCase();
const guids = z.string().refine((text) => splitList(text).every((id) => guid.safeParse(id).success));

const portSchema = z.string().refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535);

/** The event hubs that Azure makes where diagnostic settings name none. */
export const defaultHubs = [
  "insights-logs-signinlogs",
  "insights-logs-noninteractiveusersigninlogs",
  "insights-logs-serviceprincipalsigninlogs",
  "insights-logs-managedidentitysigninlogs",
] as const;

/** Names of event hubs and consumer groups. */
const hubPattern = /^[A-Za-z0-9][\w.-]{0,255}$/;

/** THE table of settings. The examples together are a valid configuration. */
export const settings = {
  CONFIG: {
    description:
      "Path of a file that sets the others, one NAME=value a line as in .env.example; set to nothing, none is read. What " +
      "the environment sets comes first. Makes no sense in the file itself.",
    default: ".env in the current folder, where there is one",
    example: "/etc/signpost/signpost.env",
    must: "a path",
    schema: z.string(),
  },
  AUTH: {
    description:
      "off: local mode, for a try on this machine. Nothing is authenticated, and only this machine is answered. " +
      "Refused together with NODE_ENV=production.",
    default: "on",
    example: "on",
    must: "on or off",
    schema: z.enum(["on", "off"]),
  },
  MICROSOFT_APP_ID: {
    description: "Application (client) id of the bot's app registration or managed identity.",
    default: "",
    example: "11111111-2222-4333-8444-555555555555",
    must: "a GUID",
    schema: guid,
  },
  MICROSOFT_APP_TYPE: {
    description: "How the bot signs in to Azure Bot Service: SingleTenant (password) or UserAssignedMSI.",
    default: "SingleTenant",
    example: "SingleTenant",
    must: "SingleTenant or UserAssignedMSI",
    schema: z.enum(["SingleTenant", "UserAssignedMSI"]),
  },
  MICROSOFT_APP_PASSWORD: {
    description: "Client secret of the app registration. SingleTenant only.",
    default: "",
    example: "the-secret-value-not-its-id",
    must: "a text without line breaks",
    schema: z.string().regex(/^[^\r\n]+$/),
  },
  MICROSOFT_APP_TENANT_ID: {
    description: "Id of your Entra tenant (directory). Activities of other tenants are refused.",
    default: "",
    example: "66666666-7777-4888-9999-aaaaaaaaaaaa",
    must: "a GUID",
    schema: guid,
  },
  HOST: {
    description: "Address that is listened on.",
    default: "0.0.0.0, and 127.0.0.1 with AUTH=off",
    example: "0.0.0.0",
    must: "an IP address or a host name, without a port",
    schema: z.union([z.ipv4(), z.ipv6(), z.hostname()]),
  },
  PORT: {
    description: "Port that is listened on; 0 takes any free one.",
    default: "3978",
    example: "3978",
    must: "a whole number from 0 to 65535",
    schema: portSchema,
  },
  METRICS_PORT: {
    description:
      "Port of its own for /metrics, in the text format of Prometheus: questions by intent and result, their times and those of the store, refused " +
      "activities, how fresh the data is. Without authentication: let only your network reach it.",
    default: "none",
    example: "9464",
    must: "a whole number from 0 to 65535",
    schema: portSchema,
  },
  PUBLIC_URL: {
    description:
      "https address under which the bot is reached, without a path: exported files can be fetched there, " +
      "besides by the asker's OneDrive, and links to questions lead there.",
    default: "none: files go by OneDrive alone, links lead to the chat with the bot",
    example: "https://signpost.contoso.com",
    must: "an https address without a path",
    schema: z
      .url({ protocol: /^https$/ })
      .refine((url) => URL.canParse(url) && new URL(url).pathname === "/" && new URL(url).search === ""),
  },
  SYNC: {
    description:
      "on: `serve` reads the tenant's sign-ins from Microsoft Graph, at first as far back as RETENTION_DAYS says, 30 days at " +
      "most, and then the newest every five minutes. " +
      "It reads as the bot, or as the identity that AZURE_CLIENT_ID and the other variables of the Azure SDK name (secret, " +
      "certificate, managed identity), or with AUTH=off as whoever has signed in by `az login`. Needs the application " +
      "permission AuditLog.Read.All of Microsoft Graph, and Microsoft Entra ID P1. Not for a STORE in Log Analytics or " +
      "Data Explorer, which Entra fills.",
    default: "on; off with AUTH=off, and where STORE is only read",
    example: "on",
    must: "on or off",
    schema: z.enum(["on", "off"]),
  },
  EVENT_HUBS_NAMESPACE: {
    description:
      "Host name of the Event Hubs namespace into which Entra's diagnostic settings stream the sign-in logs: `serve` " +
      "receives them there, within minutes, and as many as there are. For tenants with more than Microsoft Graph can " +
      "deliver (then set SYNC=off, or leave it on to fill what the hubs miss). The identity that reads, the same as " +
      "with SYNC, needs the role Azure Event Hubs Data Receiver, and this machine a way to port 5671. Needs " +
      "EVENT_HUBS_CONSUMER_GROUP.",
    default: "none",
    example: "contoso-logs.servicebus.windows.net",
    must: "the host name of a namespace, without a path or a connection string",
    schema: z.hostname().toLowerCase(),
  },
  EVENT_HUBS: {
    description: "Names, separated by commas, of the event hubs of that namespace that are received.",
    default: `those that diagnostic settings make by themselves: ${defaultHubs.join(", ")}`,
    example: "insights-logs-signinlogs,insights-logs-noninteractiveusersigninlogs",
    must: "names of event hubs separated by commas",
    schema: z.string().refine((text) => splitList(text).every((name) => hubPattern.test(name))),
  },
  EVENT_HUBS_CONSUMER_GROUP: {
    description:
      "Consumer group of these event hubs that Signpost reads with, made for it alone: whoever else reads with the same " +
      "one is disconnected. ($Default is often that of another tool.)",
    default: "",
    example: "signpost",
    must: "the name of a consumer group",
    schema: z.string().refine((text) => text === "$Default" || hubPattern.test(text)),
  },
  WATCH_FOLDER: {
    description:
      "Folder in which log files appear: every minute `serve` reads those that have been written, and again those that have " +
      "changed. For " +
      "the portal's downloads, or for what diagnostic settings archive in a storage account that is mounted there.",
    default: "none",
    example: "/mnt/entra-logs",
    must: "a path",
    schema: z.string(),
  },
  STORE: {
    description:
      "Where the sign-ins are: the path of a SQLite file, clickhouse:https://HOST:8443/DATABASE, " +
      "loganalytics:WORKSPACE-ID (also Microsoft Sentinel), or adx:CLUSTER.REGION/DATABASE. Log Analytics and Data Explorer are " +
      "only read, by the same identity as with SYNC. docs/stores.md helps to choose.",
    default: "data/signpost.db",
    example: "/var/lib/signpost/signpost.db",
    must: "a path or an address",
    schema: z.string(),
  },
  CLICKHOUSE_PASSWORD: {
    description:
      "Password for ClickHouse, so that it need not be in STORE: clickhouse:https://USER@HOST:8443/DATABASE.",
    default: "none",
    example: "the-password",
    must: "a text without line breaks",
    schema: z.string().regex(/^[^\r\n]+$/),
  },
  STATE: {
    description:
      "Path of the SQLite file for what the bot itself remembers: saved questions, watches, and the last question of each person in each conversation.",
    default: "beside STORE, where that is a file, else data: data/signpost-state.db",
    example: "/var/lib/signpost/signpost-state.db",
    must: "a path",
    schema: z.string(),
  },
  TARGETED_MESSAGES: {
    description:
      "on: answers that not everybody in a channel or group chat may see are shown there to the asker alone, for a day, " +
      "by targeted messages of Teams. A service that does not know them would show the answer to everybody, so try it " +
      "in your tenant first: docs/teams.md says how.",
    default: "off: such answers go to the asker's personal chat",
    example: "off",
    must: "on or off",
    schema: z.enum(["on", "off"]),
  },
  READERS: {
    description:
      "Entra object ids, separated by commas, of people who may see the sign-ins of the whole tenant. " +
      "Everyone else sees their own, unless READER_GROUPS or READER_ROLES let them.",
    default: "nobody",
    example: "bbbbbbbb-cccc-4ddd-8eee-ffffffffffff,12345678-1234-4234-8234-123456789abc",
    must: "GUIDs separated by commas (object ids of users, not their names)",
    schema: guids,
  },
  READER_GROUPS: {
    description:
      "Entra object ids, separated by commas, of groups whose members may see the sign-ins of the whole tenant. " +
      "Needs the application permissions GroupMember.Read.All and User.Read.All of Microsoft Graph.",
    default: "none",
    example: "cccccccc-dddd-4eee-8fff-000000000000",
    must: "GUIDs separated by commas (object ids of groups, not their names)",
    schema: guids,
  },
  READER_ROLES: {
    description:
      "on: whoever holds an active role for the whole tenant that may read sign-in logs in Entra (Global Administrator, " +
      "Security Administrator, Security Operator, Security Reader, Global Reader, Reports Reader) may see the sign-ins " +
      "of the whole tenant here. Needs the application permission RoleManagement.Read.Directory of Microsoft Graph.",
    default: "on",
    example: "on",
    must: "on or off",
    schema: z.enum(["on", "off"]),
  },
  ALERT_ROUTES: {
    description:
      "Which alerts of `POST /api/alerts` are posted in which channel, as JSON or the path of a file with it: a list whose " +
      "first entry that fits counts, each with the id of a channel and, where not all are wanted, severity, source (graph, " +
      "sentinelIncident, sentinelAlert, signpost) or a part of the title. Everybody in such a channel sees what is known of " +
      "the people in an alert. docs/alerts.md leads there.",
    default: "none: no alerts are taken",
    example: '[{"channel":"19:0123abcd@thread.tacv2","severity":["high","medium"]}]',
    must: "JSON, or the path of a file with JSON",
    schema: z.string(),
  },
  ALERT_SECRET: {
    description: "Secret of at least 32 characters with which senders of alerts sign them.",
    default: "none: signatures are not taken",
    example: "a-long-random-text-of-32-characters-or-more",
    must: "a text of 32 characters or more without line breaks",
    schema: z.string().regex(/^[^\r\n]{32,}$/),
  },
  ALERT_SENDERS: {
    description:
      "Entra object ids, separated by commas, of applications and managed identities that may send alerts with a token of " +
      "Entra ID for the bot: those of Logic Apps.",
    default: "none: tokens are not taken",
    example: "dddddddd-eeee-4fff-8000-111111111111",
    must: "GUIDs separated by commas (object ids of enterprise applications or managed identities)",
    schema: guids,
  },
  RETENTION_DAYS: {
    description:
      "Days that sign-ins are kept; 0 keeps them for good. `serve` removes older ones, whole UTC days at a time, at its " +
      "start and every hour; `prune` does it once. In Log Analytics and Data Explorer nothing is removed: so many days " +
      "back Signpost looks there, and 0 is as far as the tables go.",
    default: "30, as long as Entra keeps them; 0 with AUTH=off, but 30 in Log Analytics and Data Explorer",
    example: "30",
    must: "a whole number from 0 to 36500",
    schema: z.string().refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 36_500),
  },
  LOG_LEVEL: {
    description: "Least severity that is logged: debug, info, warn or error.",
    default: "info",
    example: "info",
    must: "debug, info, warn or error",
    schema: z.enum(logLevels),
  },
  DEFAULT_TIMEZONE: {
    description: "Time zone for people whose own one Teams does not tell, as an IANA name.",
    default: "UTC",
    example: "Europe/Berlin",
    must: "an IANA time zone such as Europe/Berlin",
    schema: z.string().refine(isTimezone),
  },
  LISTS: {
    description:
      "Named lists of accounts, addresses, applications and other values of a field, to ask for by their names " +
      '("failures of admins"): JSON, or the path of a file with it. Accounts are user principal names or object ids, ' +
      "addresses may be CIDR blocks.",
    default: "none",
    example:
      '{"admins":{"field":"user","values":["kofi@contoso.com"]},"offices":{"field":"ip","values":["203.0.113.0/24"]}}',
    must: "JSON, or the path of a file with JSON",
    schema: z.string(),
  },
} as const satisfies Record<string, Setting>;
export type SettingName = keyof typeof settings;

/** The text of `.env.example`: every setting with what it is for, all of them commented out. */
export function envExample(): string {
  const blocks = Object.entries<Setting>(settings).map(([name, { description, default: value, example }]) =>
    [`# ${description}`, `# Default: ${value === "" ? "none" : value}`, `#${name}=${example}`].join("\n"),
  );
  return `${blocks.join("\n\n")}\n`;
}

/** Whether a name is an IANA time zone that this Node.js knows. Offsets such as "+01:00" are none. */
export function isTimezone(name: string): boolean {
  if (!/^[A-Za-z][\w+/-]{0,63}$/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** The items of a setting that holds several. */
export function splitList(text: string): string[] {
  return text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}
