import { StoreFailure } from "../../errors.ts";
import type { Place } from "./place.ts";

/**
 * What went wrong with the server and what to do about it: by the name that ClickHouse gives an error, or the code of the
 * system. Source: https://github.com/ClickHouse/ClickHouse/blob/master/src/Common/ErrorCodes.cpp
 */
const meanings: readonly (readonly [pattern: RegExp, meaning: string, told?: string])[] = [
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
    "The store has too little memory for this question. Ask about a shorter time.",
  ],
  [
    /^(TIMEOUT_EXCEEDED|TOO_SLOW|SOCKET_TIMEOUT)$/,
    "took too long for this question. Ask about a shorter range, or raise the limits of the user's profile.",
    "The store took too long for this question. Ask about a shorter time, or about less.",
  ],
  [
    /^(TOO_MANY_SIMULTANEOUS_QUERIES|TOO_MANY_PARTS|SERVER_OVERLOADED)$/,
    "has too much to do. Try again, and see what else keeps it busy.",
    "The store has too much to do at the moment. Try again in a minute.",
  ],
  [/^(NOT_ENOUGH_SPACE|CANNOT_RESERVE_SPACE)$/, "has no space left on its disk. Free some, then try again."],
  [
    /^(UNKNOWN_SETTING|UNKNOWN_FUNCTION|SYNTAX_ERROR)$/,
    "is of a version that does not know all that is asked of it. Bring it to the version that docs/clickhouse.md names.",
  ],
];

/**
 * The driver's errors as something an administrator can act on; of any other, the names that ClickHouse and the system
 * give it. What they say is not kept, not even as a cause: it may repeat what was asked, and that would be in a log.
 */
export function explainFailure(error: unknown, { address, database }: Place): StoreFailure {
  const names = namesOf(error);
  const where = `The database ${database} of ClickHouse at ${address}`;
  const found = meanings.find(([pattern]) => names.some((name) => pattern.test(name)));
  if (found !== undefined) return new StoreFailure(`${where} ${found[1]}`, found[2]);
  return new StoreFailure(
    names.length === 0
      ? `${where} gave an answer that is none of ClickHouse's. See what stands in between.`
      : `${where} could not be asked: ${names.join(", code ")}.`,
  );
}

/** What names an error: type and code, or else its kind; the plain ones that the driver makes have no name. */
function namesOf(error: unknown): string[] {
  const { type, code, name, message } = error as Readonly<Record<string, unknown>>;
  // The driver's own time is over.
  if (message === "Timeout error.") return ["SOCKET_TIMEOUT"];
  const given = [type, code].filter((one) => typeof one === "string");
  return given.length > 0 || typeof name !== "string" || name === "Error" ? given : [name];
}
