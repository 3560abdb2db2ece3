import type { SignIn } from "../signin/sign-in.ts";
import { minute } from "./calendar.ts";
import {
  type Outcome,
  passwordAccepted,
  passwordWrong,
  promptAnswered,
  promptShown,
  satisfiedByToken,
  stopped,
} from "./outcomes.ts";
import { mfaIsRequired } from "./policies.ts";
import type { Random } from "./random.ts";
import { type Attempt, userSignIn } from "./records.ts";

const staySignedIn = stopped(50140, 'The sign-in was interrupted by the question "Stay signed in?".');
const consentMissing = stopped(65001, "The user or administrator has not consented to use the application.");

/**
 * Somebody signs in anew: perhaps mistypes, is asked for a second factor where a policy wants one, perhaps is asked
 * whether to stay signed in. Several records, one correlation id, the last one a success.
 */
export function freshSignIn(attempt: Attempt, random: Random): SignIn[] {
  const { factor } = attempt.account;
  const types = factor === "notification" || factor === "none";
  const mistypes = types && random.chance(0.12) ? random.whole(1, 2) : 0;
  const needsMfa = mfaIsRequired({ ...attempt, isLegacyClient: false });
  const outcomes: Outcome[] = [
    ...Array.from({ length: mistypes }, passwordWrong),
    ...(needsMfa && types ? [promptShown(random.chance(0.7) ? 50074 : 50076)] : []),
    ...(random.chance(0.2) ? [staySignedIn] : []),
    needsMfa || !types ? promptAnswered(factor) : passwordAccepted(),
  ];
  return inOneFlow(attempt, outcomes, random);
}

/** An application is opened with what the browser or device still holds. */
export function quietSignIn(attempt: Attempt, random: Random): SignIn {
  return userSignIn(attempt, satisfiedByToken(mfaIsRequired({ ...attempt, isLegacyClient: false })), random);
}

/** A developer tries an application that nobody has consented to yet, and consents. */
export function consentingSignIn(attempt: Attempt, random: Random): SignIn[] {
  return inOneFlow(
    attempt,
    [consentMissing, satisfiedByToken(mfaIsRequired({ ...attempt, isLegacyClient: false }))],
    random,
  );
}

/** Records of one correlation id, some seconds apart. */
export function inOneFlow(attempt: Attempt, outcomes: readonly Outcome[], random: Random): SignIn[] {
  const correlationId = attempt.correlationId ?? random.guid();
  let { at } = attempt;
  return outcomes.map((outcome) => {
    const signIn = userSignIn({ ...attempt, at, correlationId }, outcome, random);
    at += Math.round(random.between(0.08, 0.5) * minute);
    return signIn;
  });
}
