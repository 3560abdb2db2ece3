import { hour } from "../generator/data-set.ts";
import { denied, wrongCode } from "./mfa.ts";
import type { Stage } from "./stage.ts";
import { attack, lookAlike, nearMiss, type Story } from "./story.ts";
import { evenly, minute, scattered, sizesFrom } from "./times.ts";

export function mfaCodeGuessing(stage: Stage): Story[] {
  return [
    ...sizesFrom(stage.random, 5, 120).map((codes) => guessing(stage, codes)),
    fewCodes(stage),
    tooSlow(stage),
    letPass(stage),
    rowsOfOneAnswer(stage),
    wrongClock(stage),
    mistyped(stage),
  ];
}

/** One-time codes, or the numbers of prompts. */
function guessing({ random, colleague, address, moment, signIn }: Stage, codes: number): Story {
  const [user, from, at] = [colleague(), address(), moment(hour)];
  const [length, isNumber] = [random.whole(2 * minute, hour), random.chance(0.4)];
  return attack(
    `${codes} wrong ${isNumber ? "numbers" : "codes"} within ${Math.round(length / minute)} minutes`,
    [user.id],
    scattered(random, codes, at, length).map((time) =>
      signIn(user, time, from, 500121, wrongCode(time, isNumber)),
    ),
  );
}

function fewCodes({ random, stranger, address, moment, signIn }: Stage): Story {
  const [user, from, at] = [stranger(), address(), moment(hour)];
  return nearMiss(
    "4 wrong codes within 20 minutes",
    [user.id],
    scattered(random, 4, at, 20 * minute).map((time) => signIn(user, time, from, 500121, wrongCode(time))),
    { twice: true },
  );
}

function tooSlow({ stranger, address, moment, signIn }: Stage): Story {
  const [user, from, at] = [stranger(), address(), moment(2 * hour)];
  return nearMiss(
    "5 wrong codes within 61 minutes",
    [user.id],
    evenly(5, at, 61 * minute).map((time) => signIn(user, time, from, 500121, wrongCode(time))),
  );
}

function letPass({ random, stranger, address, moment, signIn }: Stage): Story {
  const [user, from, at] = [stranger(), address(), moment(hour)];
  return nearMiss(
    "8 prompts that nobody answered",
    [user.id],
    scattered(random, 8, at, 50 * minute).map((time) => signIn(user, time, from, 500121, denied(time, true))),
  );
}

function rowsOfOneAnswer({ random, stranger, address, moment, signIn }: Stage): Story {
  const [user, from, at] = [stranger(), address(), moment(hour)];
  const rows = Array.from({ length: 4 }, (_, place) => at + place * 10 * minute).flatMap((time) => {
    const originalRequestId = random.guid();
    return [0, 4_000].map((later) =>
      signIn(user, time + later, from, 500121, { ...wrongCode(time), originalRequestId }),
    );
  });
  return nearMiss("4 wrong codes, each in two rows", [user.id], rows);
}

function wrongClock({ random, stranger, everyday, daytime, signIn }: Stage): Story {
  const [user, at] = [stranger(), daytime(hour)];
  return lookAlike(
    "a phone whose clock is wrong: 6 wrong codes at home",
    [user.id],
    scattered(random, 6, at, 10 * minute).map((time) =>
      signIn(user, time, undefined, 500121, wrongCode(time)),
    ),
    { everyday: everyday(user, undefined, at) },
  );
}

function mistyped({ stranger, everyday, daytime, signIn }: Stage): Story {
  const [user, at] = [stranger(), daytime(hour)];
  return lookAlike(
    "somebody who mistypes two codes and gets in",
    [user.id],
    [
      ...[0, minute].map((later) => signIn(user, at + later, undefined, 500121, wrongCode(at + later))),
      signIn(user, at + 2 * minute),
    ],
    { everyday: everyday(user, undefined, at) },
  );
}
