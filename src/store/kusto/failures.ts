import { sayStoreAddress, type KustoAddress } from "../address.ts";
import { messageOf, UserError } from "../../errors.ts";

/** What could not be answered as a whole is no answer: its counts would be wrong. */
export function incomplete(message: string | undefined): UserError {
  return new UserError(
    `The store gave only a part of the answer, so there is none. Ask about a shorter time or about less. It says: ${brief(message ?? "nothing")}`,
  );
}

/**
 * What an administrator, or whoever asked, can do about a failure; of others what they say, and nothing else of them.
 */
export function explainFailure(error: unknown, address: KustoAddress): Error {
  if (error instanceof UserError) return error;
  const where = sayStoreAddress(address);
  const { status, code, text } = partsOf(error);
  if (
    /CredentialUnavailable|AuthenticationRequired|AuthenticationError|CredentialUnavailableError/i.test(code)
  )
    return new UserError(
      `No identity to read the ${where} with. Set AZURE_CLIENT_ID and what goes with it, run on a machine with a managed identity, or sign in by az login.`,
    );
  if (status === 401 || status === 403 || /\bForbidden\b|InsufficientAccess|Unauthorized/i.test(text))
    return new UserError(
      `The identity of Signpost may not read the ${where}. Give it ${
        address.kind === "loganalytics"
          ? "the role Log Analytics Reader (or Microsoft Sentinel Reader) on the workspace"
          : "the role viewer of the database"
      }; a new role takes some minutes.`,
    );
  if (
    status === 404 ||
    /PathNotFound|WorkspaceNotFound|BadArgumentError.*workspace|EntityNotFound|DatabaseNotFound/i.test(text)
  )
    return new UserError(`There is no ${where}, or this identity may not know of it. Look at STORE.`);
  if (status === 429 || /Throttl|TooManyRequests/i.test(text))
    return new UserError(`The ${where} is asked too much at the moment. Try again in a minute.`);
  if (status === 504 || /E_QUERY_TIMEOUT|timed out|Timeout/i.test(text))
    return new UserError(`The ${where} took too long for this. Ask about a shorter time or about less.`);
  if (/E_QUERY_RESULT_SET_TOO_LARGE|exceeded the allowed limits|truncat/i.test(text)) return incomplete(text);
  if (/E_LOW_MEMORY|E_RUNAWAY_QUERY|memory/i.test(text) && status !== 200)
    return new UserError(
      `This takes more memory than the ${where} gives one query. Ask about a shorter time.`,
    );
  if (
    /ENOTFOUND|ECONNREFUSED|ECONNRESET|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ERR_NETWORK/.test(`${code} ${text}`)
  )
    return new UserError(`The ${where} can't be reached from here (${code || brief(text)}).`);
  if (status !== undefined && status >= 500)
    return new UserError(
      `The ${where} has a problem of its own (status ${status}). Try again; if it stays, look at its health in the Azure portal.`,
    );
  // Errors of the libraries carry the whole request, the query with its names included: that is nothing for a log.
  return new Error(`The ${where} could not be asked: ${brief(text)}${code === "" ? "" : ` (${code})`}`);
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
  };
  const status = held.statusCode ?? held.response?.status ?? held.status;
  const body = held.response?.data ?? held.response?.bodyAsText ?? "";
  const said = [body, held.details ?? ""].map((one) => (typeof one === "string" ? one : JSON.stringify(one)));
  const text = [messageOf(error), ...said].join(" ");
  const code = [held.name, held.code].filter((one) => typeof one === "string").join(" ");
  return { ...(status !== undefined && { status }), code, text };
}

/** The service's words repeat a query's text, which may be long. */
function brief(message: string): string {
  const line = message.replace(/\s+/g, " ").trim();
  return line.length > 200 ? `${line.slice(0, 200)} …` : line;
}
