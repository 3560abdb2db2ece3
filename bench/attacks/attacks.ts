import type { HuntName } from "../../src/hunts/hunts.ts";
import type { DataSet } from "../generator/data-set.ts";
import { bruteForce } from "./brute-force.ts";
import { caSpike } from "./ca-spike.ts";
import { deviceCode } from "./device-code.ts";
import { dormantAccount } from "./dormant-account.ts";
import { failThenSuccess } from "./fail-then-success.ts";
import { failureSpike } from "./failure-spike.ts";
import { firstSeen } from "./first-seen.ts";
import { impossibleTravel } from "./impossible-travel.ts";
import { mfaDeniedThenApproved } from "./mfa-denied-then-approved.ts";
import { mfaFatigue } from "./mfa-fatigue.ts";
import { multiCountry } from "./multi-country.ts";
import { passwordSpray } from "./password-spray.ts";
import { spNewIp } from "./sp-new-ip.ts";
import { type Stage, stagesOf } from "./stage.ts";
import type { Story } from "./story.ts";
import type { Survey } from "./survey.ts";
import type { Tenant } from "./tenant.ts";
import { tokenReplay } from "./token-replay.ts";

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
