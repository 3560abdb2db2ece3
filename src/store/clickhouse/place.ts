import { UserError } from "../../errors.ts";
import { quoteName } from "./statement.ts";

/** Where a store is, taken apart. */
export interface Place {
  /** Scheme, host and port, without user and password: it may be shown. */
  readonly address: string;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/**
 * Reads the address of a store: https://user:password@host:8443/database.
 * @param apart the password, where it is kept apart from the address
 * @throws UserError for what is no such address; the message does not show it, since there may be a password in it
 */
export function readPlace(url: string, apart?: string): Place {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const database = parsed === undefined ? "" : decode(parsed.pathname.replace(/^\//, ""));
  if (
    parsed === undefined ||
    !/^https?:$/.test(parsed.protocol) ||
    parsed.search !== "" ||
    parsed.hash !== ""
  )
    throw new UserError(`The address of ClickHouse can't be read. ${shape}`);
  if (database === "" || database.includes("/"))
    throw new UserError(`The address of ClickHouse names no database. ${shape}`);
  return {
    address: parsed.origin,
    user: decode(parsed.username) || "default",
    password: apart ?? decode(parsed.password),
    database,
  };
}

/** A table as it stands in queries. */
export function tableIn({ database }: Place, table: string): string {
  return `${quoteName(database)}.${quoteName(table)}`;
}

const shape =
  "Write it as https://user@host:8443/database, with http:// and port 8123 where the connection is not encrypted.";

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new UserError(`The address of ClickHouse has a "%" that encodes nothing. Write "%25" for it.`);
  }
}
