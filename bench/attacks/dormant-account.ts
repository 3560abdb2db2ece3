import { day, hour } from "../generator/data-set.ts";
import type { Stage } from "./stage.ts";
import { attack, lookAlike, nearMiss, type Story } from "./story.ts";

/** Days of silence: just enough, and more. */
const silences = [30, 30.05, 31, 33, 36];

export function dormantAccount(stage: Stage): Story[] {
  return [...silences.map((days) => back(stage, days)), tooSoon(stage), neverIn(stage), newColleague(stage)];
}

/** Somebody who was there every day, and then not. */
function back({ random, stranger, everyday, address, moment, signIn }: Stage, days: number): Story {
  const [user, at, from] = [stranger(), moment(day), address()];
  const gone = at - days * day;
  return attack(
    `back after ${days} days`,
    [user.id],
    [0, 1, 2].map((place) => signIn(user, at + place * random.whole(1, 5 * hour), from)),
    { everyday: [...everyday(user, gone - 7 * day, gone), signIn(user, gone)] },
  );
}

function tooSoon({ stranger, everyday, moment, signIn }: Stage): Story {
  const [user, at] = [stranger(), moment(day)];
  const gone = at - 29.9 * day;
  return nearMiss("back after 29.9 days", [user.id], [signIn(user, at)], {
    everyday: [...everyday(user, gone - 7 * day, gone), signIn(user, gone)],
  });
}

function neverIn({ stranger, everyday, address, moment, signIn }: Stage): Story {
  const [user, at, from] = [stranger(), moment(day), address()];
  const gone = at - 33 * day;
  const tries = [0, 1, 2, 3].map((hours) => signIn(user, at + hours * hour, from, 50126));
  return nearMiss("wrong passwords after 33 days, never in", [user.id], tries, {
    everyday: everyday(user, gone - 7 * day, gone),
  });
}

function newColleague({ stranger, everyday, daytime, signIn }: Stage): Story {
  const [user, at] = [stranger(), daytime(day)];
  return lookAlike("a new colleague on the first day", [user.id], [signIn(user, at), ...everyday(user, at)]);
}
