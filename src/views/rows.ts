import { countryName } from "../question/countries.ts";
import { describe } from "../question/describe.ts";
import type { Field } from "../question/field.ts";
import { field, type FieldName } from "../question/fields.ts";
import { nameOrKnown } from "../signin/known-apps.ts";
import type { SignIn } from "../signin/sign-in.ts";
import { statusOf } from "../signin/status.ts";
import { codeText, statusText, statusTones } from "./reason.ts";
import { relatedTo } from "./related.ts";
import { decisionsOf } from "./verdict.ts";
import type { Cell, Row } from "./view.ts";
import { rowTime } from "./words.ts";

/** What the times of an answer are read by. */
export interface Reading {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly timezone: string;
}

/**
 * One sign-in as a line of a list; `withUser` where the list is not about one person, `columns` where certain fields
 * were asked for.
 */
export function rowOf(
  signIn: SignIn,
  { now, timezone }: Reading,
  withUser: boolean,
  columns?: readonly FieldName[],
): Row {
  const status = statusOf(signIn);
  const code = signIn.status.errorCode === 0 ? undefined : codeText(signIn.status.errorCode);
  return {
    time: rowTime(Date.parse(signIn.createdDateTime), now, timezone),
    who: withUser ? actorOf(signIn) : "",
    what: appOf(signIn),
    where: whereOf(signIn),
    decided: decisionsOf(signIn),
    status: code === undefined ? statusText(status) : `${statusText(status)} ${code}`,
    tone: statusTones[status],
    count: "",
    ...(columns !== undefined && { cells: columns.map((name) => cellOf(signIn, name)) }),
    ask: describe({ intent: "detail", where: [], id: signIn.id, notUnderstood: [] }),
    more: relatedTo(signIn),
  };
}

/** A field of a sign-in under its label; several values are listed. */
export function cellOf(signIn: SignIn, name: FieldName): Cell {
  const entry: Field = field(name);
  const values =
    entry.kind === "entity"
      ? entry.read(signIn).map((one) => one.name ?? one.alias ?? one.id)
      : entry.read(signIn).map((value) => valueText(name, entry, value));
  return { label: entry.label, value: values.join(", ") || "unknown" };
}

function valueText(name: FieldName, { kind }: Field, value: string): string {
  if (name === "country") return countryName(value);
  if (kind === "boolean") return value === "true" ? "yes" : "no";
  return value;
}

/** Who signed in: a person, or the application itself. */
export function actorOf(signIn: SignIn): string {
  return (
    signIn.userDisplayName ??
    signIn.userPrincipalName ??
    signIn.servicePrincipalName ??
    signIn.userId ??
    signIn.servicePrincipalId ??
    "unknown"
  );
}

/** What they signed in to. */
export function appOf(signIn: SignIn): string {
  const app = nameOrKnown(signIn.appId, signIn.appDisplayName) ?? signIn.appId;
  if (signIn.type === "interactiveUser" || signIn.type === "nonInteractiveUser")
    return app ?? signIn.resourceDisplayName ?? "unknown app";
  return signIn.resourceDisplayName ?? signIn.resourceId ?? app ?? "unknown resource";
}

/** "203.0.113.7 · Berlin, Germany". */
export function whereOf(signIn: SignIn): string {
  return (
    [signIn.ipAddress, placeOf(signIn)].filter((part) => part !== undefined && part !== "").join(" · ") ||
    "unknown address"
  );
}

export function placeOf({ location }: SignIn): string {
  const country = location?.countryOrRegion === undefined ? undefined : countryName(location.countryOrRegion);
  return [location?.city, country].filter((part) => part !== undefined).join(", ");
}
