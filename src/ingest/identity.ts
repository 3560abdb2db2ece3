import { createHash } from "node:crypto";
import type { SignIn } from "../signin/sign-in.ts";

/** Who, with what, to what: without one of these a record could be any sign-in. */
const parties = [
  "correlationId",
  "userId",
  "userPrincipalName",
  "appId",
  "appDisplayName",
  "servicePrincipalId",
  "servicePrincipalName",
] as const;

/**
 * The id of a sign-in whose source gives none: made of what tells it from others, so that reading it again, or in
 * another order, gives the same id. Undefined where there is nothing to make one of.
 */
export function identityOf(signIn: Omit<SignIn, "id">): string | undefined {
  if (parties.every((name) => signIn[name] === undefined)) return undefined;
  const content = [
    signIn.createdDateTime,
    signIn.type,
    ...parties.map((name) => signIn[name]),
    signIn.resourceId ?? signIn.resourceDisplayName,
    signIn.ipAddress,
    signIn.userAgent,
    signIn.status.errorCode,
    signIn.uniqueTokenIdentifier,
    signIn.sessionId,
  ];
  return uuidOf(JSON.stringify(content));
}

/** A UUID of version 8 (RFC 9562: bits as one likes) out of a hash. */
function uuidOf(content: string): string {
  const hex = createHash("sha256").update(content).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
