import type { SignIn } from "../../src/signin/sign-in.ts";
import { hour } from "../generator/data-set.ts";
import type { Address } from "../generator/population.ts";
import { unknownTablet, unknownWindows } from "./machines.ts";
import { homeOf, type Stage } from "./stage.ts";
import { attack, lookAlike, nearMiss, type Story } from "./story.ts";
import type { Person } from "./person.ts";
import { evenly, minute, scattered, sizesFrom } from "./times.ts";

const blocked = { conditionalAccessStatus: "failure" } as const;

export function caBlocks(stage: Stage): Story[] {
  return [
    ...sizesFrom(stage.random, 3, 30).map((apps) => probing(stage, apps)),
    almost(stage, "2 apps", 2, unknownWindows),
    almost(stage, "5 apps on a known device", 5, {}),
    almost(stage, "5 apps that nobody has given them", 5, unknownWindows, 50105),
    tooSlow(stage),
    newTablet(stage),
    stubborn(stage),
  ];
}

/** Until one app lets them in, now and then. */
function probing(stage: Stage, apps: number): Story {
  const { random, colleague, address, moment, signIn } = stage;
  const [user, from, at] = [colleague(), address(), moment(3 * hour)];
  const length = random.whole(2 * minute, 2 * hour);
  const gap = random.chance(0.3) ? [signIn(user, at + length + minute, from, 0, unknownWindows)] : [];
  return attack(
    `stopped at ${apps} apps within ${Math.round(length / minute)} minutes`,
    [user.id],
    [...stopped(stage, user, from, scattered(random, apps, at, length), unknownWindows), ...gap],
  );
}

function almost(stage: Stage, what: string, apps: number, rest: Partial<SignIn>, code?: number): Story {
  const { random, stranger, address, moment } = stage;
  const [user, from, at] = [stranger(), address(), moment(hour)];
  return nearMiss(
    `stopped at ${what}`,
    [user.id],
    stopped(stage, user, from, scattered(random, apps, at, 30 * minute), rest, code),
    { twice: true },
  );
}

function tooSlow(stage: Stage): Story {
  const { stranger, address, moment } = stage;
  const [user, from, at] = [stranger(), address(), moment(3 * hour)];
  return nearMiss(
    "stopped at 3 apps within 121 minutes",
    [user.id],
    stopped(stage, user, from, evenly(3, at, 121 * minute), unknownWindows),
  );
}

function newTablet(stage: Stage): Story {
  const { random, stranger, everyday, daytime } = stage;
  const [user, at] = [stranger(), daytime(hour)];
  return lookAlike(
    "a new tablet, stopped at 4 apps",
    [user.id],
    stopped(stage, user, homeOf(user), scattered(random, 4, at, 50 * minute), unknownTablet),
    { everyday: everyday(user, undefined, at) },
  );
}

function stubborn({ random, stranger, everyday, app, daytime, signIn }: Stage): Story {
  const [user, at, wanted] = [stranger(), daytime(hour), app()];
  return lookAlike(
    "a private computer, stopped at one app 15 times",
    [user.id],
    scattered(random, 15, at, 50 * minute).map((time) =>
      signIn(user, time, undefined, 53000, { ...unknownWindows, ...blocked, ...wanted }),
    ),
    { everyday: everyday(user, undefined, at) },
  );
}

/** At another app each time; only conditional access itself says "failure". */
function stopped(
  { random, apps, signIn }: Stage,
  user: Person,
  from: Address,
  times: readonly number[],
  rest: Partial<SignIn>,
  code = random.pick([53003, 53000]),
): SignIn[] {
  return apps(times.length).map((app, place) =>
    signIn(user, times[place] ?? 0, from, code, {
      ...rest,
      ...app,
      conditionalAccessStatus: code === 50105 ? "notApplied" : blocked.conditionalAccessStatus,
    }),
  );
}
