import { createRemoteJWKSet, jwtVerify } from "jose";
import { z } from "zod";

/** Entra ID's tokens for this bot, as applications such as a Logic App's managed identity get them. */
export interface EntraTokens {
  /** The object id of the application whose token it is; undefined where the token does not hold. */
  senderOf(token: string): Promise<string | undefined>;
}

const Claims = z.object({ oid: z.guid().toLowerCase(), tid: z.guid().toLowerCase() });

/**
 * Verifies tokens that Entra ID issued in one tenant for an application, of either version.
 * Source: https://learn.microsoft.com/entra/identity-platform/access-tokens
 */
export function createEntraTokens(tenantId: string, appId: string): EntraTokens {
  const authority = `https://login.microsoftonline.com/${tenantId}`;
  const keys = createRemoteJWKSet(new URL(`${authority}/discovery/v2.0/keys`), { timeoutDuration: 5_000 });
  return {
    async senderOf(token) {
      try {
        const { payload } = await jwtVerify(token, keys, {
          algorithms: ["RS256"],
          issuer: [`${authority}/v2.0`, `https://sts.windows.net/${tenantId}/`],
          audience: [appId, `api://${appId}`],
          requiredClaims: ["exp"],
          clockTolerance: 60,
        });
        const { oid, tid } = Claims.parse(payload);
        return tid === tenantId ? oid : undefined;
      } catch {
        return undefined;
      }
    },
  };
}
