import { messageOf } from "../errors.ts";
import type { Finding } from "./finding.ts";

/** Milliseconds that a service may take to answer. */
const patience = 5_000;

/** The keys by which tokens of Azure Bot Service are verified: without them nothing that Teams sends is believed. */
export const keysUrl = "https://login.botframework.com/v1/.well-known/openidconfiguration";

/** What Entra ID's codes mean for the registration of a bot, with what to do. */
const meanings: Readonly<Record<string, string>> = {
  AADSTS7000215:
    "the client secret is wrong. Set MICROSOFT_APP_PASSWORD to the secret's value, which is not its id",
  AADSTS7000222: "the client secret has expired. Make a new one (docs/teams.md, step 1)",
  AADSTS700016:
    "the tenant knows no application of this id. Check MICROSOFT_APP_ID and MICROSOFT_APP_TENANT_ID",
  AADSTS7000229:
    "the application is not in the tenant yet. Let an administrator consent to it (docs/teams.md, step 1)",
  AADSTS90002: "there is no tenant of this id. Check MICROSOFT_APP_TENANT_ID",
};

export interface BotFindingsOptions {
  /** A token for Azure Bot Service. */
  readonly token: () => Promise<string>;
  /** Where the bot is reached, as PUBLIC_URL says. */
  readonly publicUrl?: string | undefined;
}

/** Whether the bot is registered, can verify what Teams sends, and is reached where it says. */
export async function botFindings({ token, publicUrl }: BotFindingsOptions): Promise<Finding[]> {
  return Promise.all([
    registration(token),
    keys(),
    ...(publicUrl === undefined ? [] : [endpoint(publicUrl)]),
  ]);
}

async function registration(token: () => Promise<string>): Promise<Finding> {
  try {
    await token();
    return { level: "ok", text: "Bot: its registration gives it tokens for Azure Bot Service" };
  } catch (error) {
    const code = /\bAADSTS\d{4,7}\b/.exec(messageOf(error))?.[0];
    const meaning = code === undefined ? undefined : meanings[code];
    const known = meaning === undefined ? "" : `: ${meaning}`;
    const unknown =
      meaning === undefined
        ? ". Check the network to login.microsoftonline.com, and the client id, secret or managed identity (docs/teams.md, step 1)"
        : "";
    return fix(
      `no token for Azure Bot Service was given${code === undefined ? "" : ` (${code})`}${known}${unknown}.`,
    );
  }
}

async function keys(): Promise<Finding> {
  const status = await statusOf(keysUrl);
  if (status === 200) return { level: "ok", text: "Bot: the keys to verify what Teams sends are in reach" };
  return fix(
    `the keys to verify what Teams sends are out of reach (${status}). Let this machine reach ${new URL(keysUrl).host}.`,
  );
}

/** The service may be down while it is looked at: that is worth a note. */
async function endpoint(publicUrl: string): Promise<Finding> {
  const status = await statusOf(`${publicUrl}/healthz`);
  if (status === 200) return { level: "ok", text: `Bot: ${publicUrl} leads to it` };
  return {
    level: "note",
    text: `Bot: ${publicUrl}/healthz does not answer (${status}). If Signpost is running, check the proxy before it: Teams needs ${publicUrl}/api/messages.`,
  };
}

async function statusOf(url: string): Promise<number | string> {
  try {
    const response = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(patience) });
    await response.body?.cancel();
    return response.status;
  } catch (error) {
    return error instanceof Error && error.name === "TimeoutError" ? "no answer in 5 s" : "no connection";
  }
}

function fix(text: string): Finding {
  return { level: "FIX", text: `Bot: ${text}` };
}
