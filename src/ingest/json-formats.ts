import { readDiagnostic } from "./diagnostic.ts";
import { readGraph } from "./graph.ts";
import { readLogAnalytics } from "./log-analytics.ts";
import { type Origin, quarantined, type Reading } from "./normalise.ts";
import { fieldsOf } from "./values.ts";

/** One record of JSON: its own properties tell where it comes from, so that one file may hold several kinds. */
export function readJson(value: unknown, origin: Origin): Reading {
  const fields = fieldsOf(value);
  if (fields.size === 0) return quarantined("not a sign-in");
  if (fieldsOf(fields.get("properties")).size > 0) return readDiagnostic(value, origin);
  return tableColumns.some((name) => fields.has(name))
    ? readLogAnalytics(value, origin)
    : readGraph(value, origin);
}

/** What the tables of Log Analytics have, and Graph does not. */
const tableColumns = [
  "timegenerated",
  "resulttype",
  "aadtenantid",
  "locationdetails",
  "resourceidentity",
  "category",
];

/** The name of the format that a JSON text begins with; undefined where it does not look like sign-ins. */
export function jsonFormatName(head: string): string | undefined {
  const has = (name: string): boolean => new RegExp(`"${name}"`, "i").test(head);
  if (!emptyList.test(head) && marks.filter(has).length < 2) return undefined;
  if (has("properties") && (has("category") || has("operationName"))) return "diagnostic settings records";
  if (has("TimeGenerated") || has("AADTenantId")) return "Log Analytics JSON";
  return "Microsoft Graph JSON";
}

/** A page, message or table without any record. */
const emptyList = /^\s*(\[\s*\]|\{[^[\]]*"(value|records|tables)"\s*:\s*\[\s*\])/i;

const marks = [
  "createdDateTime",
  "userPrincipalName",
  "appDisplayName",
  "ipAddress",
  "callerIpAddress",
  "correlationId",
  "clientAppUsed",
  "conditionalAccessStatus",
  "signInEventTypes",
  "isInteractive",
  "resultType",
  "operationName",
  "servicePrincipalId",
  "TimeGenerated",
  "AADTenantId",
  "authenticationMethod",
  "requestId",
];
