import type { AlertThread } from "../state/alerts.ts";
import { hash } from "./hash.ts";
import { severities, userName, type Alert } from "./alert.ts";

/** What makes alerts the same matter: what their sender says, else what they are called and whom they are about. */
export function foldKeyOf({ source, key, title, users, addresses }: Alert): string {
  const about = users.length > 0 ? users.map(userName) : addresses;
  const matter = key === undefined ? [title, about.map((one) => one.toLowerCase()).sort()] : [key];
  return hash(JSON.stringify([source, ...matter]));
}

const flood = "flood";

/** The key of the thread that a flood ends in, by its severity. */
export function floodKeyOf({ severity }: Alert): string {
  return `${flood}/${severity}`;
}

/** Whether a thread is that of a flood, which is about no alert of its own. */
export function isOfFlood({ foldKey }: Pick<AlertThread, "foldKey">): boolean {
  return foldKey.startsWith(`${flood}/`);
}

export function isWorse(one: Alert, other: Alert): boolean {
  return severities.indexOf(one.severity) < severities.indexOf(other.severity);
}
