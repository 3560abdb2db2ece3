import { day, hour } from "../generator/data-set.ts";
import type { Address } from "../generator/population.ts";
import { marksOf, type Stage } from "./stage.ts";
import { attack, lookAlike, nearMiss, type Story } from "./story.ts";
import { evenly, minute, scattered, sizesFrom } from "./times.ts";

const wrong = 7000215;
const expired = 7000222;

export function spGuessing(stage: Stage): Story[] {
  return [
    ...sizesFrom(stage.random, 10, 250).map((tries) => guessing(stage, tries)),
    almost(stage, "9 wrong secrets", 9, 30 * minute, wrong),
    almost(stage, "10 expired secrets", 10, 30 * minute, expired),
    tooSlow(stage),
    twoAddresses(stage),
    brokenDeployment(stage, 5),
    brokenDeployment(stage, 10),
  ];
}

/** Now and then one of them is right. */
function guessing({ random, principal, address, moment, workload }: Stage, tries: number): Story {
  const [who, from, at] = [principal(), address(), moment(2 * hour)];
  const length = random.whole(minute, hour);
  const inside = random.chance(0.3) ? [workload(who, at + length + 10 * minute, from)] : [];
  return attack(`${tries} wrong secrets within ${Math.round(length / minute)} minutes`, marksOf(who, from), [
    ...scattered(random, tries, at, length).map((time) => workload(who, time, from, wrong)),
    ...inside,
  ]);
}

function almost(
  { random, newPrincipal, address, moment, workload }: Stage,
  what: string,
  tries: number,
  length: number,
  code: number,
): Story {
  const [who, from, at] = [newPrincipal(), address(), moment(hour)];
  return nearMiss(
    `${what} within ${length / minute} minutes`,
    marksOf(who, from),
    scattered(random, tries, at, length).map((time) => workload(who, time, from, code)),
    { twice: true },
  );
}

function tooSlow({ newPrincipal, address, moment, workload }: Stage): Story {
  const [who, from, at] = [newPrincipal(), address(), moment(2 * hour)];
  return nearMiss(
    "10 wrong secrets within 61 minutes",
    marksOf(who, from),
    evenly(10, at, 61 * minute).map((time) => workload(who, time, from, wrong)),
  );
}

function twoAddresses({ random, newPrincipal, address, moment, workload }: Stage): Story {
  const [who, one, other, at] = [newPrincipal(), address(), address(), moment(hour)];
  return nearMiss(
    "18 wrong secrets, half of them from another address",
    marksOf(who, one, other),
    [one, other].flatMap((from) =>
      scattered(random, 9, at, 30 * minute).map((time) => workload(who, time, from, wrong)),
    ),
  );
}

/** @param every minutes */
function brokenDeployment({ newPrincipal, moment, workload }: Stage, every: number): Story {
  const [who, at] = [newPrincipal(), moment(day)];
  const home = who.addresses[0] as Address;
  return lookAlike(
    `a deployment with a mistake in its settings, every ${every} minutes`,
    marksOf(who, home),
    Array.from({ length: (20 * 60) / every }, (_, place) =>
      workload(who, at + place * every * minute, home, wrong),
    ),
  );
}
