import { type Origin, quarantined, type Reading, readSignIn } from "./normalise.ts";
import { stepOf } from "./steps.ts";
import { type Fields, fieldsOf, idOf } from "./values.ts";

/** A `signIn` of Microsoft Graph, v1.0 or beta, which is also what the portal's JSON downloads and PowerShell hold. */
export function readGraph(value: unknown, origin: Origin): Reading {
  const fields = fieldsOf(value);
  return isStep(fields) ? readStep(fields) : readSignIn(fields, origin);
}

/** One authentication step that stands apart from its sign-in, which `requestid` (or `id`) names. */
export function readStep(fields: Fields): Reading {
  const signInId = idOf(fields.get("requestid")) ?? idOf(fields.get("id"));
  const detail = stepOf(fields);
  if (detail === undefined) return quarantined("not a sign-in");
  if (signInId === undefined) return quarantined("no id or content to make one");
  return { kind: "authenticationDetail", signInId, detail };
}

function isStep(fields: Fields): boolean {
  const step = fields.has("authenticationmethod") || fields.has("authenticationstepdatetime");
  return step && !fields.has("createddatetime") && !fields.has("status");
}
