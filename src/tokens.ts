import {
  ClientSecretCredential,
  DefaultAzureCredential,
  ManagedIdentityCredential,
  type TokenCredential,
} from "@azure/identity";
import type { Credentials } from "./config.ts";
import { beforeDeadline } from "./deadline.ts";

/** Gives a token for a resource ("https://graph.microsoft.com"); kept by the library until shortly before it expires. */
export type Tokens = (resource: string, milliseconds: number) => Promise<string>;

/**
 * Tokens of the bot itself, by its client secret or managed identity.
 * The functions reject where none is given within the time.
 */
export function createTokens(credentials: Credentials): Tokens {
  return tokensOf(
    credentials.type === "SingleTenant"
      ? new ClientSecretCredential(credentials.tenantId, credentials.appId, credentials.password)
      : new ManagedIdentityCredential({ clientId: credentials.appId }),
  );
}

/**
 * Tokens for reading sign-ins: of the identity that the variables of the Azure SDK name (AZURE_CLIENT_ID and what goes
 * with it: a secret, a certificate, a federated token), else of the bot, else of whoever is signed in on this machine
 * (`az login`).
 */
export function readingTokens(
  env: Readonly<Record<string, string | undefined>>,
  credentials: Credentials | undefined,
): Tokens {
  const isNamed = (env["AZURE_CLIENT_ID"] ?? "") !== "";
  return credentials === undefined || isNamed
    ? tokensOf(new DefaultAzureCredential())
    : createTokens(credentials);
}

function tokensOf(credential: TokenCredential): Tokens {
  return async (resource, milliseconds) => {
    // The library does not heed the signal everywhere, and its own requests have no end.
    const token = await beforeDeadline<string | undefined>(
      milliseconds,
      async (abortSignal) => (await credential.getToken(`${resource}/.default`, { abortSignal }))?.token,
      () => undefined,
    );
    if (token === undefined) throw new Error(`no token for ${resource} within ${milliseconds} ms`);
    return token;
  };
}
