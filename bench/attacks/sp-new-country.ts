import { day, hour } from "../generator/data-set.ts";
import type { Address, Workload } from "../generator/population.ts";
import { range } from "./range.ts";
import { marksOf, type Stage, usualCountries } from "./stage.ts";
import { attack, lookAlike, nearMiss, type Story } from "./story.ts";
import { minute, sizesFrom } from "./times.ts";

export function spNewCountry(stage: Stage): Story[] {
  return [
    ...sizesFrom(stage.random, 1, 60).map((uses) => stolenSecret(stage, uses)),
    seenBefore(stage, 1),
    seenBefore(stage, 29),
    otherCity(stage),
    newRegion(stage),
    newService(stage),
  ];
}

/** The secret is used where the thief is; some do not have the newest one. */
function stolenSecret(stage: Stage, uses: number): Story {
  const { random, principal, moment, workload } = stage;
  const [who, at] = [principal(), moment(day)];
  const [from, code] = [abroad(stage, who), random.chance(0.3) ? 7000222 : 0];
  return attack(
    `${uses} sign-ins from a country that is new for a service principal`,
    marksOf(who, from),
    Array.from({ length: uses }, (_, place) =>
      workload(who, at + place * random.whole(1, 20 * minute), from, code),
    ),
  );
}

function seenBefore(stage: Stage, days: number): Story {
  const { newPrincipal, moment, workload } = stage;
  const [who, at] = [newPrincipal(), moment()];
  const from = abroad(stage, who);
  return nearMiss(
    `a country used ${days} days before the range`,
    marksOf(who, from),
    [workload(who, at, from)],
    { everyday: [workload(who, range.from - days * day, from)] },
  );
}

function otherCity({ newPrincipal, address, moment, workload }: Stage): Story {
  const [who, at] = [newPrincipal(), moment()];
  const home = who.addresses[0] as Address;
  const there = address(home.country);
  return nearMiss("a new address in the same country", marksOf(who, there), [workload(who, at, there)], {
    everyday: [3, 9, 20].map((days) => workload(who, range.from - days * day, home)),
  });
}

function newRegion(stage: Stage): Story {
  const { principal, moment, workload } = stage;
  const [who, at] = [principal(), moment(day)];
  const from = abroad(stage, who);
  return lookAlike(
    "a cloud region that was added",
    marksOf(who, from),
    Array.from({ length: 24 }, (_, hours) => workload(who, at + hours * hour, from)),
  );
}

function newService({ newPrincipal, address, moment, workload }: Stage): Story {
  const [who, from, at] = [newPrincipal(), address(), moment(day)];
  return lookAlike(
    "a service on its first day",
    marksOf(who, from),
    Array.from({ length: 24 }, (_, hours) => workload(who, at + hours * hour, from)),
  );
}

/** An address in a country where a service principal has none. */
function abroad({ random, address }: Stage, { addresses }: Workload): Address {
  const own = new Set(addresses.map(({ country }) => country));
  return address(random.pick(usualCountries.filter((country) => !own.has(country))));
}
