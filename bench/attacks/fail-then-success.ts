import { hour } from "../generator/data-set.ts";
import type { Stage } from "./stage.ts";
import { attack, lookAlike, nearMiss, type Story } from "./story.ts";
import { evenly, minute, scattered, sizesFrom } from "./times.ts";

export function failThenSuccess(stage: Stage): Story[] {
  return [
    ...sizesFrom(stage.random, 10, 250).map((failures) => guessed(stage, failures)),
    fewFailures(stage),
    tooLate(stage),
    neverIn(stage),
    phone(stage, 15),
    phone(stage, 4),
    forgetful(stage),
  ];
}

/** The last guess is right, or the password is used from elsewhere. */
function guessed({ random, colleague, address, moment, signIn }: Stage, failures: number): Story {
  const [user, at, from] = [colleague(), moment(2 * hour), address()];
  const length = random.whole(2 * minute, 40 * minute);
  const tries = scattered(random, failures, at, length).map((time) => signIn(user, time, from, 50126));
  const entry = at + length + random.whole(1_000, hour - length);
  const elsewhere = random.chance(0.3);
  return attack(
    `${failures} wrong passwords within ${Math.round(length / minute)} minutes, then in${elsewhere ? " from elsewhere" : ""}`,
    [user.id],
    [...tries, signIn(user, entry, elsewhere ? address(from.country) : from)],
  );
}

function fewFailures({ random, stranger, everyday, moment, signIn }: Stage): Story {
  const [user, at] = [stranger(), moment(hour)];
  const tries = scattered(random, 9, at, 50 * minute).map((time) => signIn(user, time, undefined, 50126));
  return nearMiss(
    "9 wrong passwords within 50 minutes, then in",
    [user.id],
    [...tries, signIn(user, at + 55 * minute)],
    {
      everyday: everyday(user, undefined, at),
      twice: true,
    },
  );
}

function tooLate({ stranger, everyday, address, moment, signIn }: Stage): Story {
  const [user, at, from] = [stranger(), moment(2 * hour), address()];
  const tries = evenly(10, at, 30 * minute).map((time) => signIn(user, time, from, 50126));
  return nearMiss(
    "10 wrong passwords, in 61 minutes after the first",
    [user.id],
    [...tries, signIn(user, at + 61 * minute)],
    {
      everyday: everyday(user, undefined, at),
    },
  );
}

function neverIn({ random, stranger, address, moment, signIn }: Stage): Story {
  const [user, from] = [stranger(), address()];
  const tries = scattered(random, 40, moment(hour), 50 * minute).map((time) =>
    signIn(user, time, from, 50126),
  );
  return nearMiss("40 wrong passwords within 50 minutes, never in", [user.id], tries);
}

/** @param every minutes */
function phone({ stranger, everyday, daytime, signIn }: Stage, every: number): Story {
  const [user, at] = [stranger(), daytime(7 * hour)];
  const tries = evenly((6 * 60) / every, at, 6 * hour).map((time) =>
    signIn(user, time, undefined, 50126, { clientAppUsed: "Exchange ActiveSync" }),
  );
  const work = [1, 3, 5].map((hours) => signIn(user, at + hours * hour + 90_000));
  return lookAlike(
    `a phone with an old password, every ${every} minutes, whose owner works beside it`,
    [user.id],
    [...tries, ...work],
    { everyday: everyday(user, undefined, at) },
  );
}

function forgetful({ random, stranger, everyday, daytime, signIn }: Stage): Story {
  const [user, at] = [stranger(), daytime(hour)];
  const tries = scattered(random, 5, at, 3 * minute).map((time) => signIn(user, time, undefined, 50126));
  return lookAlike(
    "somebody who mistypes five times and gets in",
    [user.id],
    [...tries, signIn(user, at + 4 * minute)],
    {
      everyday: everyday(user, undefined, at),
    },
  );
}
