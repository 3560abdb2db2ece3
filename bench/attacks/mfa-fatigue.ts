import { day, hour } from "../generator/data-set.ts";
import { denied } from "./mfa.ts";
import type { Stage } from "./stage.ts";
import { attack, lookAlike, nearMiss, type Story } from "./story.ts";
import { evenly, minute, scattered, sizesFrom } from "./times.ts";

export function mfaFatigue(stage: Stage): Story[] {
  return [
    ...sizesFrom(stage.random, 5, 60).map((prompts) => bombing(stage, prompts)),
    fewPrompts(stage),
    tooSlow(stage),
    rowsOfOneAnswer(stage),
    breakfast(stage),
  ];
}

/** Prompts of requests of their own; some are denied, others let pass. */
function bombing({ random, colleague, address, moment, signIn }: Stage, prompts: number): Story {
  const [user, from, at] = [colleague(), address(), moment(hour)];
  const length = random.whole(10 * minute, hour);
  const answers = scattered(random, prompts, at, length).map((time) =>
    signIn(user, time, from, 500121, denied(time, random.chance(0.4))),
  );
  return attack(`${prompts} prompts within ${Math.round(length / minute)} minutes`, [user.id], answers);
}

function fewPrompts({ random, stranger, address, moment, signIn }: Stage): Story {
  const [user, from] = [stranger(), address()];
  const answers = scattered(random, 4, moment(hour), 30 * minute).map((time) =>
    signIn(user, time, from, 500121, denied(time)),
  );
  return nearMiss("4 prompts within 30 minutes", [user.id], answers, { twice: true });
}

function tooSlow({ stranger, address, moment, signIn }: Stage): Story {
  const [user, from] = [stranger(), address()];
  const answers = evenly(5, moment(2 * hour), 81 * minute).map((time) =>
    signIn(user, time, from, 500121, denied(time)),
  );
  return nearMiss("5 prompts within 81 minutes", [user.id], answers);
}

/** Interactive and non-interactive rows tell of the same answer. */
function rowsOfOneAnswer({ stranger, address, moment, random, signIn }: Stage): Story {
  const [user, from, at] = [stranger(), address(), moment(hour)];
  const rows = [0, 20, 40].flatMap((minutes) => {
    const originalRequestId = random.guid();
    return [0, 2_000, 5_000].map((later) => {
      const time = at + minutes * minute + later;
      return signIn(user, time, from, 500121, { ...denied(time), originalRequestId });
    });
  });
  return nearMiss("3 prompts within an hour, three rows of each", [user.id], rows);
}

function breakfast({ stranger, everyday, daytime, signIn }: Stage): Story {
  const [user, at] = [stranger(), daytime(day)];
  const answers = [0, 1].flatMap((days) =>
    [0, 4].map((minutes) => {
      const time = at + days * day + minutes * minute;
      return signIn(user, time, undefined, 500121, denied(time, true));
    }),
  );
  return lookAlike("somebody who lets two prompts pass each morning", [user.id], answers, {
    everyday: everyday(user),
  });
}
