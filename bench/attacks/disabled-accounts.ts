import { day, hour } from "../generator/data-set.ts";
import { unattended } from "./machines.ts";
import type { Stage } from "./stage.ts";
import { allOf, attack, lookAlike, nearMiss, type Story } from "./story.ts";
import { evenly, minute, scattered, sizesFrom } from "./times.ts";

const disabled = 50057;

export function disabledAccounts(stage: Stage): Story[] {
  return [
    ...sizesFrom(stage.random, 3, 80).map((users) => oldList(stage, users)),
    fewUsers(stage),
    tooSlow(stage),
    inTheBackground(stage),
    wrongPasswords(stage),
    sharedDevice(stage),
    leaver(stage),
  ];
}

/** Names from an old list, of which some are still in use. */
function oldList({ random, stranger, crowd, app, address, moment, signIn }: Stage, users: number): Story {
  const [from, at, target] = [address(), moment(day), app()];
  const length = random.whole(minute, 20 * hour);
  const signIns = [
    ...scattered(random, users, at, length).map((time) => signIn(stranger(), time, from, disabled, target)),
    ...crowd(random.whole(0, 3)).map((user) => signIn(user, at + minute, from, 50126, target)),
  ];
  return attack(
    `${users} disabled accounts within ${Math.round(length / minute)} minutes`,
    allOf(signIns),
    signIns,
  );
}

function fewUsers({ random, stranger, app, address, moment, signIn }: Stage): Story {
  const [from, at, target] = [address(), moment(day), app()];
  const tries = [stranger(), stranger()].flatMap((user) =>
    scattered(random, 8, at, 10 * hour).map((time) => signIn(user, time, from, disabled, target)),
  );
  return nearMiss("2 disabled accounts, eight times each", [from.ip], tries, { twice: true });
}

function tooSlow({ stranger, address, moment, signIn }: Stage): Story {
  const [from, at] = [address(), moment(2 * day)];
  return nearMiss(
    "3 disabled accounts within 25 hours",
    [from.ip],
    evenly(3, at, 25 * hour).map((time) => signIn(stranger(), time, from, disabled)),
  );
}

function inTheBackground({ random, stranger, address, moment, signIn }: Stage): Story {
  const [from, at] = [address(), moment(hour)];
  return nearMiss(
    "6 disabled accounts without anybody at the keyboard",
    [from.ip],
    scattered(random, 6, at, hour).map((time) => signIn(stranger(), time, from, disabled, unattended)),
  );
}

function wrongPasswords({ random, stranger, address, moment, signIn }: Stage): Story {
  const [from, at] = [address(), moment(hour)];
  return nearMiss(
    "6 accounts in use",
    [from.ip],
    scattered(random, 6, at, 30 * minute).map((time) => signIn(stranger(), time, from, 50126)),
  );
}

function sharedDevice({ stranger, address, daytime, signIn }: Stage): Story {
  const [from, at] = [address(), daytime(10 * hour)];
  return lookAlike(
    "a shared device on which 3 who left are still signed in",
    [from.ip],
    [0, 4, 8].map((hours) => signIn(stranger(), at + hours * hour, from, disabled)),
  );
}

function leaver({ stranger, app, address, daytime, signIn }: Stage): Story {
  const [user, from, at, mail] = [stranger(), address(), daytime(day), app()];
  return lookAlike(
    "somebody who left and tries all day",
    [from.ip],
    evenly(30, at, 20 * hour).map((time) => signIn(user, time, from, disabled, mail)),
  );
}
