import type { SignIn } from "../../src/signin/sign-in.ts";
import { hour } from "../generator/data-set.ts";
import type { Address } from "../generator/population.ts";
import { besideOf, unknownLinux, unknownTablet, unknownWindows } from "./machines.ts";
import { homeOf, type Stage } from "./stage.ts";
import { attack, lookAlike, nearMiss, type Story } from "./story.ts";
import { minute, sizesFrom } from "./times.ts";

export function manyIps(stage: Stage): Story[] {
  return [
    ...sizesFrom(stage.random, 1, 10).map((addresses) => besideTheUser(stage, addresses)),
    almost(stage, "31 minutes later, on another operating system", {
      later: 31 * minute,
      rest: unknownLinux,
    }),
    almost(stage, "on a known device", { rest: linuxOfCompany }),
    almost(stage, "on the same operating system nearby", { rest: unknownWindows }),
    almost(stage, "on another operating system on a known network", {
      from: (home) => besideOf(stage, home),
      rest: unknownLinux,
    }),
    failedBeside(stage),
    tabletInHotel(stage),
    phoneOnTheWay(stage),
  ];
}

const linuxOfCompany: Partial<SignIn> = {
  deviceDetail: { deviceId: "9f6f2a51-0c0e-4c43-8c0c-6d4e8a3b7c25", operatingSystem: "Linux" },
};

/** The thief is far away, or nearby on another system. */
function besideTheUser(stage: Stage, size: number): Story {
  const { random, colleague, address, addressAbroad, moment, everyday, signIn } = stage;
  const [user, at, isAbroad] = [colleague(), moment(hour), random.chance(0.5)];
  const thefts = Array.from({ length: size }, () =>
    signIn(
      user,
      at + random.whole(-30 * minute, 30 * minute),
      isAbroad ? addressAbroad(user) : address(homeOf(user).country),
      0,
      isAbroad ? unknownWindows : unknownLinux,
    ),
  );
  return attack(
    `${size + 1} addresses at once, ${isAbroad ? "abroad" : "on another operating system"}`,
    [user.id],
    [signIn(user, at), ...thefts],
    { everyday: everyday(user, undefined, at - hour) },
  );
}

interface Change {
  /** Milliseconds after the user. */
  readonly later?: number;
  readonly from?: (home: Address) => Address;
  readonly rest: Partial<SignIn>;
}

/** Somebody who does nothing else in these days. */
function almost(stage: Stage, what: string, { later = 5 * minute, from, rest }: Change): Story {
  const { stranger, address, everyday, moment, signIn } = stage;
  const [user, at] = [stranger(), moment(hour)];
  const home = homeOf(user);
  const there = from?.(home) ?? address(home.country);
  return nearMiss(
    `a second address ${what}`,
    [user.id],
    [signIn(user, at), signIn(user, at + later, there, 0, rest)],
    { everyday: everyday(user, undefined, at - hour) },
  );
}

function failedBeside(stage: Stage): Story {
  const { stranger, addressAbroad, everyday, moment, signIn } = stage;
  const [user, at] = [stranger(), moment(hour)];
  return nearMiss(
    "a second address abroad with a wrong password",
    [user.id],
    [signIn(user, at), signIn(user, at + minute, addressAbroad(user), 50126, unknownLinux)],
    { everyday: everyday(user, undefined, at - hour) },
  );
}

function tabletInHotel({ stranger, address, everyday, daytime, signIn }: Stage): Story {
  const [user, at] = [stranger(), daytime(hour)];
  const hotel = address(homeOf(user).country);
  const phone = { ...address(homeOf(user).country), asn: homeOf(user).asn };
  return lookAlike(
    "a laptop over a phone and a private tablet in a hotel",
    [user.id],
    [signIn(user, at, phone), signIn(user, at + 10 * minute, hotel, 0, unknownTablet)],
    { everyday: everyday(user, undefined, at - hour) },
  );
}

function phoneOnTheWay({ stranger, address, everyday, daytime, signIn }: Stage): Story {
  const [user, at] = [stranger(), daytime(hour)];
  const ways = [homeOf(user), address(homeOf(user).country), address(homeOf(user).country)];
  return lookAlike(
    "a private phone that goes from wifi to mobile and back",
    [user.id],
    ways.map((way, place) => signIn(user, at + place * 9 * minute, way, 0, unknownTablet)),
    { everyday: everyday(user, undefined, at - hour) },
  );
}
