import { day, hour } from "../generator/data-set.ts";
import type { Address } from "../generator/population.ts";
import { homeOf, type Stage, usualCountries } from "./stage.ts";
import { attack, lookAlike, nearMiss, type Story } from "./story.ts";
import type { Person } from "./person.ts";
import { minute, scattered, sizesFrom } from "./times.ts";

export function multiCountry(stage: Stage): Story[] {
  return [
    ...sizesFrom(stage.random, 2, 8).map((size) => wanderer(stage, size)),
    dayAfter(stage),
    failedAbroad(stage),
    traveller(stage),
    gateway(stage),
  ];
}

/** Successes from home and elsewhere within a day. */
function wanderer(stage: Stage, size: number): Story {
  const { random, colleague, moment, signIn } = stage;
  const [user, at] = [colleague(), moment(day)];
  const from = [homeOf(user), ...abroad(stage, user, size - 1)];
  const times = scattered(random, size, at, random.whole(hour, day));
  return attack(
    `${size} countries within ${Math.round(((times.at(-1) ?? 0) - at) / hour)} hours`,
    [user.id],
    from.map((address, place) => signIn(user, times[place] ?? at, address)),
  );
}

function dayAfter(stage: Stage): Story {
  const { stranger, everyday, moment, signIn } = stage;
  const [user, at] = [stranger(), moment(2 * day)];
  const [there] = abroad(stage, user, 1);
  return nearMiss(
    "another country a day and ten minutes later",
    [user.id],
    [signIn(user, at), signIn(user, at + day + 10 * minute, there), signIn(user, at + 30 * hour, there)],
    { everyday: everyday(user, undefined, at) },
  );
}

function failedAbroad(stage: Stage): Story {
  const { stranger, everyday, moment, signIn } = stage;
  const [user, at] = [stranger(), moment(hour)];
  const tries = abroad(stage, user, 5).map((there, place) =>
    signIn(user, at + place * minute, there, place % 2 === 0 ? 50126 : 53003),
  );
  return nearMiss(
    "failures from five countries, successes at home",
    [user.id],
    [signIn(user, at), ...tries],
    {
      everyday: everyday(user),
    },
  );
}

function traveller(stage: Stage): Story {
  const { stranger, everyday, daytime, signIn } = stage;
  const [user, at] = [stranger(), daytime(day)];
  const [there] = abroad(stage, user, 1);
  return lookAlike(
    "a traveller who signs in before the flight and after it",
    [user.id],
    [signIn(user, at), signIn(user, at + 20 * hour, there), signIn(user, at + 23 * hour, there)],
    { everyday: everyday(user, undefined, at) },
  );
}

function gateway(stage: Stage): Story {
  const { stranger, everyday, daytime, signIn } = stage;
  const [user, at] = [stranger(), daytime(hour)];
  const [there] = abroad(stage, user, 1);
  return lookAlike(
    "a VPN that ends in another country",
    [user.id],
    [signIn(user, at), signIn(user, at + 2 * minute, there)],
    { everyday: everyday(user, undefined, at) },
  );
}

/** An address in each of so many other countries. */
function abroad({ address }: Stage, user: Person, size: number): Address[] {
  return usualCountries
    .filter((country) => country !== homeOf(user).country)
    .slice(0, size)
    .map((country) => address(country));
}
