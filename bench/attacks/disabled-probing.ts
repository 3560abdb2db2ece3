import type { SignIn } from "../../src/signin/sign-in.ts";
import { hour } from "../generator/data-set.ts";
import type { Address } from "../generator/population.ts";
import { unattended } from "./machines.ts";
import { homeOf, type Stage } from "./stage.ts";
import { attack, lookAlike, nearMiss, type Story } from "./story.ts";
import type { Person } from "./person.ts";
import { evenly, minute, scattered, sizesFrom } from "./times.ts";

export function disabledProbing(stage: Stage): Story[] {
  return [
    ...sizesFrom(stage.random, 3, 40).map((apps) => probing(stage, apps)),
    fewApps(stage),
    tooSlow(stage),
    inTheBackground(stage),
    newDevice(stage),
    oneApp(stage),
  ];
}

/** A person who left looks for a door, or whoever has their password. */
function probing(stage: Stage, apps: number): Story {
  const { random, stranger, address, moment } = stage;
  const [user, from, at] = [stranger(), address(), moment(hour)];
  const length = random.whole(minute, hour);
  return attack(
    `a disabled account at ${apps} apps within ${Math.round(length / minute)} minutes`,
    [user.id],
    refused(stage, user, scattered(random, apps, at, length), from),
  );
}

function fewApps(stage: Stage): Story {
  const { random, stranger, address, apps, moment, signIn } = stage;
  const [user, from, at] = [stranger(), address(), moment(hour)];
  const tries = apps(2).flatMap((app) =>
    scattered(random, 6, at, 50 * minute).map((time) => signIn(user, time, from, 50057, app)),
  );
  return nearMiss("a disabled account at 2 apps, six times each", [user.id], tries, { twice: true });
}

function tooSlow(stage: Stage): Story {
  const { stranger, address, moment } = stage;
  const [user, from, at] = [stranger(), address(), moment(2 * hour)];
  return nearMiss(
    "a disabled account at 3 apps within 61 minutes",
    [user.id],
    refused(stage, user, evenly(3, at, 61 * minute), from),
  );
}

function inTheBackground(stage: Stage): Story {
  const { random, stranger, moment } = stage;
  const [user, at] = [stranger(), moment(hour)];
  return nearMiss(
    "a disabled account at 8 apps, without anybody at the keyboard",
    [user.id],
    refused(stage, user, scattered(random, 8, at, hour), homeOf(user), unattended),
  );
}

function newDevice(stage: Stage): Story {
  const { random, stranger, daytime } = stage;
  const [user, at] = [stranger(), daytime(hour)];
  return lookAlike(
    "a device that opens 4 apps when it starts",
    [user.id],
    refused(stage, user, scattered(random, 4, at, minute), homeOf(user)),
  );
}

function oneApp({ stranger, app, daytime, signIn }: Stage): Story {
  const [user, at, mail] = [stranger(), daytime(2 * hour), app()];
  return lookAlike(
    "somebody who left and tries their mail 20 times",
    [user.id],
    evenly(20, at, 2 * hour).map((time) => signIn(user, time, undefined, 50057, mail)),
  );
}

/** At another app each time. */
function refused(
  { apps, signIn }: Stage,
  user: Person,
  times: readonly number[],
  from: Address,
  rest: Partial<SignIn> = {},
): SignIn[] {
  return apps(times.length).map((app, place) =>
    signIn(user, times[place] ?? 0, from, 50057, { ...app, ...rest }),
  );
}
