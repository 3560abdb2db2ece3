import { UserError } from "../../errors.ts";
import type { Place } from "./place.ts";

/**
 * What went wrong with the server and what to do about it: by the name that ClickHouse gives an error, or the code of the
 * system. Source: https://github.com/ClickHouse/ClickHouse/blob/master/src/Common/ErrorCodes.cpp
 */
const meanings: readonly (readonly [pattern: RegExp, meaning: string])[] = [
  [
    /^(ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EPIPE)$/,
    "can't be reached. Check that it runs, that host and port are right, and that no firewall is in between.",
  ],
  [
    /CERT|SSL|TLS|EPROTO/,
    "has no encrypted connection that can be trusted. Check its certificate, and https:// and the port in the address.",
  ],
  [
    /^(AUTHENTICATION_FAILED|WRONG_PASSWORD|REQUIRED_PASSWORD|UNKNOWN_USER|IP_ADDRESS_NOT_ALLOWED)$/,
    "refuses this user or password. Check both, and from where the user may connect.",
  ],
  [/^UNKNOWN_DATABASE$/, "is not there. Make it, or check its name in the address."],
  [
    /^ACCESS_DENIED$/,
    "does not permit this to its user. Grant what docs/clickhouse.md lists under “Users and permissions”.",
  ],
  [
    /^(READONLY|TABLE_IS_READ_ONLY)$/,
    "permits reading only, or not even settings of a query. Give the user a profile that docs/clickhouse.md describes.",
  ],
  [
    /^(MEMORY_LIMIT_EXCEEDED|TOO_MANY_BYTES|TOO_MANY_ROWS|TOO_MANY_ROWS_OR_BYTES)$/,
    "has too little memory for this question. Ask about a shorter range, or raise the limits of the user's profile.",
  ],
  [
    /^(TIMEOUT_EXCEEDED|TOO_SLOW|SOCKET_TIMEOUT)$/,
    "took too long for this question. Ask about a shorter range, or raise the limits of the user's profile.",
  ],
  [
    /^(TOO_MANY_SIMULTANEOUS_QUERIES|TOO_MANY_PARTS|SERVER_OVERLOADED)$/,
    "has too much to do. Try again, and see what else keeps it busy.",
  ],
  [/^(NOT_ENOUGH_SPACE|CANNOT_RESERVE_SPACE)$/, "has no space left on its disk. Free some, then try again."],
  [
    /^(UNKNOWN_SETTING|UNKNOWN_FUNCTION|SYNTAX_ERROR)$/,
    "is of a version that does not know all that is asked of it. Bring it to the version that docs/clickhouse.md names.",
  ],
];

/**
 * The driver's errors as something an administrator can act on; anything else stays as it is. Messages of the server are
 * not shown: they may repeat what was asked.
 */
export function explainFailure(error: unknown, { address, database }: Place): unknown {
  const names = error instanceof Error ? [textOf(error, "type"), textOf(error, "code")] : [];
  const meaning = meanings.find(([pattern]) => names.some((name) => pattern.test(name)))?.[1];
  if (meaning === undefined) return error;
  return new UserError(`The database ${database} of ClickHouse at ${address} ${meaning}`, { cause: error });
}

function textOf(error: Error, key: "type" | "code"): string {
  return key in error ? String((error as Error & { type?: unknown; code?: unknown })[key]) : "";
}
