import { hour } from "../generator/data-set.ts";
import type { Stage } from "./stage.ts";
import { allOf, attack, lookAlike, nearMiss, type Story } from "./story.ts";
import { evenly, minute, scattered, sizesFrom } from "./times.ts";

/** What somebody sees who guesses, the most frequent first. */
const codes = [50126, 50126, 50126, 50053, 50034, 50057, 50055];

export function passwordSpray(stage: Stage): Story[] {
  return [
    ...sizesFrom(stage.random, 10, 200).map((users) => spray(stage, users)),
    ...ofBackground(stage),
    fewUsers(stage),
    tooSlow(stage),
    manyAddresses(stage),
    office(stage, 4),
    office(stage, 8),
    gateway(stage),
  ];
}

/** One app; now and then a password is right. */
function spray({ random, crowd, address, app, moment, signIn }: Stage, size: number): Story {
  const [from, at, users, target] = [address(), moment(2 * hour), crowd(size), app()];
  const length = random.whole(size < 12 ? 5 * minute : 20 * minute, hour);
  const tries = scattered(random, size, at, length).flatMap((time, place) => {
    const user = users[place];
    const code = random.pick(codes);
    return user === undefined ? [] : [signIn(user, time, from, code, target)];
  });
  const [victim] = users;
  const inside = victim !== undefined && random.chance(0.4) ? [victim] : [];
  const signIns = [...tries, ...inside.map((user) => signIn(user, at + length + 10 * minute, from))];
  return attack(`${size} users within ${Math.round(length / minute)} minutes`, allOf(signIns), signIns);
}

/** The background has attackers of its own: those who tried enough users are to be found, the others are not. */
function ofBackground({ survey }: Stage): Story[] {
  return survey.sprays.map(({ ip, users, first, last }) => ({
    kind: users.size >= 10 ? "attack" : "nearMiss",
    what: `${users.size} users within an hour, in the background`,
    about: [ip, ...users],
    signIns: [],
    span: { first, last },
  }));
}

function fewUsers({ random, crowd, address, moment, signIn }: Stage): Story {
  const [from, at] = [address(), moment(hour)];
  const tries = crowd(9).flatMap((user) =>
    scattered(random, 3, at, hour).map((time) => signIn(user, time, from, 50126)),
  );
  return nearMiss("9 users within an hour, each three times", [from.ip], tries, { twice: true });
}

function tooSlow({ crowd, address, moment, signIn }: Stage): Story {
  const [from, users] = [address(), crowd(10)];
  const times = evenly(users.length, moment(2 * hour), 68 * minute);
  const tries = users.map((user, place) => signIn(user, times[place] ?? 0, from, 50126));
  return nearMiss("10 users within 68 minutes", [from.ip], tries);
}

function manyAddresses({ random, crowd, address, moment, signIn }: Stage): Story {
  const [at, from] = [moment(hour), Array.from({ length: 30 }, () => address())];
  const tries = crowd(30).map((user, place) => signIn(user, at + random.whole(0, hour), from[place], 50126));
  return nearMiss("30 users within an hour, each from an address of its own", allOf(tries), tries);
}

function office({ random, crowd, address, daytime, signIn }: Stage, size: number): Story {
  const [from, at] = [address(), daytime(2 * hour)];
  const mornings = crowd(size, from.country).flatMap((user) => {
    const time = at + random.whole(0, hour);
    return [signIn(user, time, from, 50126), signIn(user, time + 30_000, from)];
  });
  return lookAlike(`an office in which ${size} mistype in one hour`, [from.ip], mornings);
}

function gateway({ crowd, address, daytime, signIn }: Stage): Story {
  const from = address();
  const users = crowd(16, from.country);
  const times = evenly(users.length, daytime(17 * hour), 16 * hour);
  const mistyped = users.flatMap((user, place) => {
    const at = times[place] ?? 0;
    return [signIn(user, at, from, 50126), signIn(user, at + minute, from)];
  });
  return lookAlike("a gateway behind which 16 mistype in a day", [from.ip], mistyped);
}
