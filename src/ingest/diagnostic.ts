import { type Origin, type Reading, readSignIn } from "./normalise.ts";
import { fieldsOf, textOf } from "./values.ts";

/** What the envelope calls its values, and what the properties of the sign-in do. */
const envelopeNames = new Map([
  ["time", "observeddatetime"],
  ["calleripaddress", "ipaddress"],
  ["correlationid", "correlationid"],
  ["location", "locationtext"],
  ["category", "category"],
  ["resulttype", "resulttype"],
  ["resultdescription", "resultdescription"],
]);

/**
 * A record of Azure Monitor's diagnostic settings: an envelope around the properties of a sign-in. The properties count
 * where both say something, but for the tenant.
 * Source: https://learn.microsoft.com/entra/identity/monitoring-health/reference-azure-monitor-sign-ins-log-schema
 */
export function readDiagnostic(value: unknown, origin: Origin): Reading {
  const envelope = fieldsOf(value);
  const fields = new Map(fieldsOf(envelope.get("properties")));
  for (const [from, to] of envelopeNames) {
    if (!fields.has(to) && envelope.has(from)) fields.set(to, envelope.get(from));
  }
  const tenant = textOf(envelope.get("tenantid")) ?? tenantOf(envelope.get("resourceid"));
  if (tenant !== undefined) fields.set("tenantid", tenant);
  const named = fields.has("userdisplayname") || fields.has("serviceprincipalname");
  if (!named && envelope.has("identity")) fields.set("userdisplayname", envelope.get("identity"));
  return readSignIn(fields, origin);
}

/** The tenant in a resource id such as "/tenants/…/providers/Microsoft.aadiam". */
export function tenantOf(resourceId: unknown): string | undefined {
  return textOf(/^\/tenants\/([^/]+)\//i.exec(textOf(resourceId) ?? "")?.[1]);
}
