import { fastest } from "../../src/hunts/travel.ts";
import { day, hour } from "../generator/data-set.ts";
import type { Address } from "../generator/population.ts";
import { homeOf, kilometresOf, type Stage } from "./stage.ts";
import { attack, lookAlike, nearMiss, type Story } from "./story.ts";
import { minute } from "./times.ts";
import type { Person } from "./person.ts";

/** Of the speed that is just possible. */
const paces = [1.02, 1.05, 1.5, 3, 10, 50, 200];

export function impossibleTravel(stage: Stage): Story[] {
  return [
    ...paces.map((pace) => jump(stage, pace)),
    failedAbroad(stage),
    nearby(stage),
    traveller(stage, 0.98),
    traveller(stage, 0.7),
    gateway(stage),
  ];
}

/** At home, and then far away. */
function jump(stage: Stage, pace: number): Story {
  const [user, at] = [stage.colleague(), stage.moment(day)];
  const { there, hours } = tripOf(stage, user);
  const arrival = at + Math.round((hours * hour) / pace);
  return attack(
    `home and abroad at ${pace} × the speed of an airliner`,
    [user.id],
    [stage.signIn(user, at), stage.signIn(user, arrival, there)],
  );
}

function failedAbroad(stage: Stage): Story {
  const [user, at] = [stage.stranger(), stage.moment(hour)];
  const { there } = tripOf(stage, user);
  const tries = [5, 10, 15].map((minutes) => stage.signIn(user, at + minutes * minute, there, 50126));
  return nearMiss(
    "wrong passwords from abroad, successes at home",
    [user.id],
    [stage.signIn(user, at), ...tries],
    {
      everyday: stage.everyday(user),
    },
  );
}

/** Some 440 km by latitude: carriers place a phone that far from where it is. */
function nearby({ stranger, everyday, address, moment, signIn }: Stage): Story {
  const [user, at] = [stranger(), moment(hour)];
  const home = homeOf(user);
  const there = { ...address(home.country), latitude: home.latitude + 4, longitude: home.longitude };
  return nearMiss(
    "440 km in five minutes",
    [user.id],
    [signIn(user, at, home), signIn(user, at + 5 * minute, there)],
    {
      everyday: everyday(user, undefined, at),
    },
  );
}

/** Home, abroad for two days, and home again, at such a part of what is possible. */
function traveller(stage: Stage, pace: number): Story {
  const [user, at] = [stage.stranger(), stage.daytime(day)];
  const { there, hours } = tripOf(stage, user);
  const arrival = at + Math.round((hours * hour) / pace);
  const abroad = [0, 3, 24].map((later) => stage.signIn(user, arrival + later * hour, there));
  return lookAlike(
    `a traveller by plane, at ${pace} × its speed`,
    [user.id],
    [stage.signIn(user, at), ...abroad],
    {
      everyday: stage.everyday(user, undefined, at),
    },
  );
}

function gateway(stage: Stage): Story {
  const [user, at] = [stage.stranger(), stage.daytime(hour)];
  const { there } = tripOf(stage, user);
  return lookAlike(
    "a VPN that ends in another country",
    [user.id],
    [stage.signIn(user, at), stage.signIn(user, at + 2 * minute, there)],
    { everyday: stage.everyday(user, undefined, at) },
  );
}

/** Somewhere far away, and the hours that the fastest way there takes. */
function tripOf({ addressAbroad }: Stage, user: Person): { there: Address; hours: number } {
  const there = addressAbroad(user);
  return { there, hours: kilometresOf(homeOf(user), there) / fastest };
}
