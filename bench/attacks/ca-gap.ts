import type { SignIn } from "../../src/signin/sign-in.ts";
import { day, hour } from "../generator/data-set.ts";
import type { Address } from "../generator/population.ts";
import { besideOf } from "./machines.ts";
import { approved, passwordAlone } from "./mfa.ts";
import { homeOf, type Stage } from "./stage.ts";
import { attack, lookAlike, nearMiss, type Story } from "./story.ts";
import type { Person } from "./person.ts";
import { minute, sizesFrom } from "./times.ts";

interface Policy {
  readonly id: string;
  readonly displayName: string;
}

/** It comes with others that have nothing to do with MFA. */
const mfaPolicy: Policy = {
  id: "6d1e8a02-4b7f-4c35-9f5a-8c21d7e0b907",
  displayName: "Require MFA outside the offices",
};
const otherPolicy: Policy = {
  id: "7e2f9b13-5c80-4d46-8a6b-9d32e8f1ca08",
  displayName: "Block legacy authentication",
};

export function caGap(stage: Stage): Story[] {
  return [
    ...sizesFrom(stage.random, 1, 30).map((uses) => gap(stage, uses)),
    almost(stage, "which has never applied to the user", { policyBefore: otherPolicy }),
    almost(stage, "where the policy is about something else", {
      policy: otherPolicy,
      policyBefore: otherPolicy,
    }),
    almost(stage, "at a trusted location", { rest: trusted }),
    almost(stage, "with a prompt that was answered", { rest: (at) => approved(at) }),
    knownNetwork(stage),
    exemptApp(stage),
    exemptEverywhere(stage),
  ];
}

const trusted = (): Partial<SignIn> => ({
  networkLocationDetails: [{ networkType: "trustedNamedLocation", networkNames: ["Offices"] }],
});

/** One app does without the second factor that the others ask for. */
function gap(stage: Stage, uses: number): Story {
  const { random, colleague, address, app, moment } = stage;
  const [user, from, at, found] = [colleague(), address(), moment(day), app()];
  return attack(
    `${uses} sign-ins with a password alone through a gap`,
    [user.id, found.appId ?? ""],
    Array.from({ length: uses }, (_, place) =>
      ungated(stage, user, at + place * random.whole(1, 30 * minute), from, found),
    ),
    { everyday: gated(stage, user, at, mfaPolicy) },
  );
}

interface Change {
  readonly policy?: Policy;
  readonly policyBefore?: Policy;
  readonly rest?: (at: number) => Partial<SignIn>;
}

function almost(
  stage: Stage,
  what: string,
  { policy = mfaPolicy, policyBefore = mfaPolicy, rest = () => ({}) }: Change,
): Story {
  const { stranger, address, app, moment } = stage;
  const [user, from, at, found] = [stranger(), address(), moment(), app()];
  return nearMiss(
    `a new network ${what}`,
    [user.id, found.appId ?? ""],
    [ungated(stage, user, at, from, { ...found, ...rest(at) }, policy)],
    { everyday: gated(stage, user, at, policyBefore) },
  );
}

function knownNetwork(stage: Stage): Story {
  const { stranger, app, moment, signIn } = stage;
  const [user, at, found] = [stranger(), moment(), app()];
  const home = homeOf(user);
  return nearMiss(
    "a new address of a network known at the app",
    [user.id, found.appId ?? ""],
    [ungated(stage, user, at, besideOf(stage, home), found)],
    { everyday: [...gated(stage, user, at, mfaPolicy), signIn(user, at - 8 * day, home, 0, found)] },
  );
}

function exemptApp(stage: Stage): Story {
  const { stranger, app, daytime } = stage;
  const [user, at, exempt] = [stranger(), daytime(8 * hour), app()];
  return lookAlike(
    "an app that is exempt on purpose, used for the first time",
    [user.id, exempt.appId ?? ""],
    [0, 3, 7].map((hours) => ungated(stage, user, at + hours * hour, homeOf(user), exempt)),
    { everyday: gated(stage, user, at, mfaPolicy) },
  );
}

function exemptEverywhere(stage: Stage): Story {
  const { stranger, app, daytime } = stage;
  const [user, at, exempt] = [stranger(), daytime(), app()];
  const home = homeOf(user);
  return lookAlike(
    "an app that is exempt on purpose, used every week",
    [user.id, exempt.appId ?? ""],
    [ungated(stage, user, at, home, exempt)],
    {
      everyday: [
        ...gated(stage, user, at, mfaPolicy),
        ...[8, 15].map((days) => ungated(stage, user, at - days * day, home, exempt)),
      ],
    },
  );
}

/** What the user did before, and once, before the range, what a policy asked for. */
function gated({ signIn, everyday }: Stage, user: Person, at: number, policy: Policy): SignIn[] {
  const before = at - 10 * day;
  return [
    ...everyday(user, undefined, at),
    signIn(user, before, undefined, 0, {
      ...approved(before),
      appliedConditionalAccessPolicies: [{ ...policy, result: "success" }],
    }),
  ];
}

function ungated(
  { signIn }: Stage,
  user: Person,
  at: number,
  from: Address,
  rest: Partial<SignIn>,
  policy = mfaPolicy,
): SignIn {
  return signIn(user, at, from, 0, {
    ...passwordAlone(at),
    conditionalAccessStatus: "notApplied",
    appliedConditionalAccessPolicies: [policy, otherPolicy].map((one) => ({ ...one, result: "notApplied" })),
    ...rest,
  });
}
