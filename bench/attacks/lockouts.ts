import { hour } from "../generator/data-set.ts";
import type { Stage } from "./stage.ts";
import { allOf, attack, lookAlike, nearMiss, type Story } from "./story.ts";
import { evenly, minute, scattered } from "./times.ts";

const locked = 50053;

/** All in calm hours: it counts the whole tenant. */
export function lockouts(stage: Stage): Story[] {
  return [
    ...[5, 6, stage.random.whole(7, 40), 120].map((users) => wave(stage, users)),
    ...ofBackground(stage),
    fewUsers(stage),
    tooSlow(stage),
    service(stage),
  ];
}

/** From many addresses, or from one that has been refused. */
function wave({ random, crowd, address, calmHour, signIn }: Stage, size: number): Story {
  const at = calmHour();
  const from = Array.from({ length: random.chance(0.5) ? 1 : size }, () => address());
  const [times, length] = [random.whole(1, 4), random.whole(minute, 30 * minute)];
  const signIns = crowd(size).flatMap((user, place) =>
    scattered(random, times, at, length).map((time) => signIn(user, time, from[place % from.length], locked)),
  );
  return attack(`${size} accounts within ${Math.round(length / minute)} minutes`, allOf(signIns), signIns);
}

/** Those of the background's attackers who had enough accounts locked. */
function ofBackground({ survey }: Stage): Story[] {
  return survey.sprays
    .filter(({ locks }) => locks >= 5)
    .map(({ locks, first, last }) => ({
      kind: "attack",
      what: `${locks} accounts within 30 minutes, in the background`,
      about: [],
      signIns: [],
      span: { first, last },
    }));
}

function fewUsers(stage: Stage): Story {
  const { random, crowd, address, signIn } = stage;
  const [at, from] = [quietHour(stage), address()];
  const tries = crowd(4).flatMap((user) =>
    scattered(random, 5, at, 20 * minute).map((time) => signIn(user, time, from, locked)),
  );
  return nearMiss("4 accounts within 20 minutes, five times each", [from.ip], tries);
}

function tooSlow(stage: Stage): Story {
  const { crowd, address, signIn } = stage;
  const [at, from] = [quietHour(stage), address()];
  const times = evenly(5, at, 32 * minute);
  const tries = crowd(5).map((user, place) => signIn(user, times[place] ?? at, from, locked));
  return nearMiss("5 accounts within 32 minutes", [from.ip], tries);
}

function service({ random, crowd, address, calmHour, signIn }: Stage): Story {
  const [at, from] = [calmHour(), address()];
  const tries = crowd(8).flatMap((user) =>
    scattered(random, 6, at, 50 * minute).map((time) =>
      signIn(user, time, from, locked, { clientAppUsed: "Exchange Web Services" }),
    ),
  );
  return lookAlike("a service with the old passwords of 8", [from.ip], tries);
}

/** One in which the background locks nobody, nor just before and after it. */
function quietHour(stage: Stage): number {
  const at = stage.calmHour();
  const near = [at - hour, at, at + hour];
  return near.some((start) => stage.survey.locks.has(start)) ? quietHour(stage) : at;
}
