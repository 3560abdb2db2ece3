import { clientKindOf } from "../../src/signin/client-apps.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";
import { day, hour } from "../generator/data-set.ts";
import { working } from "./times.ts";

/** What people of the tenant do by habit where the generator throws dice. */

/** Of those who refuse a prompt, one in so many says no; the others let it pass. */
const saysNo = 20;
const letPass = "MFA denied; user did not respond to mobile app notification";
const wrongPassword = 50126;

/** People sign in themselves while they work: the whole day of the generator in those hours. */
export function whileWorking(signIn: SignIn): SignIn {
  if (signIn.type !== "interactiveUser") return signIn;
  const at = Date.parse(signIn.createdDateTime);
  const midnight = Math.floor(at / day) * day;
  const moved = midnight + working.from * hour + ((at - midnight) * (working.to - working.from)) / 24;
  return Object.assign({}, signIn, { createdDateTime: new Date(Math.floor(moved)).toISOString() });
}

/** Whoever has an old program has that one alone, and for one application. */
export function withOldProgram(signIn: SignIn, program?: Partial<SignIn>): SignIn {
  if (clientKindOf(signIn.clientAppUsed) !== "legacy") return signIn;
  if (program !== undefined) return Object.assign({}, signIn, program);
  return Object.assign({}, signIn, {
    clientAppUsed: signIn.isInteractive === true ? "Browser" : "Mobile Apps and Desktop clients",
    authenticationProtocol:
      signIn.authenticationProtocol === "ropc" ? "oAuth2" : signIn.authenticationProtocol,
  });
}

/** Most prompts that nobody approves are let pass. */
export function withFewRefusals(signIn: SignIn): SignIn {
  if (signIn.status.errorCode !== 500121 || Date.parse(signIn.createdDateTime) % saysNo === 0) return signIn;
  return Object.assign({}, signIn, {
    status: { ...signIn.status, additionalDetails: letPass },
    authenticationDetails: signIn.authenticationDetails?.map((step) =>
      step.succeeded === false ? { ...step, authenticationStepResultDetail: letPass } : step,
    ),
  });
}

/** Accounts are locked by those who guess, not by chance: whoever is alone with it has only mistyped. */
export function withoutLock(signIn: SignIn): SignIn {
  if (signIn.status.errorCode !== 50053) return signIn;
  return Object.assign({}, signIn, { status: { ...signIn.status, errorCode: wrongPassword } });
}

/** A computer that the directory does not know. */
export function onPrivateDevice(signIn: SignIn): SignIn {
  const { operatingSystem, browser } = signIn.deviceDetail ?? {};
  return Object.assign({}, signIn, { deviceDetail: { operatingSystem, browser } });
}
