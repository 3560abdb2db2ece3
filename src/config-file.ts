import { existsSync, readFileSync, statSync } from "node:fs";
import { parseEnv } from "node:util";
import { messageOf, UserError } from "./errors.ts";
import { settings } from "./settings.ts";

type Environment = Record<string, string | undefined>;

/** The file with settings that is read where CONFIG names none. */
const usualPath = ".env";

/** A file with settings, one NAME=value a line. */
export interface ConfigFile {
  readonly path: string;
  readonly values: Readonly<Record<string, string>>;
}

/**
 * The file that CONFIG names, else `.env` in the current folder; undefined where there is none, or CONFIG is set to
 * nothing.
 * @throws {UserError} where the one that CONFIG names cannot be read
 */
export function readConfigFile(env: Environment): ConfigFile | undefined {
  const path = env["CONFIG"]?.trim() ?? usualPath;
  if (path === "" || (env["CONFIG"] === undefined && !existsSync(path))) return undefined;
  try {
    const values = parseEnv(readFileSync(path, "utf8"));
    return {
      path,
      values: Object.fromEntries(Object.entries(values).map(([name, value = ""]) => [name, value])),
    };
  } catch (error) {
    throw new UserError(
      `The settings in ${path} cannot be read: ${messageOf(error)}. Name another file with CONFIG, or none: CONFIG=`,
    );
  }
}

/** Adds what a file sets and the environment does not. */
export function applyConfigFile(file: ConfigFile | undefined, env: Environment): void {
  for (const [name, value] of Object.entries(file?.values ?? {})) env[name] ??= value;
}

/** What is odd about a file, in sentences. Values are not repeated. */
export function oddities({ path, values }: ConfigFile): string[] {
  const unknown = Object.keys(values).filter((name) => !(name in settings) && !isOthers(name));
  const holdsSecret = Object.keys(values).some((name) => /PASSWORD|SECRET/.test(name) && values[name] !== "");
  // Windows knows no such modes.
  const isOpen = process.platform !== "win32" && (statSync(path).mode & 0o077) !== 0;
  return [
    ...(unknown.length === 0 ? [] : [`${path} sets what Signpost does not know: ${unknown.join(", ")}`]),
    ...(holdsSecret && isOpen
      ? [`${path} holds a secret, and others on this machine may read it: chmod 600 ${path}`]
      : []),
  ];
}

/** Settings of the Azure SDK, of Node.js and of the network's proxy, which are none of ours. */
function isOthers(name: string): boolean {
  return /^(AZURE_|NODE_|IDENTITY_|MSI_|HTTPS?_PROXY$|NO_PROXY$|TZ$)/i.test(name);
}
