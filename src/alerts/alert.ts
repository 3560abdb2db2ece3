import { z } from "zod";
import { urlOf } from "../links/links.ts";
import { alertOfPage } from "../links/microsoft.ts";
import type { AlertThread } from "../state/alerts.ts";

export const severities = ["high", "medium", "low", "informational", "unknown"] as const;
export type Severity = (typeof severities)[number];

/** Where an alert comes from, as its card names it. */
export const sources = {
  graph: "Microsoft Defender",
  sentinelIncident: "Microsoft Sentinel, incident",
  sentinelAlert: "Microsoft Sentinel, alert",
  signpost: "another tool",
} as const;
export type Source = keyof typeof sources;

/** People and addresses of an alert that are kept: more are counted in its own tool. */
export const mostSubjects = 20;

const text = (most: number) => z.string().transform((value) => value.slice(0, most));

/** An alert as Signpost keeps it, whoever sent it. Every text of it is hostile. */
export const Alert = z.object({
  source: z.enum(Object.keys(sources) as [Source, ...Source[]]),
  /** Unique within the source. */
  id: text(200),
  title: text(300),
  severity: z.enum(severities),
  status: z.enum(["new", "active", "closed"]),
  /** What came of it, where it is closed: "falsePositive, known scanner". */
  outcome: text(300).optional(),
  description: text(1_000).optional(),
  /** Where it is looked at; shown for portals of Microsoft alone. */
  url: z.string().max(2_000).optional(),
  /** What its source calls the incident that it is part of. */
  incident: text(100).optional(),
  /** When it happened, from the first to the last: milliseconds since 1970. */
  first: z.number(),
  last: z.number(),
  users: z.array(
    z.object({
      /** Entra object id, in lower case. */
      id: z.guid().toLowerCase().optional(),
      userPrincipalName: text(200).optional(),
    }),
  ),
  addresses: z.array(text(60)),
  /** Whether it has more people or addresses than are kept. */
  isCut: z.boolean().optional(),
  /** When its source changed it last: milliseconds since 1970. */
  updated: z.number().optional(),
  /** What makes two alerts the same matter, where the sender says so. */
  key: text(200).optional(),
});
export type Alert = z.infer<typeof Alert>;
export type AlertUser = Alert["users"][number];

/** What is known of two alerts of one matter together: all their people and addresses, at the worst severity. */
export function joined(held: Alert, other: Alert): Alert {
  const users = new Map([...held.users, ...other.users].map((user) => [userName(user).toLowerCase(), user]));
  return cut({
    ...held,
    ...(other.url !== undefined && { url: other.url }),
    ...(other.outcome !== undefined && { outcome: other.outcome }),
    severity: severities.find((one) => one === held.severity || one === other.severity) ?? "unknown",
    first: Math.min(held.first, other.first),
    last: Math.max(held.last, other.last),
    ...((held.isCut === true || other.isCut === true) && { isCut: true }),
    users: [...users.values()],
    addresses: [...new Set([...held.addresses, ...other.addresses])],
  });
}

/** What is kept of a thread's alerts; undefined where another version wrote what this one cannot read. */
export function alertIn({ alert }: Pick<AlertThread, "alert">): Alert | undefined {
  return Alert.safeParse(JSON.parse(alert)).data;
}

/** The alert as its thread stands: it is closed when all are that were folded into it. */
export function asOpen(alert: Alert, isOpen: boolean): Alert {
  if (isOpen === (alert.status !== "closed")) return alert;
  return { ...alert, status: isOpen ? "new" : "closed" };
}

/** What links call an alert: its id and address, the id that is in that, and its incident. */
export function namesOf({ id, url = "", incident }: Alert): string[] {
  const address = urlOf(url);
  const names = [id, incident, address?.href, address && alertOfPage(address)];
  return [...new Set(names.filter((name) => name !== undefined))];
}

/** With as many people and addresses as are kept, the newest of them. */
export function cut(alert: Alert): Alert {
  const { users, addresses } = alert;
  if (users.length <= mostSubjects && addresses.length <= mostSubjects) return alert;
  return {
    ...alert,
    users: users.slice(-mostSubjects),
    addresses: addresses.slice(-mostSubjects),
    isCut: true,
  };
}

/** What an alert's users are called. */
export function userName({ id, userPrincipalName }: AlertUser): string {
  return userPrincipalName ?? id ?? "unknown";
}
