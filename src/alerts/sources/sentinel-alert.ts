import { z } from "zod";
import type { Alert } from "../alert.ts";
import {
  addressesOf,
  optionalMoment,
  optionalText,
  present,
  principalName,
  required,
  requiredText,
  severity,
  usersOf,
} from "./fields.ts";

const Entity = z.looseObject({
  Type: z.unknown().optional(),
  AadUserId: z.unknown().optional(),
  Name: z.unknown().optional(),
  UPNSuffix: z.unknown().optional(),
  Address: z.unknown().optional(),
});

/** A list, which Logic Apps send as JSON within the JSON. */
const Entities = z
  .union([z.array(z.unknown()), z.string().transform(listIn)])
  .nullish()
  .transform((found): z.infer<typeof Entity>[] =>
    present(...(found ?? []).map((one) => Entity.safeParse(one).data)),
  );

/**
 * The body of Logic Apps' trigger "Microsoft Sentinel alert": a row of the table SecurityAlert.
 * Source: https://learn.microsoft.com/azure/azure-monitor/reference/tables/securityalert
 */
const SentinelAlert = z.looseObject({
  SystemAlertId: requiredText,
  AlertDisplayName: optionalText,
  DisplayName: optionalText,
  AlertName: optionalText,
  Severity: severity,
  AlertSeverity: severity,
  Status: optionalText,
  Description: optionalText,
  AlertLink: optionalText,
  StartTimeUtc: optionalMoment,
  StartTime: optionalMoment,
  EndTimeUtc: optionalMoment,
  EndTime: optionalMoment,
  TimeGenerated: optionalMoment,
  Entities,
});

/** Whether a body is meant as one of these. */
export function isSentinelAlert(body: Readonly<Record<string, unknown>>): boolean {
  return "SystemAlertId" in body;
}

/** @throws z.ZodError for one that lacks something */
export function readSentinelAlert(body: unknown): Alert {
  const alert = SentinelAlert.parse(body);
  const first = required("StartTimeUtc", alert.StartTimeUtc, alert.StartTime, alert.TimeGenerated);
  return {
    source: "sentinelAlert",
    id: alert.SystemAlertId,
    title: required("AlertDisplayName", alert.AlertDisplayName, alert.DisplayName, alert.AlertName),
    severity: alert.Severity === "unknown" ? alert.AlertSeverity : alert.Severity,
    status: statusOf(alert.Status ?? ""),
    ...(alert.Description != null && alert.Description !== "" && { description: alert.Description }),
    ...(alert.AlertLink != null && { url: alert.AlertLink }),
    ...(alert.TimeGenerated != null && { updated: alert.TimeGenerated }),
    first,
    last: Math.max(first, alert.EndTimeUtc ?? alert.EndTime ?? first),
    users: usersOf(
      alert.Entities.filter(({ Type }) => /^account$/i.test(String(Type))).map((one) => ({
        id: one.AadUserId,
        userPrincipalName: principalName(one.Name, one.UPNSuffix),
      })),
    ),
    addresses: addressesOf(alert.Entities.map(({ Address }) => Address)),
  };
}

function statusOf(status: string): Alert["status"] {
  if (/^(resolved|dismissed)$/i.test(status)) return "closed";
  return /^inprogress$/i.test(status) ? "active" : "new";
}

function listIn(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
