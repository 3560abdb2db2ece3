import { createRemoteJWKSet, errors, jwtVerify } from "jose";
import { z } from "zod";

/** Entra ID's tokens for this bot, as applications such as a Logic App's managed identity get them. */
export interface EntraTokens {
  /**
   * The object id of the application whose token it is; undefined where the token does not hold.
   * @throws where Entra ID's keys cannot be had: it may hold
   */
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
      } catch (error) {
        if (isOfTheToken(error)) return undefined;
        throw error;
      }
    },
  };
}

/** Whether a failure is the token's own; others are of the way to the keys. */
function isOfTheToken(error: unknown): boolean {
  if (error instanceof z.ZodError) return true;
  const code = error instanceof errors.JOSEError ? error.code : "";
  return /^ERR_(JWT|JWS|JOSE_ALG_NOT_ALLOWED|JOSE_NOT_SUPPORTED|JWKS_NO_MATCHING_KEY)/.test(code);
}
