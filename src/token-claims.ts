import { z } from "zod";

/** What a token claims. It is not verified: whom it is shown to does that. */
const Claims = z.object({
  /** The tenant. */
  tid: z.guid().toLowerCase().optional().catch(undefined),
  /** The application permissions that were granted. */
  roles: z.array(z.string()).optional().catch(undefined),
});

/** The tenant that a token is for; undefined where the token does not tell. */
export function tenantOf(token: string): string | undefined {
  return claimsOf(token)?.tid;
}

/** The application permissions that a token has; undefined where the token cannot be read. */
export function permissionsOf(token: string): readonly string[] | undefined {
  const claims = claimsOf(token);
  return claims && (claims.roles ?? []);
}

function claimsOf(token: string): z.infer<typeof Claims> | undefined {
  try {
    return Claims.parse(JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8")));
  } catch {
    return undefined;
  }
}
