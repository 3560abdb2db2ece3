import { day, hour } from "../generator/data-set.ts";
import { range } from "./range.ts";
import { homeOf, type Stage } from "./stage.ts";
import { attack, lookAlike, nearMiss, type Story } from "./story.ts";
import { sizesFrom } from "./times.ts";

const deviceCodes = { authenticationProtocol: "deviceCode" } as const;

export function deviceCode(stage: Stage): Story[] {
  return [
    ...sizesFrom(stage.random, 1, 20).map((uses) => phished(stage, uses)),
    usedBefore(stage, 1),
    usedBefore(stage, 29),
    withoutCode(stage),
    developerElsewhere(stage),
  ];
}

/** Whoever sent the code uses the session from where they are. */
function phished({ random, colleague, address, moment, signIn }: Stage, uses: number): Story {
  const [user, from, at] = [colleague(), address(), moment(day)];
  return attack(
    `a device code of a user who had none, ${uses} sign-ins`,
    [user.id, from.ip],
    Array.from({ length: uses }, (_, place) =>
      signIn(user, at + place * random.whole(1, hour), from, 0, deviceCodes),
    ),
  );
}

function usedBefore({ stranger, everyday, moment, signIn }: Stage, days: number): Story {
  const [user, at] = [stranger(), moment()];
  const home = homeOf(user);
  return nearMiss(
    `a device code used there ${days} days before the range`,
    [user.id, home.ip],
    [signIn(user, at, home, 0, deviceCodes)],
    { everyday: [...everyday(user), signIn(user, range.from - days * day, home, 0, deviceCodes)] },
  );
}

function withoutCode({ stranger, everyday, address, moment, signIn }: Stage): Story {
  const [user, at] = [stranger(), moment()];
  const from = address(homeOf(user).country);
  return nearMiss("a new address without a device code", [user.id, from.ip], [signIn(user, at, from)], {
    everyday: everyday(user),
  });
}

function developerElsewhere({ stranger, everyday, address, daytime, signIn }: Stage): Story {
  const [user, at] = [stranger(), daytime()];
  const home = homeOf(user);
  const hotel = address(home.country);
  const before = [1, 5, 9, 14].map((days) => signIn(user, range.from - days * day, home, 0, deviceCodes));
  return lookAlike("a developer in a hotel", [user.id, hotel.ip], [signIn(user, at, hotel, 0, deviceCodes)], {
    everyday: [...everyday(user), ...before],
  });
}
