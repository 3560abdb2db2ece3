import type { SignIn } from "../../src/signin/sign-in.ts";
import { day, hour } from "../generator/data-set.ts";
import { range } from "./range.ts";
import { homeOf, type Stage } from "./stage.ts";
import { allOf, attack, lookAlike, nearMiss, type Story } from "./story.ts";
import { evenly, minute, scattered, sizesFrom } from "./times.ts";

export function distributedSpray(stage: Stage): Story[] {
  return [
    ...sizesFrom(stage.random, 20, 300).map((size) => botnet(stage, size)),
    almost(stage, 19, 25),
    almost(stage, 25, 19),
    tooSlow(stage),
    morning(stage),
    manyPrograms(stage),
  ];
}

/** Each address tries another user; now and then a password is right. */
function botnet(stage: Stage, size: number): Story {
  const { random, crowd, moment, signIn } = stage;
  const [at, userAgent, users, from] = [moment(hour), toolOf(stage), crowd(size), addresses(stage, size)];
  const length = random.whole(5 * minute, 30 * minute);
  const times = scattered(random, size, at, length);
  const tries = users.map((user, place) =>
    signIn(user, times[place] ?? at, from[place], random.pick([50126, 50126, 50126, 50053, 50034]), {
      userAgent,
    }),
  );
  // Beyond those that it takes: whoever gets in where they failed counts as no victim of guessing.
  const [victim] = size > 40 && random.chance(0.5) ? users : [];
  const entry = victim === undefined ? [] : [signIn(victim, at + length + minute, from[0], 0, { userAgent })];
  const signIns = [...tries, ...entry];
  return attack(
    `${size} users from as many addresses within ${Math.round(length / minute)} minutes`,
    allOf(signIns),
    signIns,
  );
}

function almost(stage: Stage, users: number, size: number): Story {
  const { random, crowd, moment, signIn } = stage;
  const [at, userAgent, from, tried] = [moment(hour), toolOf(stage), addresses(stage, size), crowd(users)];
  const most = Math.max(users, size);
  return nearMiss(
    `${users} users from ${size} addresses within 25 minutes`,
    [userAgent],
    scattered(random, most, at, 25 * minute).flatMap((time, place): SignIn[] => {
      const user = tried[place % users];
      return user === undefined ? [] : [signIn(user, time, from[place % size], 50126, { userAgent })];
    }),
    { twice: true },
  );
}

function tooSlow(stage: Stage): Story {
  const { crowd, moment, signIn } = stage;
  const [at, userAgent, from] = [moment(hour), toolOf(stage), addresses(stage, 20)];
  const times = evenly(20, at, 32 * minute);
  return nearMiss(
    "20 users from 20 addresses within 32 minutes",
    [userAgent],
    crowd(20).map((user, place) => signIn(user, times[place] ?? at, from[place], 50126, { userAgent })),
  );
}

/** Everybody with the browser that all have, who mistypes and gets in. */
function morning({ random, stranger, daytime, signIn }: Stage): Story {
  const [at, userAgent] = [daytime(hour), `Mozilla/5.0 (Windows NT 10.0) Edg/141.0.${random.whole(1, 99)}`];
  const users = Array.from({ length: 40 }, () => stranger());
  const mistyped = users.map((user) => {
    const time = at + random.whole(0, 30 * minute);
    return [
      signIn(user, time, homeOf(user), 50126, { userAgent }),
      signIn(user, time + minute, homeOf(user), 0, { userAgent }),
    ];
  });
  return lookAlike("a busy morning in which 40 mistype and get in", [userAgent], mistyped.flat(), {
    everyday: users.map((user) => signIn(user, range.from - day + random.whole(0, hour))),
  });
}

/** Old passwords after a change, each in a program of its own. */
function manyPrograms({ random, stranger, daytime, signIn }: Stage): Story {
  const at = daytime(hour);
  const phones = Array.from({ length: 40 }, (_, place) => {
    const user = stranger();
    const userAgent = `Mail/${random.whole(1, 99)}.${place}`;
    return signIn(user, at + random.whole(0, 30 * minute), homeOf(user), 50126, { userAgent });
  });
  return lookAlike(
    "40 phones with old passwords, each with a program of its own",
    phones.map(({ userAgent = "" }) => userAgent),
    phones,
  );
}

function toolOf({ random }: Stage): string {
  return `Mozilla/5.0 (X11; Linux x86_64) Spray/${random.whole(1, 1_000_000)}`;
}

function addresses({ address }: Stage, size: number): ReturnType<Stage["address"]>[] {
  return Array.from({ length: size }, () => address());
}
