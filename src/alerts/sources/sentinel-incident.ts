import { z } from "zod";
import type { Alert } from "../alert.ts";
import {
  addressesOf,
  moment,
  optionalMoment,
  optionalText,
  present,
  principalName,
  requiredText,
  severity,
  usersOf,
} from "./fields.ts";

const Entity = z.looseObject({
  kind: z.string().nullish(),
  properties: z
    .looseObject({
      aadUserId: z.unknown().optional(),
      accountName: z.unknown().optional(),
      upnSuffix: z.unknown().optional(),
      address: z.unknown().optional(),
    })
    .nullish(),
});

/**
 * The body of Logic Apps' trigger "Microsoft Sentinel incident".
 * Source: https://learn.microsoft.com/azure/sentinel/playbook-triggers-actions, https://learn.microsoft.com/rest/api/securityinsights/incidents/get
 */
const SentinelIncident = z.looseObject({
  object: z.looseObject({
    id: optionalText,
    name: requiredText,
    properties: z.looseObject({
      title: requiredText,
      severity,
      status: z.string().nullish(),
      classification: optionalText,
      classificationReason: optionalText,
      classificationComment: optionalText,
      description: optionalText,
      incidentUrl: optionalText,
      createdTimeUtc: moment,
      lastModifiedTimeUtc: optionalMoment,
      firstActivityTimeUtc: optionalMoment,
      lastActivityTimeUtc: optionalMoment,
      relatedEntities: z.array(Entity.catch({ kind: undefined, properties: undefined })).nullish(),
    }),
  }),
});

/** Whether a body is meant as one of these. */
export function isSentinelIncident(body: Readonly<Record<string, unknown>>): boolean {
  return typeof body["object"] === "object" && body["object"] !== null && "properties" in body["object"];
}

/** @throws z.ZodError for one that lacks something */
export function readSentinelIncident(body: unknown): Alert {
  const { name, properties } = SentinelIncident.parse(body).object;
  const entities = present(...(properties.relatedEntities ?? []).map((one) => one.properties));
  const first = properties.firstActivityTimeUtc ?? properties.createdTimeUtc;
  const outcome = present(
    properties.classification,
    properties.classificationReason,
    properties.classificationComment,
  ).filter((one) => one !== "" && one !== "Undetermined");
  return {
    source: "sentinelIncident",
    id: name,
    title: properties.title,
    severity: properties.severity,
    status: statusOf(properties.status),
    ...(outcome.length > 0 && { outcome: outcome.join(", ") }),
    ...(properties.description != null &&
      properties.description !== "" && { description: properties.description }),
    ...(properties.incidentUrl != null && { url: properties.incidentUrl }),
    updated: properties.lastModifiedTimeUtc ?? properties.createdTimeUtc,
    first,
    last: Math.max(first, properties.lastActivityTimeUtc ?? first),
    users: usersOf(
      entities.map(({ aadUserId, accountName, upnSuffix }) => ({
        id: aadUserId,
        userPrincipalName: principalName(accountName, upnSuffix),
      })),
    ),
    addresses: addressesOf(entities.map(({ address }) => address)),
  };
}

function statusOf(status: string | null | undefined): Alert["status"] {
  const said = status?.toLowerCase();
  return said === "closed" ? "closed" : said === "active" ? "active" : "new";
}
