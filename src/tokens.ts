import { ClientSecretCredential, ManagedIdentityCredential, type TokenCredential } from "@azure/identity";
import type { Credentials } from "./config.ts";

/** Gives a token for a resource ("https://graph.microsoft.com"); kept by the library until shortly before it expires. */
export type Tokens = (resource: string, milliseconds: number) => Promise<string>;

/**
 * Tokens of the bot itself, by its client secret or managed identity.
 * The functions reject where none is given within the time.
 */
export function createTokens(credentials: Credentials): Tokens {
  const credential: TokenCredential =
    credentials.type === "SingleTenant"
      ? new ClientSecretCredential(credentials.tenantId, credentials.appId, credentials.password)
      : new ManagedIdentityCredential({ clientId: credentials.appId });
  return async (resource, milliseconds) => {
    const abortSignal = AbortSignal.timeout(milliseconds);
    const token = await credential.getToken(`${resource}/.default`, { abortSignal });
    if (token === null) throw new Error(`no token for ${resource}`);
    return token.token;
  };
}
