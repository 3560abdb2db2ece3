import type { SignInType } from "../signin/sign-in.ts";
import { type Fields, flagOf, squeeze, textOf, textsOf } from "./values.ts";

/** The log that a category of diagnostic settings or a table of Log Analytics holds; AD FS has interactive and other ones. */
const logs = new Map<string, SignInType | "either">([
  ["signinlogs", "interactiveUser"],
  ["noninteractiveusersigninlogs", "nonInteractiveUser"],
  ["aadnoninteractiveusersigninlogs", "nonInteractiveUser"],
  ["serviceprincipalsigninlogs", "servicePrincipal"],
  ["aadserviceprincipalsigninlogs", "servicePrincipal"],
  ["microsoftserviceprincipalsigninlogs", "servicePrincipal"],
  ["managedidentitysigninlogs", "managedIdentity"],
  ["aadmanagedidentitysigninlogs", "managedIdentity"],
  ["adfssigninlogs", "either"],
]);

const eventTypes = new Map<string, SignInType>([
  ["interactiveuser", "interactiveUser"],
  ["noninteractiveuser", "nonInteractiveUser"],
  ["serviceprincipal", "servicePrincipal"],
  ["managedidentity", "managedIdentity"],
]);

/**
 * Which sign-in log a record belongs to: what it says itself counts before the file's name, and both before what its
 * properties suggest. Undefined where it says that it belongs to another log.
 *
 * @param hint what the file's name says, see `typeInName`
 */
export function signInType(fields: Fields, hint: SignInType | undefined): SignInType | undefined {
  for (const name of textsOf(fields.get("signineventtypes")) ?? []) {
    const type = eventTypes.get(squeeze(name));
    if (type !== undefined) return type;
  }
  for (const key of ["category", "type"]) {
    const name = textOf(fields.get(key));
    if (name === undefined) continue;
    const log = logs.get(squeeze(name));
    if (log !== "either") return log;
  }
  return hint ?? suggested(fields);
}

/** Whether a category of diagnostic settings is a log of sign-ins. */
export function isSignInLog(category: string): boolean {
  return logs.has(squeeze(category));
}

function suggested(fields: Fields): SignInType {
  const has = (...names: string[]): boolean => names.some((name) => textOf(fields.get(name)) !== undefined);
  if (!has("userid", "userprincipalname") && has("serviceprincipalid", "serviceprincipalname")) {
    return "servicePrincipal";
  }
  return flagOf(fields.get("isinteractive")) === false ? "nonInteractiveUser" : "interactiveUser";
}

/** What the portal's file names say: "NonInteractiveSignIns_2026-06-01_2026-06-08.csv". */
export function typeInName(name: string): SignInType | undefined {
  const word = squeeze(name);
  if (word.includes("noninteractive")) return "nonInteractiveUser";
  if (word.includes("interactive")) return "interactiveUser";
  if (/(msi|managedidentity|managedidentities)signin/.test(word)) return "managedIdentity";
  return /(application|serviceprincipal)signin/.test(word) ? "servicePrincipal" : undefined;
}
