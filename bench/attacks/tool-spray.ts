import type { SignIn } from "../../src/signin/sign-in.ts";
import { hour } from "../generator/data-set.ts";
import type { Address } from "../generator/population.ts";
import { homeOf, type Stage } from "./stage.ts";
import { attack, lookAlike, nearMiss, type Story } from "./story.ts";
import type { Person } from "./person.ts";
import { evenly, minute, scattered, sizesFrom } from "./times.ts";

export function toolSpray(stage: Stage): Story[] {
  return [
    ...sizesFrom(stage.random, 6, 40).map((agents) => sweep(stage, agents)),
    almost(stage, 5, 5, 4 * minute),
    almost(stage, 12, 2, 4 * minute),
    tooSlow(stage),
    twoAddresses(stage),
    testRun(stage),
    tester(stage),
  ];
}

/** Program after program; at some app one is let in, now and then. */
function sweep(stage: Stage, agents: number): Story {
  const { random, colleague, address, moment } = stage;
  const [user, from, at] = [colleague(), address(), moment(hour)];
  const length = random.whole(minute, 5 * minute);
  const apps = random.whole(3, 8);
  const entries = random.chance(0.4) ? [0, 50076, 50076] : [50076, 53003];
  return attack(
    `${agents} user agents at ${apps} apps within ${Math.round(length / minute)} minutes`,
    [user.id, from.ip],
    tries(stage, user, from, scattered(random, agents, at, length), apps, entries),
  );
}

function almost(stage: Stage, agents: number, apps: number, length: number): Story {
  const { random, stranger, address, moment } = stage;
  const [user, from, at] = [stranger(), address(), moment(hour)];
  return nearMiss(
    `${agents} user agents at ${apps} apps`,
    [user.id, from.ip],
    tries(stage, user, from, scattered(random, agents, at, length), apps, [50076]),
    { twice: true },
  );
}

function tooSlow(stage: Stage): Story {
  const { stranger, address, moment } = stage;
  const [user, from, at] = [stranger(), address(), moment(hour)];
  return nearMiss(
    "6 user agents at 3 apps within six minutes",
    [user.id, from.ip],
    tries(stage, user, from, evenly(6, at, 6 * minute), 3, [50076]),
  );
}

function twoAddresses(stage: Stage): Story {
  const { stranger, address, moment } = stage;
  const [user, one, other, at] = [stranger(), address(), address(), moment(hour)];
  return nearMiss(
    "10 user agents, half of them from another address",
    [user.id, one.ip, other.ip],
    [one, other].flatMap((from) => tries(stage, user, from, evenly(5, at, 4 * minute), 4, [50076])),
  );
}

function testRun(stage: Stage): Story {
  const { random, stranger, everyday, daytime } = stage;
  const [user, at] = [stranger(), daytime(hour)];
  return lookAlike(
    "tests of 3 new apps in 7 browsers within 5 minutes",
    [user.id, homeOf(user).ip],
    tries(stage, user, homeOf(user), scattered(random, 7, at, 5 * minute), 3, [0]),
    { everyday: everyday(user, undefined, at) },
  );
}

function tester(stage: Stage): Story {
  const { stranger, everyday, daytime } = stage;
  const [user, at] = [stranger(), daytime(hour)];
  return lookAlike(
    "a tester who tries 3 apps in 7 browsers by hand",
    [user.id, homeOf(user).ip],
    tries(stage, user, homeOf(user), evenly(7, at, 40 * minute), 3, [0]),
    { everyday: everyday(user, undefined, at) },
  );
}

/** Another user agent each time, the apps by turns. */
function tries(
  { random, apps, signIn }: Stage,
  user: Person,
  from: Address,
  times: readonly number[],
  size: number,
  codes: readonly number[],
): SignIn[] {
  const asked = apps(size);
  const tool = random.whole(1, 999);
  return times.map((time, place) =>
    signIn(user, time, from, random.pick(codes), {
      ...asked[place % size],
      userAgent: `Mozilla/5.0 (compatible; Probe ${tool}.${place})`,
    }),
  );
}
