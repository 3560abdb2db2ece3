import { sayStoreAddress, type KustoAddress } from "../address.ts";
import { messageOf, StoreFailure, UserError } from "../../errors.ts";

/** What could not be answered as a whole is no answer: its counts would be wrong. */
export function incomplete(message: string | undefined): StoreFailure {
  const codes = codesIn(message ?? "");
  const told =
    "The store gave only a part of the answer, so there is none. Ask about a shorter time or about less.";
  return new StoreFailure(codes === "" ? told : `${told} (${codes})`, told);
}

/** What can be mended, or waited for, by whoever asks, who is not told which store it is. */
function forEverybody(where: string, what: string): StoreFailure {
  return new StoreFailure(`The ${where} ${what}`, `The store ${what}`);
}

/**
 * What an administrator, or whoever asked, can do about a failure; of others their codes, and nothing else of them.
 */
export function explainFailure(error: unknown, address: KustoAddress): Error {
  if (error instanceof UserError) return error;
  const where = sayStoreAddress(address);
  if (error instanceof Error && error.name === "TimeoutError")
    return forEverybody(where, "said nothing for long. Ask about a shorter time, or try again.");
  const { status, code, text } = partsOf(error);
  const advice = adviceFor(status, `${code} ${codesIn(text)}`, address, where);
  if (advice !== undefined) return advice;
  if (isTruncation.test(text)) return incomplete(undefined);
  // Errors of the libraries carry the whole request, and the service's words repeat the query: that is nothing for a log.
  const known = [status, code, codesIn(text)].filter((part) => part !== undefined && part !== "");
  return new StoreFailure(
    `The ${where} could not be asked (${known.join(", ") || "its answer is none of such a service"}). Look at STORE, and at what stands in between.`,
  );
}

const isTruncation = /E_QUERY_RESULT_SET_TOO_LARGE|exceeded the allowed limits/;

/** The codes that services and libraries use, of a text that may hold anything. */
function codesIn(text: string): string {
  const codes = text.match(
    /\b(AADSTS\d{4,9}|E_[A-Z_]{4,60}|SEM\d{4}|SYN\d{4}|ENOTFOUND|ECONN[A-Z]+|EAI_AGAIN|E(TIMEDOUT|HOSTUNREACH)|ERR_NETWORK|[A-Z_]*CERT[A-Z_]*|[A-Z_]+_VERIFY_[A-Z_]+|(Path|Workspace|Entity|Database)NotFound(Error)?|InsufficientAccessError|BadArgumentError|Throttled\w*|TooManyRequests)\b/g,
  );
  return [...new Set(codes)].join(", ");
}

function adviceFor(
  status: number | undefined,
  codes: string,
  address: KustoAddress,
  where: string,
): StoreFailure | undefined {
  const has = (pattern: RegExp): boolean => pattern.test(codes);
  if (has(/AADSTS7000222/))
    return new StoreFailure(
      "The client secret of Signpost's identity has expired (AADSTS7000222). Make a new one in the app registration, and set it.",
    );
  if (has(/AADSTS7000215/))
    return new StoreFailure(
      "The client secret of Signpost's identity is wrong (AADSTS7000215). Set its value, not its id.",
    );
  if (has(/AADSTS\d+/))
    return new StoreFailure(
      `Entra gives Signpost's identity no token for the ${where} (${/AADSTS\d+/.exec(codes)?.[0]}).`,
    );
  if (has(/CredentialUnavailable|AuthenticationRequired|AuthenticationError/))
    return new StoreFailure(
      `No token to read the ${where} with. Check AZURE_CLIENT_ID and what goes with it (secret or certificate, and whether it has expired), the managed identity of this machine, or az login, and the way to login.microsoftonline.com.`,
    );
  if (status === 401 || status === 403 || has(/InsufficientAccess/)) {
    const role =
      address.kind === "loganalytics"
        ? "the role Log Analytics Reader (or Microsoft Sentinel Reader) on the workspace"
        : "the role viewer of the database";
    return new StoreFailure(
      `The identity of Signpost may not read the ${where}. Give it ${role}; a new role takes some minutes.`,
    );
  }
  if (status === 404 || has(/NotFound/))
    return new StoreFailure(`There is no ${where}, or this identity may not know of it. Look at STORE.`);
  if (status === 429 || has(/Throttl|TooManyRequests/))
    return forEverybody(where, "is asked too much at the moment. Try again in a minute.");
  if (status === 504 || has(/E_QUERY_TIMEOUT/))
    return forEverybody(where, "took too long for this. Ask about a shorter time or about less.");
  if (has(/E_LOW_MEMORY|E_RUNAWAY_QUERY/))
    return forEverybody(where, "has too little memory for this. Ask about a shorter time.");
  if (has(/CERT|_VERIFY_/))
    return new StoreFailure(
      `The certificate of the ${where} is not trusted here. Behind a proxy that has one of its own, name it in NODE_EXTRA_CA_CERTS.`,
    );
  if (has(/ENOTFOUND|ECONN|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ERR_NETWORK/))
    return new StoreFailure(
      `The ${where} can't be reached from here. Look at this machine's network, proxy and firewall.`,
    );
  if (status !== undefined && status >= 500)
    return new StoreFailure(
      `The ${where} has a problem of its own (status ${status}). Try again; if it stays, look at its health in the Azure portal.`,
    );
  return undefined;
}

/** Whether a query named a table that is not there. Source: the semantic error SEM0100. */
export function isMissingTable(error: unknown): boolean {
  return /SEM0100|Failed to resolve table/i.test(partsOf(error).text);
}

interface Parts {
  readonly status?: number;
  readonly code: string;
  readonly text: string;
}

/** Errors of the two libraries, and of what they are built on. */
function partsOf(error: unknown): Parts {
  const held = error as {
    readonly statusCode?: number;
    readonly status?: number;
    readonly code?: unknown;
    readonly name?: unknown;
    readonly response?: { readonly status?: number; readonly data?: unknown; readonly bodyAsText?: unknown };
    readonly details?: unknown;
    readonly cause?: { readonly code?: unknown };
  };
  const [, told] = /status code (\d{3})/.exec(messageOf(error)) ?? [];
  const status =
    held.statusCode ??
    held.response?.status ??
    held.status ??
    (told === undefined ? undefined : Number(told));
  const body = held.response?.data ?? held.response?.bodyAsText ?? "";
  const said = [body, held.details ?? ""].map((one) => (typeof one === "string" ? one : JSON.stringify(one)));
  const text = [messageOf(error), ...said].join(" ");
  const code = [held.name, held.code, held.cause?.code].filter((one) => typeof one === "string").join(" ");
  return { ...(status !== undefined && { status }), code, text };
}
