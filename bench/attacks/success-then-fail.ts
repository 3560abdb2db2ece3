import type { SignIn } from "../../src/signin/sign-in.ts";
import { hour } from "../generator/data-set.ts";
import type { Address } from "../generator/population.ts";
import { besideOf, unattended, unknownTablet, unknownWindows } from "./machines.ts";
import { homeOf, type Stage } from "./stage.ts";
import { attack, lookAlike, nearMiss, type Story } from "./story.ts";
import { minute, sizesFrom } from "./times.ts";

/** A wrong or used code, a policy, a password that is not the newest. */
const refusals = [500121, 50076, 53003, 50126];

export function successThenFail(stage: Stage): Story[] {
  return [
    ...sizesFrom(stage.random, 1, 30).map((tries) => passedOn(stage, tries)),
    almost(stage, "10 minutes and a second later", { later: 10 * minute + 1_000 }),
    almost(stage, "at another app", { isSameApp: false }),
    almost(stage, "on a known network", { from: (home) => besideOf(stage, home) }),
    almost(stage, "after a token that was renewed", { before: unattended }),
    almost(stage, "before the success", { later: -minute }),
    secondDevice(stage),
    mistyped(stage),
  ];
}

/** What the user typed is tried elsewhere at once. */
function passedOn(stage: Stage, tries: number): Story {
  const { random, colleague, address, addressAbroad, app, everyday, moment, signIn } = stage;
  const [user, at, target] = [colleague(), moment(hour), app()];
  const there = random.chance(0.5) ? addressAbroad(user) : address(homeOf(user).country);
  return attack(
    `in, and refused ${tries} times elsewhere`,
    [user.id],
    [
      signIn(user, at, undefined, 0, target),
      ...Array.from({ length: tries }, () =>
        signIn(user, at + random.whole(1_000, 10 * minute), there, random.pick(refusals), {
          ...unknownWindows,
          ...target,
        }),
      ),
    ],
    { everyday: everyday(user, undefined, at - hour) },
  );
}

interface Change {
  /** Milliseconds after the success. */
  readonly later?: number;
  readonly isSameApp?: boolean;
  readonly from?: (home: Address) => Address;
  readonly before?: Partial<SignIn>;
}

function almost(
  stage: Stage,
  what: string,
  { later = 5 * minute, isSameApp = true, from, before = {} }: Change,
): Story {
  const { stranger, address, apps, everyday, moment, signIn } = stage;
  const [user, at] = [stranger(), moment(hour)];
  const [one, other] = apps(2);
  const home = homeOf(user);
  const there = from?.(home) ?? address(home.country);
  return nearMiss(
    `in, and refused ${what}`,
    [user.id],
    [
      signIn(user, at, home, 0, { ...one, ...before }),
      signIn(user, at + later, there, 50126, isSameApp ? one : other),
    ],
    { everyday: everyday(user, undefined, at - hour) },
  );
}

function secondDevice({ stranger, address, app, everyday, daytime, signIn }: Stage): Story {
  const [user, at, target] = [stranger(), daytime(hour), app()];
  const hotel = address(homeOf(user).country);
  const phone = { ...address(homeOf(user).country), asn: homeOf(user).asn };
  return lookAlike(
    "a phone, then a tablet in a hotel with a mistyped password",
    [user.id],
    [
      signIn(user, at, phone, 0, target),
      signIn(user, at + 4 * minute, hotel, 50126, { ...unknownTablet, ...target }),
      signIn(user, at + 5 * minute, hotel, 0, { ...unknownTablet, ...target }),
    ],
    { everyday: everyday(user, undefined, at - hour) },
  );
}

function mistyped({ stranger, app, everyday, daytime, signIn }: Stage): Story {
  const [user, at, target] = [stranger(), daytime(hour), app()];
  return lookAlike(
    "in, and a mistyped password at home",
    [user.id],
    [signIn(user, at, undefined, 0, target), signIn(user, at + 3 * minute, undefined, 50126, target)],
    { everyday: everyday(user, undefined, at - hour) },
  );
}
