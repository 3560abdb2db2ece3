import { existsSync, readFileSync, statSync } from "node:fs";
import { parseEnv } from "node:util";
import { messageOf, UserError } from "./errors.ts";
import { nearest } from "./question/nearest.ts";
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

/**
 * Adds what a file sets and the environment does not; blank counts as not set. Names that are none of Signpost's, of the
 * Azure SDK's or of the network's are left out: a file in a strange folder must not tell programs what to load.
 * @throws {UserError} for a name that is nearly a setting's
 */
export function applyConfigFile(file: ConfigFile | undefined, env: Environment): void {
  // What it was meant for would be as if nobody had said it: sign-ins removed that were to be kept.
  const wrong = Object.keys(file?.values ?? {}).flatMap((name) => {
    const meant = isApplied(name) ? undefined : misspelt(name);
    return meant === undefined ? [] : [`${name} is no setting. Did you mean ${meant}?`];
  });
  if (file !== undefined && wrong.length > 0)
    throw new UserError([`The settings in ${file.path} are wrong:`, ...wrong].join("\n- "));
  for (const [name, value] of Object.entries(file?.values ?? {}))
    if (isApplied(name) && (env[name] ?? "").trim() === "") env[name] = value;
}

/** What is odd about a file, in sentences. Values are not repeated, and of names only those that look like one. */
export function oddities({ path, values }: ConfigFile): string[] {
  const names = Object.keys(values);
  const unknown = names.filter((name) => !isApplied(name));
  const shown = unknown.filter((name) => /^[A-Z][A-Z0-9_]{0,40}$/i.test(name));
  const others = unknown.length - shown.length;
  const said = [...shown, ...(others === 0 ? [] : [`${others} that look like no names`])];
  const holdsSecret = names.some((name) => /PASSWORD|SECRET/.test(name) && values[name] !== "");
  // Windows knows no such modes.
  const isOpen = process.platform !== "win32" && (statSync(path).mode & 0o007) !== 0;
  return [
    ...(said.length === 0 ? [] : [`${path} sets what has no effect there: ${said.join(", ")}`]),
    ...(holdsSecret && isOpen
      ? [`${path} holds a secret, and everybody on this machine may read it: chmod o= ${path}`]
      : []),
  ];
}

/** The setting that a name is nearly, as a mistyped one is; undefined where it is none, or one. */
export function misspelt(name: string): string | undefined {
  if (name in settings || !/^[A-Z][A-Z0-9_]{3,40}$/i.test(name)) return undefined;
  return nearest(name.toUpperCase(), Object.keys(settings), 2);
}

/** Settings, without the one that names the file, and what the Azure SDK and the network's proxy are set up with. */
function isApplied(name: string): boolean {
  return (
    (name in settings && name !== "CONFIG") ||
    /^(AZURE_|IDENTITY_|MSI_|HTTPS?_PROXY$|NO_PROXY$|NODE_ENV$|TZ$)/.test(name)
  );
}
