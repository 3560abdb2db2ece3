import { day, hour } from "../generator/data-set.ts";
import { range } from "./range.ts";
import type { Stage } from "./stage.ts";
import { attack, lookAlike, nearMiss, type Story } from "./story.ts";
import { scattered, sizesFrom } from "./times.ts";

export function firstSeen(stage: Stage): Story[] {
  return [
    ...sizesFrom(stage.random, 1, 40).map((tries) => newCountry(stage, tries)),
    forgotten(stage),
    seenBefore(stage, 1),
    seenBefore(stage, 29),
    traveller(stage),
  ];
}

/** Failures, and now and then a success, from a country that nobody has signed in from. */
function newCountry({ random, crowd, address, foreignCountry, moment, signIn }: Stage, tries: number): Story {
  const [country, at] = [foreignCountry(), moment(hour)];
  const from = address(country);
  const users = crowd(Math.min(tries, 5));
  return attack(
    `a new country, ${tries} sign-ins`,
    [country, from.ip, ...users.map(({ id }) => id)],
    scattered(random, tries, at, hour).map((time) =>
      signIn(random.pick(users), time, from, random.chance(0.8) ? 50126 : 0),
    ),
  );
}

function forgotten({ stranger, address, foreignCountry, moment, signIn }: Stage): Story {
  const [user, country, at] = [stranger(), foreignCountry(), moment()];
  const from = address(country);
  return attack(
    "a country last seen 31 days before the range",
    [country, user.id],
    [signIn(user, at, from, 50126)],
    {
      everyday: [signIn(user, range.from - 31 * day, from, 50126)],
    },
  );
}

function seenBefore({ stranger, address, foreignCountry, moment, signIn }: Stage, days: number): Story {
  const [user, country, at] = [stranger(), foreignCountry(), moment()];
  const from = address(country);
  return nearMiss(
    `a country seen ${days} days before the range`,
    [country],
    [signIn(user, at, from, 50126)],
    { everyday: [signIn(user, range.from - days * day, from, 50126)] },
  );
}

function traveller({ stranger, everyday, address, foreignCountry, daytime, signIn }: Stage): Story {
  const [user, country, at] = [stranger(), foreignCountry(), daytime(day)];
  const from = address(country);
  return lookAlike(
    "a traveller to where nobody has been",
    [country, user.id],
    [1, 4, 9].map((hours) => signIn(user, at + hours * hour, from)),
    { everyday: everyday(user, undefined, at - day) },
  );
}
