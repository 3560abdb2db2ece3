import type { SignIn } from "../../src/signin/sign-in.ts";
import { hour } from "../generator/data-set.ts";
import type { Address } from "../generator/population.ts";
import type { Stage } from "./stage.ts";
import { attack, lookAlike, nearMiss, type Story } from "./story.ts";
import type { Person } from "./person.ts";
import { evenly, minute, scattered, sizesFrom } from "./times.ts";

/** A policy refuses guests, or nobody has given them the app. */
const codes = [50105, 50105, 53003];

export function guestDenied(stage: Stage): Story[] {
  return [
    ...sizesFrom(stage.random, 3, 40).map((apps) => lookingAround(stage, apps)),
    fewApps(stage),
    tooSlow(stage),
    member(stage),
    invited(stage),
    persistent(stage),
  ];
}

function lookingAround(stage: Stage, apps: number): Story {
  const { random, guest, address, moment } = stage;
  const [user, from, at] = [guest(), address(), moment(hour)];
  const length = random.whole(2 * minute, hour);
  return attack(
    `refused by ${apps} apps within ${Math.round(length / minute)} minutes`,
    [user.id],
    refused(stage, user, from, scattered(random, apps, at, length)),
  );
}

function fewApps(stage: Stage): Story {
  const { random, address, moment, apps, signIn } = stage;
  const [user, from, at] = [newGuest(stage), address(), moment(hour)];
  const tries = apps(2).flatMap((app) =>
    scattered(random, 4, at, 50 * minute).map((time) => signIn(user, time, from, 50105, app)),
  );
  return nearMiss("refused by 2 apps, four times each", [user.id], tries, { twice: true });
}

function tooSlow(stage: Stage): Story {
  const { address, moment } = stage;
  const [user, from, at] = [newGuest(stage), address(), moment(2 * hour)];
  return nearMiss(
    "refused by 3 apps within 61 minutes",
    [user.id],
    refused(stage, user, from, evenly(3, at, 61 * minute)),
  );
}

function member(stage: Stage): Story {
  const { random, stranger, address, moment } = stage;
  const [user, from, at] = [{ ...stranger(), isGuest: false }, address(), moment(hour)];
  return nearMiss(
    "a member who is refused by 6 apps",
    [user.id],
    refused(stage, user, from, scattered(random, 6, at, 30 * minute)),
  );
}

function invited(stage: Stage): Story {
  const { random, address, daytime } = stage;
  const [user, from, at] = [newGuest(stage), address(), daytime(hour)];
  return lookAlike(
    "a new guest who has been given none of 3 apps yet",
    [user.id],
    refused(stage, user, from, scattered(random, 3, at, 20 * minute)),
  );
}

function persistent(stage: Stage): Story {
  const { random, address, app, daytime, signIn } = stage;
  const [user, from, at, wanted] = [newGuest(stage), address(), daytime(hour), app()];
  return lookAlike(
    "a guest who tries the same app 12 times",
    [user.id],
    scattered(random, 12, at, 40 * minute).map((time) => signIn(user, time, from, 50105, wanted)),
  );
}

function newGuest({ stranger }: Stage): Person {
  return { ...stranger(), isGuest: true };
}

/** Another app each time. */
function refused(
  { random, apps, signIn }: Stage,
  user: Person,
  from: Address,
  times: readonly number[],
): SignIn[] {
  return apps(times.length).map((app, place) =>
    signIn(user, times[place] ?? 0, from, random.pick(codes), app),
  );
}
