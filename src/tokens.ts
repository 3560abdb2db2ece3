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
  return tokensOf(credentialOf(credentials));
}

function credentialOf(credentials: Credentials): TokenCredential {
  return credentials.type === "SingleTenant"
    ? new ClientSecretCredential(credentials.tenantId, credentials.appId, credentials.password)
    : new ManagedIdentityCredential({ clientId: credentials.appId });
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether the variables of the Azure SDK name who reads. */
export const isReaderNamed = (env: Environment): boolean => (env["AZURE_CLIENT_ID"] ?? "") !== "";

/**
 * Who reads sign-ins: the identity that the variables of the Azure SDK name (AZURE_CLIENT_ID and what goes with it: a
 * secret, a certificate, a federated token), else the bot, else whoever is signed in on this machine (`az login`).
 */
export function readingCredential(env: Environment, credentials: Credentials | undefined): TokenCredential {
  return credentials === undefined || isReaderNamed(env)
    ? new DefaultAzureCredential()
    : credentialOf(credentials);
}

/** Tokens of who reads sign-ins. */
export function readingTokens(env: Environment, credentials: Credentials | undefined): Tokens {
  return tokensOf(readingCredential(env, credentials));
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
