import { type AuthenticationDetail, SignIn, type SignInType } from "../signin/sign-in.ts";
import { identityOf } from "./identity.ts";
import { instantOf } from "./instant.ts";
import { outcomeOf } from "./outcome.ts";
import { propertiesOf } from "./properties.ts";
import type { Reason } from "./quarantine.ts";
import { signInType } from "./sign-in-type.ts";
import { stepsOf } from "./steps.ts";
import { type Fields, idOf, textOf } from "./values.ts";

/** What is known of a record from outside of it. */
export interface Origin {
  /** When its file was last written: ISO 8601, UTC. */
  readonly modified?: string;
  /** The log that the file's name speaks of. */
  readonly type?: SignInType;
}

/** What a reader makes of one record: a sign-in without `raw`, whose unknown properties may be undefined. */
export type Reading =
  | { readonly kind: "signIn"; readonly signIn: SignIn }
  | {
      readonly kind: "authenticationDetail";
      readonly signInId: string;
      readonly detail: AuthenticationDetail;
    }
  | { readonly kind: "quarantined"; readonly reason: Reason };

/** What a format makes of one of its records. */
export type RecordReader = (value: unknown, origin: Origin) => Reading;

/**
 * The sign-in that a record tells of. The fields carry Graph's names in lower case, and beside them, where a source has
 * them: `category` and `type` (its log), `observeddatetime`, `tenantid`, `errorcode`, `resulttype`, `resultdescription`,
 * `reportedstatus` and `locationtext`.
 */
export function readSignIn(fields: Fields, origin: Origin): Reading {
  const type = signInType(fields, origin.type);
  if (type === undefined || !somebody.some((name) => textOf(fields.get(name)) !== undefined)) {
    return quarantined("not a sign-in");
  }
  const created = createdOf(fields);
  if (!created.ok) return quarantined(created.reason);
  const outcome = outcomeOf(fields);
  if (typeof outcome === "string") return quarantined(outcome);
  const known = Object.assign(propertiesOf(fields), outcome, {
    type,
    createdDateTime: created.time,
    observedDateTime: instantAt(fields, "observeddatetime") ?? origin.modified,
  });
  const id = idOf(fields.get("id")) ?? identityOf(known);
  if (id === undefined) return quarantined("no id or content to make one");
  const checked = SignIn.safeParse(Object.assign(known, { id }));
  return checked.success
    ? { kind: "signIn", signIn: checked.data }
    : quarantined(`bad value in ${checked.error.issues[0]?.path.join(".") ?? "record"}`);
}

export function quarantined(reason: Reason): Reading {
  return { kind: "quarantined", reason };
}

const somebody = [
  "id",
  "userid",
  "userprincipalname",
  "userdisplayname",
  "appid",
  "appdisplayname",
  "serviceprincipalid",
  "serviceprincipalname",
];

type Created = { readonly ok: true; readonly time: string } | { readonly ok: false; readonly reason: Reason };

/** The time of the sign-in; where the record has none, the time of writing, then that of the first step. */
function createdOf(fields: Fields): Created {
  const text = textOf(fields.get("createddatetime"));
  const time =
    text === undefined ? (instantAt(fields, "observeddatetime") ?? firstStep(fields)) : instantOf(text);
  if (time !== undefined) return { ok: true, time };
  return { ok: false, reason: text === undefined ? "no time" : "bad value in createdDateTime" };
}

function firstStep(fields: Fields): string | undefined {
  return (stepsOf(fields.get("authenticationdetails")) ?? [])
    .map((step) => instantOf(step.authenticationStepDateTime ?? ""))
    .filter((instant) => instant !== undefined)
    .sort()[0];
}

function instantAt(fields: Fields, name: string): string | undefined {
  const text = textOf(fields.get(name));
  return text === undefined ? undefined : instantOf(text);
}
