import { tenantOf } from "./diagnostic.ts";
import { type Origin, type Reading, readSignIn } from "./normalise.ts";
import { textOf } from "./values.ts";

/**
 * Columns of the sign-in tables whose names differ from Graph's, in lower case.
 * Source: https://learn.microsoft.com/azure/azure-monitor/reference/tables/signinlogs
 */
const columnNames = new Map([
  ["timegenerated", "observeddatetime"],
  ["location", "locationtext"],
  ["locationdetails", "location"],
  ["conditionalaccesspolicies", "appliedconditionalaccesspolicies"],
  ["conditionalaccesspoliciesv2", "appliedconditionalaccesspolicies"],
  ["resourceid", "azureresourceid"],
  ["resourceidentity", "resourceid"],
  ["aadtenantid", "tenantid"],
  ["tenantid", "workspaceid"],
  ["processingtimeinms", "processingtimeinmilliseconds"],
]);

/** A row of the tables SigninLogs, AADNonInteractiveUserSignInLogs, AADServicePrincipalSignInLogs or AADManagedIdentitySignInLogs. */
export function readLogAnalytics(value: unknown, origin: Origin): Reading {
  const fields = new Map<string, unknown>();
  for (const [column, held] of Object.entries(value ?? {})) {
    const name = graphName(column);
    if (held !== null && held !== "" && isBlank(fields.get(name))) fields.set(name, held);
  }
  if (!fields.has("tenantid")) fields.set("tenantid", tenantOf(fields.get("azureresourceid")));
  const named = fields.has("userdisplayname") || fields.has("serviceprincipalname");
  if (!named) fields.set("userdisplayname", fields.get("identity"));
  return readSignIn(fields, origin);
}

/**
 * Whether the columns are those of a query over sign-ins: its times say that they are UTC, as the portal's exports do,
 * or names of the tables occur.
 */
export function isLogAnalytics(columns: readonly string[]): boolean {
  const known = columns.filter((column) => marks.has(graphName(column))).length;
  return known >= 3 || (known >= 1 && columns.some((column) => column.endsWith(" [UTC]")));
}

/** Exports mark times as UTC, and columns of which two types exist with the type: "Status_dynamic", "Status_string". */
function graphName(column: string): string {
  const name = column
    .trim()
    .toLowerCase()
    .replace(/ \[utc\]$|_(dynamic|string)$/, "");
  return columnNames.get(name) ?? name;
}

/** Of two columns of the same name the one that holds something counts. */
function isBlank(value: unknown): boolean {
  return value === undefined || value === "{}" || value === "[]" || textOf(value)?.length === 0;
}

const marks: ReadonlySet<string> = new Set([
  "observeddatetime",
  "createddatetime",
  "operationname",
  "resulttype",
  "resultdescription",
  "correlationid",
  "userprincipalname",
  "userdisplayname",
  "appdisplayname",
  "appid",
  "ipaddress",
  "tenantid",
  "serviceprincipalid",
  "clientappused",
  "conditionalaccessstatus",
]);
