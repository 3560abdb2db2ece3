import type { HuntName } from "../../src/hunts/hunts.ts";
import type { DataSet } from "../generator/data-set.ts";
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
import { type Stage, stagesOf } from "./stage.ts";
import type { Story } from "./story.ts";
import { successThenFail } from "./success-then-fail.ts";
import type { Survey } from "./survey.ts";
import type { Tenant } from "./tenant.ts";
import { tokenReplay } from "./token-replay.ts";
import { toolSpray } from "./tool-spray.ts";

/** What each hunt is put to the test with: attacks, what falls just short of one, and what is innocent. */
const attacks: Readonly<Record<HuntName, (stage: Stage) => readonly Story[]>> = {
  "password-spray": passwordSpray,
  "brute-force": bruteForce,
  "fail-then-success": failThenSuccess,
  "impossible-travel": impossibleTravel,
  "multi-country": multiCountry,
  "mfa-fatigue": mfaFatigue,
  "mfa-denied-then-approved": mfaDeniedThenApproved,
  "first-seen": firstSeen,
  "failure-spike": failureSpike,
  "ca-spike": caSpike,
  "token-replay": tokenReplay,
  "dormant-account": dormantAccount,
  "device-code": deviceCode,
  "sp-new-ip": spNewIp,

  aitm,
  "guest-denied": guestDenied,
  "sp-secrets": spSecrets,
  "sp-guessing": spGuessing,
  "sp-new-country": spNewCountry,
  "mi-new-resource": miNewResource,
  "ca-blocks": caBlocks,
  "ca-gap": caGap,
  ropc,
  "attack-tools": attackTools,
  "tool-spray": toolSpray,
  "device-registration": deviceRegistration,
  "distributed-spray": distributedSpray,
  "low-and-slow": lowAndSlow,
  "mfa-denied": mfaDenied,
  "mfa-code-guessing": mfaCodeGuessing,
  "many-ips": manyIps,
  "accepted-new-country": acceptedNewCountry,
  "legacy-auth": legacyAuth,
  "disabled-accounts": disabledAccounts,
  "disabled-probing": disabledProbing,
  lockouts,
  "success-then-fail": successThenFail,
  "odd-hours": oddHours,
  "single-factor": singleFactor,
};

/** A story, the hunt that it is for, and when it happens: milliseconds since 1970. */
export interface Told extends Story {
  readonly hunt: HuntName;
  readonly first: number;
  readonly last: number;
}

/** All stories, drawn anew for each seed. */
export function storiesOf({ seed }: DataSet, tenant: Tenant, survey: Survey): Told[] {
  const stageOf = stagesOf(tenant, survey, `${seed} attacks`);
  return (Object.keys(attacks) as HuntName[]).flatMap((hunt) =>
    attacks[hunt](stageOf(hunt)).map((story) => ({ ...story, hunt, ...spanOf(story) })),
  );
}

function spanOf({ span, signIns }: Story): { first: number; last: number } {
  if (span !== undefined) return span;
  const times = signIns.map(({ createdDateTime }) => Date.parse(createdDateTime));
  return { first: Math.min(...times), last: Math.max(...times) };
}
