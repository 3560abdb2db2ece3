import { z } from "zod";
import type { Alert } from "../alert.ts";
import {
  addressesOf,
  moment,
  optionalMoment,
  optionalText,
  present,
  requiredText,
  severity,
  usersOf,
} from "./fields.ts";

const Evidence = z.looseObject({
  userAccount: z
    .looseObject({ azureAdUserId: z.unknown().optional(), userPrincipalName: z.unknown().optional() })
    .nullish()
    .catch(undefined),
  ipAddress: z.unknown().optional(),
});

/**
 * An alert of Microsoft Graph's security API.
 * Source: https://learn.microsoft.com/graph/api/resources/security-alert
 */
const GraphAlert = z.looseObject({
  id: requiredText,
  title: requiredText,
  severity,
  status: z.string().nullish(),
  classification: optionalText,
  determination: optionalText,
  description: optionalText,
  alertWebUrl: optionalText,
  incidentId: optionalText,
  createdDateTime: moment,
  lastUpdateDateTime: optionalMoment,
  firstActivityDateTime: optionalMoment,
  lastActivityDateTime: optionalMoment,
  evidence: z.array(Evidence.catch({ userAccount: undefined, ipAddress: undefined })).nullish(),
});

/** Whether a body is meant as one of these. */
export function isGraphAlert(body: Readonly<Record<string, unknown>>): boolean {
  return (
    "createdDateTime" in body && ("evidence" in body || "alertWebUrl" in body || "serviceSource" in body)
  );
}

/** @throws z.ZodError for one that lacks something */
export function readGraphAlert(body: unknown): Alert {
  const alert = GraphAlert.parse(body);
  const evidence = alert.evidence ?? [];
  const first = alert.firstActivityDateTime ?? alert.createdDateTime;
  const outcome = present(alert.classification, alert.determination).filter((one) => one !== "unknown");
  return {
    source: "graph",
    id: alert.id,
    title: alert.title,
    severity: alert.severity,
    status: statusOf(alert.status),
    ...(outcome.length > 0 && { outcome: outcome.join(", ") }),
    ...(alert.description != null && alert.description !== "" && { description: alert.description }),
    ...(alert.alertWebUrl != null && { url: alert.alertWebUrl }),
    ...(alert.incidentId != null && alert.incidentId !== "" && { incident: alert.incidentId }),
    updated: alert.lastUpdateDateTime ?? alert.createdDateTime,
    first,
    last: Math.max(first, alert.lastActivityDateTime ?? first),
    users: usersOf(
      evidence.map(({ userAccount }) => ({
        id: userAccount?.azureAdUserId,
        userPrincipalName: userAccount?.userPrincipalName,
      })),
    ),
    addresses: addressesOf(evidence.map(({ ipAddress }) => ipAddress)),
  };
}

function statusOf(status: string | null | undefined): Alert["status"] {
  if (status === "resolved") return "closed";
  return status === "inProgress" ? "active" : "new";
}
