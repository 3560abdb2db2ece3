import { day, hour } from "../generator/data-set.ts";
import { approved, denied, reported, wrongCode } from "./mfa.ts";
import { range } from "./range.ts";
import type { Stage } from "./stage.ts";
import { attack, lookAlike, nearMiss, type Story } from "./story.ts";
import { minute, scattered, sizesFrom } from "./times.ts";

export function mfaDenied(stage: Stage): Story[] {
  return [
    ...sizesFrom(stage.random, 1, 12).map((prompts) => unwanted(stage, prompts)),
    letPass(stage),
    wrongNumbers(stage),
    longAgo(stage),
    slip(stage),
    needlessPrompts(stage),
  ];
}

/** Somebody has the password, and the user declines or reports what comes of it. */
function unwanted({ random, colleague, address, moment, signIn }: Stage, prompts: number): Story {
  const [user, from, at] = [colleague(), address(), moment(day)];
  const [length, isReported] = [random.whole(5 * minute, 20 * hour), random.chance(0.3)];
  return attack(
    `${prompts} prompts ${isReported ? "reported" : "declined"}`,
    [user.id],
    scattered(random, prompts, at, length).map((time) =>
      signIn(user, time, from, 500121, isReported ? reported(time) : denied(time)),
    ),
  );
}

function letPass({ random, stranger, address, moment, signIn }: Stage): Story {
  const [user, from, at] = [stranger(), address(), moment(hour)];
  return nearMiss(
    "4 prompts that nobody answered",
    [user.id],
    scattered(random, 4, at, hour).map((time) => signIn(user, time, from, 500121, denied(time, true))),
  );
}

function wrongNumbers({ random, stranger, address, moment, signIn }: Stage): Story {
  const [user, from, at] = [stranger(), address(), moment(hour)];
  return nearMiss(
    "3 prompts with a wrong number",
    [user.id],
    scattered(random, 3, at, hour).map((time) => signIn(user, time, from, 500121, wrongCode(time, true))),
  );
}

function longAgo({ stranger, everyday, moment, signIn }: Stage): Story {
  const [user, at] = [stranger(), moment()];
  const before = range.from - day;
  return nearMiss(
    "declined a day before the range, approved in it",
    [user.id],
    [signIn(user, at, undefined, 0, approved(at))],
    {
      everyday: [...everyday(user, undefined, at), signIn(user, before, undefined, 500121, denied(before))],
    },
  );
}

function slip({ stranger, everyday, daytime, signIn }: Stage): Story {
  const [user, at] = [stranger(), daytime()];
  return lookAlike(
    "a slip of the thumb at home, mended later",
    [user.id],
    [
      signIn(user, at, undefined, 500121, denied(at)),
      signIn(user, at + 2 * hour, undefined, 0, approved(at + 2 * hour)),
    ],
    { everyday: everyday(user, undefined, at) },
  );
}

function needlessPrompts({ stranger, everyday, daytime, signIn }: Stage): Story {
  const [user, at] = [stranger(), daytime(day)];
  const times = [0, 7, 23].map((hours) => at + hours * hour);
  return lookAlike(
    "a device that asks for no reason, and is declined for weeks",
    [user.id],
    times.map((time) => signIn(user, time, undefined, 500121, denied(time))),
    {
      everyday: [
        ...everyday(user, undefined, at),
        ...[2, 5, 9, 14, 20].map((days) => {
          const time = range.from - days * day;
          return signIn(user, time, undefined, 500121, denied(time));
        }),
      ],
    },
  );
}
