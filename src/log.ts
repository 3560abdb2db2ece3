import { pino } from "pino";
import { UserError } from "./errors.ts";
import type { LogLevel } from "./settings.ts";

/** Where events go. What people wrote, and what they were answered, never goes there. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/**
 * One line of JSON an event, written to stderr: stdout belongs to the commands of the terminal. Fields that are named
 * like secrets are blanked; an `err` field is reduced to what tells about the failure and carries no request.
 */
export function createLog(level: LogLevel, stream: { write(line: string): void } = stderr()): Log {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: secretPaths, censor: "[redacted]" },
      serializers: { err: describeError },
    },
    stream,
  );
}

/** One line about something that failed: what an administrator can mend says what to do, and needs no stack. */
export function logFailure(
  log: Pick<Log, "warn" | "error">,
  error: unknown,
  message: string,
  fields: object = {},
): void {
  if (error instanceof UserError) log.warn({ ...fields, reason: error.message }, message);
  else log.error({ ...fields, err: error }, message);
}

/**
 * A short name for one incident, such as 7F3K, shown to the person and written to the log. Without letters and digits
 * that are mistaken for each other on the phone.
 * @param random as `Math.random`
 */
export function reference(random: () => number): string {
  return Array.from({ length: 4 }, () => letters[Math.floor(random() * letters.length)]).join("");
}

const letters = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

const secrets = ["authorization", "password", "secret", "token", "accessToken", "cookie"];
const secretPaths = secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** The libraries hang whole requests on their errors, headers and card included: only named properties are taken. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: withoutTokens(String(error)) };
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  return {
    type: error.name,
    message: withoutTokens(error.message),
    stack: withoutTokens(error.stack ?? ""),
    ...(typeof code === "string" ? { code } : {}),
    ...(typeof statusCode === "number" ? { statusCode } : {}),
  };
}

/** JSON Web Tokens begin with the letters that `{"` becomes; the rest is how secrets stand in headers and forms. */
const tokens =
  /\beyJ[\w-]+\.[\w-]+(\.[\w-]*)?|(?<=\bBearer\s+)\S+|(?<=\bclient_(secret|assertion)=)[^&\s"']+/gi;

function withoutTokens(text: string): string {
  return text.replaceAll(tokens, "[redacted]");
}

function stderr(): { write(line: string): void } {
  return pino.destination({ fd: 2, sync: true });
}
