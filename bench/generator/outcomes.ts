import type { Random } from "../../src/demo/random.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";
import { shares } from "./data-set.ts";
import { zipf } from "./zipf.ts";

/** Failures of people, the most frequent first; 53003, 53000 and 530032 are conditional access. */
const userFailures = [
  50126, 50053, 53003, 500121, 50057, 50034, 50105, 53000, 50173, 70008, 700082, 50055, 530032, 50020, 50133,
  70043, 50132, 50078, 50079, 65004, 90094, 50089, 70044, 53001, 53004, 50142, 500021, 50158, 50196, 90072,
  80012, 50064, 50056, 65005,
] as const;
/** Failures of workloads. */
const workloadFailures = [
  7000215, 7000222, 700016, 700027, 53003, 500011, 700024, 90033, 70021, 7000112,
] as const;
const interrupts = [50140, 50074, 50076, 50058, 50072, 16000, 65001, 50097] as const;

const failureOf = zipf(userFailures.length, 1.1);
const workloadFailureOf = zipf(workloadFailures.length, 1.1);
const interruptOf = zipf(interrupts.length, 1.1);

/** People alone are interrupted; the share is of all sign-ins. */
const interruptedPeople = shares.interrupted / (shares.type.interactiveUser + shares.type.nonInteractiveUser);

const conditionalAccessCodes: ReadonlySet<number> = new Set([53003, 53000, 53001, 530032]);

/** 0, or what went wrong. Old clients cannot answer a prompt: conditional access stops many of them. */
export function errorCodeOf(random: Random, isPerson: boolean, isLegacy: boolean): number {
  const chance = random.next();
  if (chance < shares.failure) {
    if (!isPerson) return workloadFailures[workloadFailureOf(random.next())] ?? 700016;
    return isLegacy && random.chance(0.6) ? 53003 : (userFailures[failureOf(random.next())] ?? 50126);
  }
  if (!isPerson || chance >= shares.failure + interruptedPeople) return 0;
  return interrupts[interruptOf(random.next())] ?? 50140;
}

const policies = [
  ["0d2c6a4e-91f3-4b58-a7c0-5e1d83f6b201", "Require MFA for all users", "Mfa"],
  ["1e7b93d5-60a2-4c4f-8d19-2f84c0a7e302", "Require compliant device", "RequireCompliantDevice"],
  ["2f4a8c16-37d9-4e60-b5e2-90c1d7f8a403", "Block legacy authentication", "Block"],
  ["3a9e5d27-8c14-4f71-96f3-a1b2e8c9d504", "Block unusual countries (report-only)", "Block"],
  ["4b0f6e38-d925-4a82-87a4-b2c3f9d0e605", "Require MFA for administration", "Mfa"],
  ["5c1a7f49-ea36-4b93-98b5-c3d4a0e1f706", "Terms of use for guests", "TermsOfUse"],
] as const;

export type Access = Pick<SignIn, "conditionalAccessStatus" | "appliedConditionalAccessPolicies">;

/** What conditional access made of it: a third of the successes fall under no policy. */
export function accessOf(random: Random, errorCode: number, isLegacy: boolean): Access {
  if (conditionalAccessCodes.has(errorCode)) {
    return {
      conditionalAccessStatus: "failure",
      appliedConditionalAccessPolicies: evaluated(random, "failure", isLegacy),
    };
  }
  if (errorCode === 0 && random.chance(0.67)) {
    return {
      conditionalAccessStatus: "success",
      appliedConditionalAccessPolicies: evaluated(random, "success", isLegacy),
    };
  }
  return { conditionalAccessStatus: "notApplied", appliedConditionalAccessPolicies: [] };
}

function evaluated(
  random: Random,
  result: string,
  isLegacy: boolean,
): Access["appliedConditionalAccessPolicies"] {
  const first = isLegacy ? 2 : random.whole(0, 1);
  return [first, 3, ...(random.chance(0.2) ? [4 + random.whole(0, 1)] : [])].map((at, place) => {
    const [id, displayName, control] = policies[at] ?? policies[0];
    const isReportOnly = at === 3;
    return {
      id,
      displayName,
      enforcedGrantControls: [control],
      enforcedSessionControls: [],
      result: isReportOnly
        ? random.chance(0.05)
          ? "reportOnlyFailure"
          : "reportOnlyNotApplied"
        : place === 0
          ? result
          : "notApplied",
      conditionsSatisfied: ["application", "users"],
      conditionsNotSatisfied: place === 0 ? [] : ["location"],
    };
  });
}

export type Steps = Pick<SignIn, "authenticationRequirement" | "authenticationDetails" | "mfaDetail"> & {
  readonly additionalDetails?: string;
};

const methods = [
  "Mobile app notification",
  "FIDO2 security key",
  "Windows Hello for Business",
  "Text message",
] as const;
const claim = "MFA requirement satisfied by claim in the token";

/** How somebody showed who they are. */
export function stepsOf(random: Random, errorCode: number, isInteractive: boolean, at: string): Steps {
  const multi = "multiFactorAuthentication";
  if (errorCode === 500121) {
    const detail = random.chance(0.7)
      ? "MFA denied; user declined the authentication"
      : "MFA denied; user did not respond to mobile app notification";
    return {
      authenticationRequirement: multi,
      additionalDetails: detail,
      authenticationDetails: [password(at, true), second(at, methods[0], false, detail)],
    };
  }
  if (errorCode !== 0) {
    return {
      authenticationRequirement:
        errorCode === 50074 || errorCode === 50076 ? multi : "singleFactorAuthentication",
      authenticationDetails: isInteractive ? [password(at, errorCode !== 50126)] : [],
    };
  }
  const chance = random.next();
  if (chance < (isInteractive ? 0.35 : 0.6)) {
    return {
      authenticationRequirement: multi,
      additionalDetails: claim,
      authenticationDetails: isInteractive ? [second(at, "Previously satisfied", true, claim)] : [],
    };
  }
  if (!isInteractive || chance > 0.8) {
    return {
      authenticationRequirement: "singleFactorAuthentication",
      authenticationDetails: isInteractive ? [password(at, true)] : [],
    };
  }
  const method = methods[Math.floor(random.next() ** 2 * methods.length)] ?? methods[0];
  const detail = "MFA completed in Azure AD";
  return {
    authenticationRequirement: multi,
    additionalDetails: detail,
    authenticationDetails: [password(at, true), second(at, method, true, detail)],
    mfaDetail: { authMethod: method },
  };
}

type Step = NonNullable<SignIn["authenticationDetails"]>[number];

function password(at: string, succeeded: boolean): Step {
  return {
    authenticationStepDateTime: at,
    authenticationMethod: "Password",
    authenticationMethodDetail: "Password Hash Sync",
    succeeded,
    authenticationStepResultDetail: succeeded
      ? "Correct password"
      : "Invalid username or password or Invalid on-premise username or password.",
    authenticationStepRequirement: "Primary authentication",
  };
}

function second(at: string, method: string, succeeded: boolean, detail: string): Step {
  return {
    authenticationStepDateTime: at,
    authenticationMethod: method,
    succeeded,
    authenticationStepResultDetail: detail,
    authenticationStepRequirement: "Multi-factor authentication",
  };
}
