import { day, hour } from "../generator/data-set.ts";
import type { Address } from "../generator/population.ts";
import { range } from "./range.ts";
import { marksOf, type Stage } from "./stage.ts";
import { attack, lookAlike, nearMiss, type Story } from "./story.ts";
import { sizesFrom } from "./times.ts";

export function spNewIp(stage: Stage): Story[] {
  return [
    ...sizesFrom(stage.random, 1, 60).map((uses) => stolenSecret(stage, uses)),
    knownOfAnother(stage),
    usedBefore(stage, 1),
    usedBefore(stage, 29),
    moved(stage),
    newService(stage),
  ];
}

/** Somebody else has the secret. */
function stolenSecret({ random, principal, address, moment, workload }: Stage, uses: number): Story {
  const [who, from, at] = [principal(), address(), moment(day)];
  return attack(
    `a stolen secret, ${uses} sign-ins`,
    marksOf(who, from),
    Array.from({ length: uses }, (_, place) =>
      workload(who, at + place * random.whole(1, 20 * 60_000), from),
    ),
  );
}

/** New for this one, though another has been there every day. */
function knownOfAnother({ principal, newPrincipal, moment, workload }: Stage): Story {
  const [who, other, at] = [principal(), newPrincipal(), moment(day)];
  const from = other.addresses[0] as Address;
  const before = Array.from({ length: 20 }, (_, days) =>
    workload(other, range.from - days * day - hour, from),
  );
  return attack(
    "a stolen secret, used where another service principal is known",
    marksOf(who, from),
    [workload(who, at, from)],
    {
      everyday: before,
    },
  );
}

function usedBefore({ newPrincipal, address, moment, workload }: Stage, days: number): Story {
  const [who, from, at] = [newPrincipal(), address(), moment()];
  return nearMiss(
    `an address used ${days} days before the range`,
    marksOf(who, from),
    [workload(who, at, from)],
    {
      everyday: [workload(who, range.from - days * day, from)],
    },
  );
}

function moved({ principal, address, daytime, workload }: Stage): Story {
  const [who, from, at] = [principal(), address(), daytime(day)];
  return lookAlike(
    "a server that moved",
    marksOf(who, from),
    Array.from({ length: 24 }, (_, hours) => workload(who, at + hours * hour, from)),
  );
}

function newService({ newPrincipal, address, daytime, workload }: Stage): Story {
  const [who, from, at] = [newPrincipal(), address(), daytime(day)];
  return lookAlike(
    "a service on its first day",
    marksOf(who, from),
    Array.from({ length: 24 }, (_, hours) => workload(who, at + hours * hour, from)),
  );
}
