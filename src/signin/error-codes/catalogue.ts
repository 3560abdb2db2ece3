import type { Status } from "../sign-in.ts";
import { statusOfCode } from "../status.ts";
import { appAssignment } from "./app-assignment.ts";
import { appConfig } from "./app-config.ts";
import { appCredential } from "./app-credential.ts";
import { badPassword } from "./bad-password.ts";
import { conditionalAccess } from "./conditional-access.ts";
import { consent } from "./consent.ts";
import { device } from "./device.ts";
import { disabled } from "./disabled.ts";
import type { Category, Entry, ErrorCode } from "./error-code.ts";
import { federationHybrid } from "./federation-hybrid.ts";
import { flowStep } from "./flow-step.ts";
import { guest } from "./guest.ts";
import { identityRisk } from "./identity-risk.ts";
import { locked } from "./locked.ts";
import { mfa } from "./mfa.ts";
import { names } from "./names.ts";
import { passwordExpired } from "./password-expired.ts";
import { service } from "./service.ts";
import { sessionExpired } from "./session-expired.ts";
import { throttling } from "./throttling.ts";
import { unknownUser } from "./unknown-user.ts";

/** What is known of a code: all of it, Microsoft's symbol alone, or nothing. 0 is no error. */
export type Explanation = {
  readonly code: number;
  readonly status: Status;
  /** Microsoft's page that looks this code up. */
  readonly lookup: string;
} & (
  | { readonly known: "explained"; readonly entry: ErrorCode }
  | { readonly known: "named"; readonly name: string }
  | { readonly known: "success" }
  | { readonly known: "unknown" }
);

/** Explains an error code of a sign-in, given as a number without "AADSTS". */
export function explainCode(code: number): Explanation {
  const about = {
    code,
    status: statusOfCode(code),
    lookup: `https://login.microsoftonline.com/error?code=${code}`,
  };
  if (code === 0) return { ...about, known: "success" };
  const entry = byCode.get(code);
  if (entry !== undefined) return { ...about, known: "explained", entry };
  const name = names[code];
  return name === undefined ? { ...about, known: "unknown" } : { ...about, known: "named", name };
}

const entries: Readonly<Record<Category, readonly Entry[]>> = {
  "bad-password": badPassword,
  "unknown-user": unknownUser,
  locked,
  disabled,
  "password-expired": passwordExpired,
  mfa,
  "identity-risk": identityRisk,
  "conditional-access": conditionalAccess,
  device,
  "session-expired": sessionExpired,
  consent,
  "app-assignment": appAssignment,
  "app-config": appConfig,
  "app-credential": appCredential,
  guest,
  "federation-hybrid": federationHybrid,
  "flow-step": flowStep,
  throttling,
  service,
};

/** Every code that has an explanation, lowest first. */
export const explainedCodes: readonly ErrorCode[] = (Object.keys(entries) as Category[])
  .flatMap((category) => entries[category].map((entry) => ({ ...entry, category })))
  .sort((a, b) => a.code - b.code);

const byCode: ReadonlyMap<number, ErrorCode> = new Map(explainedCodes.map((entry) => [entry.code, entry]));
