import type { SignIn } from "../../src/signin/sign-in.ts";
import { day, hour, start } from "../generator/data-set.ts";
import { unattended } from "./machines.ts";
import { busy, range } from "./range.ts";
import type { Stage } from "./stage.ts";
import { attack, lookAlike, nearMiss, type Story } from "./story.ts";
import type { Person } from "./person.ts";
import { minute, sizesFrom } from "./times.ts";

/** Hours of the day (UTC) in which they have always worked: what is odd begins four hours later. */
const shift = [8, 10, 12, 14, 16];
const [firstOdd, lastOdd] = [20, 28];

export function oddHours(stage: Stage): Story[] {
  return [
    ...sizesFrom(stage.random, 1, 20).map((signIns) => nightly(stage, signIns)),
    justUsual(stage),
    fewDays(stage),
    failedAtNight(stage),
    inTheBackground(stage),
    onCall(stage),
    farAway(stage),
    earlyBird(stage),
  ];
}

/** The first one is in the first hour that is odd, or deep in the night. */
function nightly(stage: Stage, size: number): Story {
  const { random, stranger, address, signIn } = stage;
  const [user, from, night] = [stranger(), address(), midnightOf(stage)];
  const at = night + random.pick([firstOdd, 22, 25]) * hour + random.whole(0, hour - 1);
  return attack(
    `${size} sign-ins in the night`,
    [user.id],
    Array.from({ length: size }, (_, place) =>
      signIn(user, Math.min(at + place * 5 * minute, night + lastOdd * hour), from),
    ),
    { everyday: worked(stage, user) },
  );
}

function justUsual(stage: Stage): Story {
  const { stranger, signIn } = stage;
  const [user, night] = [stranger(), midnightOf(stage)];
  return nearMiss(
    "within three hours of the usual ones",
    [user.id],
    [signIn(user, night + firstOdd * hour - 1), signIn(user, night + 5 * hour)],
    { everyday: worked(stage, user) },
  );
}

function fewDays(stage: Stage): Story {
  const { stranger, signIn } = stage;
  const [user, night] = [stranger(), midnightOf(stage)];
  return nearMiss("in the night, of somebody seen on 9 days", [user.id], [signIn(user, night + 25 * hour)], {
    everyday: worked(stage, user, 9),
  });
}

function failedAtNight(stage: Stage): Story {
  const { stranger, address, signIn } = stage;
  const [user, from, night] = [stranger(), address(), midnightOf(stage)];
  return nearMiss(
    "wrong passwords in the night",
    [user.id],
    [0, 1, 2].map((minutes) => signIn(user, night + 25 * hour + minutes * minute, from, 50126)),
    { everyday: worked(stage, user) },
  );
}

function inTheBackground(stage: Stage): Story {
  const { stranger, signIn } = stage;
  const [user, night] = [stranger(), midnightOf(stage)];
  return nearMiss(
    "a program that works in the night",
    [user.id],
    [21, 23, 26].map((hours) => signIn(user, night + hours * hour, undefined, 0, unattended)),
    { everyday: worked(stage, user) },
  );
}

function onCall(stage: Stage): Story {
  const { stranger, signIn } = stage;
  const [user, night] = [stranger(), midnightOf(stage)];
  return lookAlike(
    "somebody who is called in the night",
    [user.id],
    [0, 9, 30].map((minutes) => signIn(user, night + 26 * hour + minutes * minute)),
    { everyday: worked(stage, user) },
  );
}

function farAway(stage: Stage): Story {
  const { stranger, addressAbroad, signIn } = stage;
  const user = stranger();
  const [there, first] = [addressAbroad(user), busy.from];
  return lookAlike(
    "a journey of three days to where it is day then",
    [user.id],
    [0, 1, 2].flatMap((days) =>
      [21, 22, 25].map((hours) => signIn(user, first + days * day + hours * hour, there)),
    ),
    { everyday: worked(stage, user) },
  );
}

function earlyBird(stage: Stage): Story {
  const { stranger, signIn } = stage;
  const [user, night] = [stranger(), midnightOf(stage)];
  return lookAlike(
    "somebody who begins an hour early and stays an hour longer",
    [user.id],
    [7, 17].map((hours) => signIn(user, night + hours * hour)),
    { everyday: worked(stage, user) },
  );
}

/** One of the days whose night is still in the busy ones. */
function midnightOf({ random }: Stage): number {
  return busy.from + random.whole(0, (busy.to - busy.from) / day - 2) * day;
}

/** Every hour of the shift on so many days, the last of which is the one before the range. */
function worked({ random, signIn }: Stage, user: Person, days = (range.from - start) / day): SignIn[] {
  return Array.from({ length: days }, (_, place) => range.from - (place + 1) * day).flatMap((midnight) =>
    shift.map((hours) => signIn(user, midnight + hours * hour + random.whole(0, hour - 1))),
  );
}
