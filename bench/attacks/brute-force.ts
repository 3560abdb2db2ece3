import { hour } from "../generator/data-set.ts";
import type { Stage } from "./stage.ts";
import { attack, lookAlike, nearMiss, type Story } from "./story.ts";
import { evenly, minute, scattered, sizesFrom } from "./times.ts";

export function bruteForce(stage: Stage): Story[] {
  return [
    ...sizesFrom(stage.random, 10, 250).map((failures) => guessing(stage, failures)),
    fewFailures(stage),
    tooSlow(stage),
    deliveredTwice(stage),
    phone(stage, 10),
    phone(stage, 3),
    script(stage, 2),
    script(stage, 0.5),
    forgetful(stage),
  ];
}

/** From one address or some. */
function guessing({ random, colleague, address, moment, signIn }: Stage, failures: number): Story {
  const [user, at] = [colleague(), moment(hour)];
  const from = Array.from({ length: random.whole(1, 4) }, () => address());
  const length = random.whole(minute, 10 * minute);
  const tries = scattered(random, failures, at, length).map((time) =>
    signIn(user, time, random.pick(from), random.chance(0.8) ? 50126 : 50053),
  );
  return attack(
    `${failures} wrong passwords within ${Math.round(length / minute)} minutes, from ${from.length} addresses`,
    [user.id],
    tries,
  );
}

function fewFailures({ random, stranger, address, moment, signIn }: Stage): Story {
  const [user, from] = [stranger(), address()];
  const tries = scattered(random, 9, moment(hour), 10 * minute).map((time) =>
    signIn(user, time, from, 50126),
  );
  return nearMiss("9 wrong passwords within 10 minutes", [user.id], tries);
}

function tooSlow({ stranger, address, moment, signIn }: Stage): Story {
  const [user, from] = [stranger(), address()];
  const tries = evenly(10, moment(hour), 11.5 * minute).map((time) => signIn(user, time, from, 50126));
  return nearMiss("10 wrong passwords within 11.5 minutes", [user.id], tries);
}

function deliveredTwice({ random, stranger, address, moment, signIn }: Stage): Story {
  const [user, from] = [stranger(), address()];
  const tries = scattered(random, 8, moment(hour), 5 * minute).map((time) => signIn(user, time, from, 50126));
  return nearMiss("8 wrong passwords within 5 minutes, each delivered twice", [user.id], tries, {
    twice: true,
  });
}

/** @param every minutes */
function phone({ stranger, everyday, daytime, signIn }: Stage, every: number): Story {
  const [user, at] = [stranger(), daytime(7 * hour)];
  const tries = evenly((6 * 60) / every, at, 6 * hour).map((time) =>
    signIn(user, time, undefined, 50126, { clientAppUsed: "Exchange ActiveSync" }),
  );
  return lookAlike(`a phone with an old password, every ${every} minutes`, [user.id], tries, {
    everyday: everyday(user),
  });
}

/** @param every minutes */
function script({ stranger, address, daytime, signIn }: Stage, every: number): Story {
  const [user, from] = [stranger(), address()];
  const tries = evenly(60 / every, daytime(hour), hour).map((time) => signIn(user, time, from, 50126));
  return lookAlike(`a batch script with an old password, every ${every * 60} seconds`, [user.id], tries);
}

function forgetful({ random, stranger, everyday, daytime, signIn }: Stage): Story {
  const [user, at] = [stranger(), daytime(hour)];
  const tries = scattered(random, 6, at, 4 * minute).map((time) => signIn(user, time, undefined, 50126));
  return lookAlike(
    "somebody who mistypes six times and gets in",
    [user.id],
    [...tries, signIn(user, at + 5 * minute)],
    {
      everyday: everyday(user),
    },
  );
}
