import { bruteForce } from "./brute-force.ts";
import { caSpike } from "./ca-spike.ts";
import { deviceCode } from "./device-code.ts";
import { dormantAccount } from "./dormant-account.ts";
import { failThenSuccess } from "./fail-then-success.ts";
import { failureSpike } from "./failure-spike.ts";
import { firstSeen } from "./first-seen.ts";
import type { Hunt } from "./hunt.ts";
import { impossibleTravel } from "./impossible-travel.ts";
import { mfaDeniedThenApproved } from "./mfa-denied-then-approved.ts";
import { mfaFatigue } from "./mfa-fatigue.ts";
import { multiCountry } from "./multi-country.ts";
import { passwordSpray } from "./password-spray.ts";
import { spNewIp } from "./sp-new-ip.ts";
import { tokenReplay } from "./token-replay.ts";

/** Every named detection, in the order of help. */
export const hunts = [
  passwordSpray,
  bruteForce,
  failThenSuccess,
  impossibleTravel,
  multiCountry,
  mfaFatigue,
  mfaDeniedThenApproved,
  firstSeen,
  failureSpike,
  caSpike,
  tokenReplay,
  dormantAccount,
  deviceCode,
  spNewIp,
] as const satisfies readonly Hunt[];

export type HuntName = (typeof hunts)[number]["name"];

export const huntNames = hunts.map(({ name }) => name) as [HuntName, ...HuntName[]];

/** The entry of a hunt. */
export function huntNamed(name: HuntName): Hunt {
  return hunts.find((hunt) => hunt.name === name) as Hunt;
}
