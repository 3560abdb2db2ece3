import { acceptedNewCountry } from "./accepted-new-country.ts";
import { aitm } from "./aitm.ts";
import { attackTools } from "./attack-tools.ts";
import { bruteForce } from "./brute-force.ts";
import { caBlocks } from "./ca-blocks.ts";
import { caGap } from "./ca-gap.ts";
import { caSpike } from "./ca-spike.ts";
import { deviceCode } from "./device-code.ts";
import { deviceRegistration } from "./device-registration.ts";
import { disabledAccounts } from "./disabled-accounts.ts";
import { disabledProbing } from "./disabled-probing.ts";
import { distributedSpray } from "./distributed-spray.ts";
import { dormantAccount } from "./dormant-account.ts";
import { failThenSuccess } from "./fail-then-success.ts";
import { failureSpike } from "./failure-spike.ts";
import { firstSeen } from "./first-seen.ts";
import { guestDenied } from "./guest-denied.ts";
import type { Hunt } from "./hunt.ts";
import { impossibleTravel } from "./impossible-travel.ts";
import { legacyAuth } from "./legacy-auth.ts";
import { lockouts } from "./lockouts.ts";
import { lowAndSlow } from "./low-and-slow.ts";
import { manyIps } from "./many-ips.ts";
import { mfaCodeGuessing } from "./mfa-code-guessing.ts";
import { mfaDeniedThenApproved } from "./mfa-denied-then-approved.ts";
import { mfaDenied } from "./mfa-denied.ts";
import { mfaFatigue } from "./mfa-fatigue.ts";
import { miNewResource } from "./mi-new-resource.ts";
import { multiCountry } from "./multi-country.ts";
import { oddHours } from "./odd-hours.ts";
import { passwordSpray } from "./password-spray.ts";
import { ropc } from "./ropc.ts";
import { singleFactor } from "./single-factor.ts";
import { spGuessing } from "./sp-guessing.ts";
import { spNewCountry } from "./sp-new-country.ts";
import { spNewIp } from "./sp-new-ip.ts";
import { spSecrets } from "./sp-secrets.ts";
import { successThenFail } from "./success-then-fail.ts";
import { tokenReplay } from "./token-replay.ts";
import { toolSpray } from "./tool-spray.ts";

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

  aitm,
  guestDenied,
  spSecrets,
  spGuessing,
  spNewCountry,
  miNewResource,
  caBlocks,
  caGap,
  ropc,
  attackTools,
  toolSpray,
  deviceRegistration,
  distributedSpray,
  lowAndSlow,
  mfaDenied,
  mfaCodeGuessing,
  manyIps,
  acceptedNewCountry,
  legacyAuth,
  disabledAccounts,
  disabledProbing,
  lockouts,
  successThenFail,
  oddHours,
  singleFactor,
] as const satisfies readonly Hunt[];

export type HuntName = (typeof hunts)[number]["name"];

export const huntNames = hunts.map(({ name }) => name) as [HuntName, ...HuntName[]];

/** The entry of a hunt. */
export function huntNamed(name: HuntName): Hunt {
  return hunts.find((hunt) => hunt.name === name) as Hunt;
}
