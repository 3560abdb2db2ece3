import { day, hour } from "../generator/data-set.ts";
import type { Address } from "../generator/population.ts";
import { marksOf, type Stage } from "./stage.ts";
import { attack, lookAlike, nearMiss, type Story } from "./story.ts";
import { evenly, minute, scattered, sizesFrom } from "./times.ts";

const wrong = 7000215;
const expired = 7000222;

export function spSecrets(stage: Stage): Story[] {
  return [
    ...sizesFrom(stage.random, 3, 60).map((tries) => found(stage, tries)),
    fewTries(stage),
    tooLate(stage),
    neverIn(stage),
    before(stage),
    replacedLate(stage),
    forgottenServer(stage),
  ];
}

/** Somebody tries the secrets that they have found. */
function found({ random, principal, address, moment, workload }: Stage, tries: number): Story {
  const [who, from, at] = [principal(), address(), moment(day)];
  const length = random.whole(minute, 20 * hour);
  const entry = at + length + random.whole(1_000, day - length - 1);
  const used = random.chance(0.7) ? from : address();
  return attack(
    `${tries} wrong or expired secrets within ${Math.round(length / minute)} minutes, then in`,
    marksOf(who, from, used),
    [
      ...scattered(random, tries, at, length).map((time) =>
        workload(who, time, from, random.pick([wrong, expired])),
      ),
      workload(who, entry, used),
    ],
  );
}

function fewTries({ random, newPrincipal, address, moment, workload }: Stage): Story {
  const [who, from, at] = [newPrincipal(), address(), moment(day)];
  const tries = scattered(random, 2, at, hour).map((time) => workload(who, time, from, wrong));
  return nearMiss(
    "2 wrong secrets, then in",
    marksOf(who, from),
    [...tries, workload(who, at + 2 * hour, from)],
    {
      twice: true,
    },
  );
}

function tooLate({ newPrincipal, address, moment, workload }: Stage): Story {
  const [who, from, at] = [newPrincipal(), address(), moment(2 * day)];
  return nearMiss("3 wrong secrets, in a day and a minute after the first", marksOf(who, from), [
    ...evenly(3, at, hour).map((time) => workload(who, time, from, wrong)),
    workload(who, at + day + minute, from),
  ]);
}

function neverIn({ random, newPrincipal, address, moment, workload }: Stage): Story {
  const [who, from, at] = [newPrincipal(), address(), moment(day)];
  return nearMiss(
    "40 expired secrets, never in",
    marksOf(who, from),
    scattered(random, 40, at, day).map((time) => workload(who, time, from, expired)),
  );
}

function before({ random, newPrincipal, address, moment, workload }: Stage): Story {
  const [who, from, at] = [newPrincipal(), address(), moment(day)];
  return nearMiss("in, then 9 wrong secrets", marksOf(who, from), [
    workload(who, at, from),
    ...scattered(random, 9, at + minute, hour).map((time) => workload(who, time, from, wrong)),
  ]);
}

function replacedLate({ newPrincipal, moment, workload }: Stage): Story {
  const [who, at] = [newPrincipal(), moment(day)];
  const home = who.addresses[0] as Address;
  return lookAlike(
    "a secret that is replaced when it has expired for 10 hours",
    marksOf(who, home),
    [
      ...evenly(11, at, 10 * hour).map((time) => workload(who, time, home, expired)),
      workload(who, at + 11 * hour, home),
    ],
    { everyday: evenly(20, at - 5 * day, 5 * day - hour).map((time) => workload(who, time, home)) },
  );
}

function forgottenServer({ newPrincipal, address, moment, workload }: Stage): Story {
  const [who, forgotten, at] = [newPrincipal(), address(), moment(day)];
  const home = who.addresses[0] as Address;
  return lookAlike(
    "one of two servers that still has the old secret",
    marksOf(who, forgotten, home),
    evenly(12, at, 20 * hour).flatMap((time) => [
      workload(who, time, forgotten, expired),
      workload(who, time + 5 * minute, home),
    ]),
  );
}
