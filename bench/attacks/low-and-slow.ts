import type { SignIn } from "../../src/signin/sign-in.ts";
import { day, hour } from "../generator/data-set.ts";
import type { Address } from "../generator/population.ts";
import { homeOf, type Stage, usualCountries } from "./stage.ts";
import { attack, lookAlike, nearMiss, type Story } from "./story.ts";
import { evenly, minute, sizesFrom } from "./times.ts";

export function lowAndSlow(stage: Stage): Story[] {
  return [
    ...sizesFrom(stage.random, 10, 120).map((addresses) => patient(stage, addresses)),
    almost(stage, "9 addresses of 4 countries over 2 days", rented(stage, 9, 4), 2 * day),
    almost(stage, "20 addresses of 2 countries over 2 days", rented(stage, 20, 2), 2 * day),
    almost(stage, "12 addresses of 4 countries within a day", rented(stage, 12, 4), day),
    impatient(stage),
    traveller(stage),
    phone(stage),
  ];
}

/** One to three tries from each address, none of which is used again on the same day. */
function patient(stage: Stage, size: number): Story {
  const { random, colleague, moment, signIn } = stage;
  const length = random.whole(day + hour, 3 * day);
  const [user, at, from] = [colleague(), moment(length + hour), rented(stage, size, random.whole(3, 12))];
  const times = evenly(size, at, length);
  return attack(
    `${size} addresses within ${Math.round(length / hour)} hours`,
    [user.id],
    from.flatMap((address, place) =>
      Array.from({ length: random.whole(1, 3) }, (_, again) =>
        signIn(user, (times[place] ?? at) + again * minute, address, random.chance(0.9) ? 50126 : 50053),
      ),
    ),
  );
}

function almost(
  { stranger, moment, signIn }: Stage,
  what: string,
  from: readonly Address[],
  length: number,
): Story {
  const [user, at] = [stranger(), moment(length)];
  const times = evenly(from.length, at, length);
  return nearMiss(
    `wrong passwords from ${what}`,
    [user.id],
    from.map((address, place) => signIn(user, times[place] ?? at, address, 50126)),
    { twice: true },
  );
}

function impatient(stage: Stage): Story {
  const { stranger, moment, signIn } = stage;
  const [user, at, from] = [stranger(), moment(3 * day), rented(stage, 12, 4)];
  const times = evenly(from.length, at, 2 * day);
  return nearMiss(
    "12 addresses of 4 countries over 2 days, 4 tries in a row from each",
    [user.id],
    from.flatMap((address, place) =>
      evenly(4, times[place] ?? at, hour).map((time) => signIn(user, time, address, 50126)),
    ),
  );
}

function traveller(stage: Stage): Story {
  const { stranger, daytime, everyday, signIn } = stage;
  const [user, at, hotels] = [stranger(), daytime(2 * day + hour), rented(stage, 12, 4)];
  const times = evenly(hotels.length, at, 2 * day);
  return lookAlike(
    "somebody who mistypes at 12 airports and hotels, and gets in",
    [user.id],
    hotels.flatMap((hotel, place): SignIn[] => [
      signIn(user, times[place] ?? at, hotel, 50126),
      signIn(user, (times[place] ?? at) + minute, hotel),
    ]),
    { everyday: everyday(user, undefined, at) },
  );
}

function phone({ stranger, address, daytime, everyday, signIn }: Stage): Story {
  const [user, at] = [stranger(), daytime(2 * day + hour)];
  const ways = Array.from({ length: 30 }, () => address(homeOf(user).country));
  const times = evenly(ways.length, at, 2 * day);
  return lookAlike(
    "a phone with an old password that gets a new address every hour",
    [user.id],
    ways.map((way, place) =>
      signIn(user, times[place] ?? at, way, 50126, { clientAppUsed: "Exchange ActiveSync" }),
    ),
    { everyday: everyday(user, undefined, at) },
  );
}

/** Addresses in so many countries, by turns. */
function rented({ address }: Stage, size: number, countries: number): Address[] {
  return Array.from({ length: size }, (_, place) => address(usualCountries[place % countries]));
}
