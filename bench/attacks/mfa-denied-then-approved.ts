import { hour } from "../generator/data-set.ts";
import { besideOf } from "./machines.ts";
import { approved, denied } from "./mfa.ts";
import { homeOf, type Stage } from "./stage.ts";
import { attack, lookAlike, nearMiss, type Story } from "./story.ts";
import { minute } from "./times.ts";

export function mfaDeniedThenApproved(stage: Stage): Story[] {
  return [
    ...[1, 1, 2, 4, 8, 20].map((denials) => wornDown(stage, denials)),
    twiceAtHome(stage),
    tooLate(stage),
    byClaim(stage),
    onceAtHome(stage),
    slip(stage),
    slipInHotel(stage),
  ];
}

/** The intruder's prompts are denied or let pass, until one is not. */
function wornDown({ random, colleague, address, everyday, moment, signIn }: Stage, denials: number): Story {
  const [user, from, at] = [colleague(), address(), moment(hour)];
  const times = Array.from({ length: denials }, (_, place) => at + place * 2 * minute);
  const entry = (times.at(-1) ?? at) + random.whole(minute / 2, 10 * minute);
  return attack(
    `${denials} denied, then one approved`,
    [user.id],
    [
      ...times.map((time) => signIn(user, time, from, 500121, denied(time, random.chance(0.4)))),
      signIn(user, entry, from, 0, approved(entry)),
    ],
    { everyday: everyday(user, undefined, at) },
  );
}

/** Somebody is near, or uses the same provider. */
function twiceAtHome({ colleague, everyday, moment, signIn }: Stage): Story {
  const [user, at] = [colleague(), moment(hour)];
  const [again, entry] = [at + 9 * minute, at + 18 * minute];
  return attack(
    "2 denied from a known address, then one approved",
    [user.id],
    [
      ...[at, again].map((time) => signIn(user, time, undefined, 500121, denied(time))),
      signIn(user, entry, undefined, 0, approved(entry)),
    ],
    { everyday: everyday(user, undefined, at) },
  );
}

function tooLate({ stranger, everyday, address, moment, signIn }: Stage): Story {
  const [user, from, at] = [stranger(), address(), moment(hour)];
  const entry = at + 10 * minute + 1_000;
  return nearMiss(
    "approved 10 minutes and a second after it was denied",
    [user.id],
    [signIn(user, at, from, 500121, denied(at)), signIn(user, entry, undefined, 0, approved(entry))],
    { everyday: everyday(user, undefined, at) },
  );
}

function byClaim({ stranger, everyday, address, moment, signIn }: Stage): Story {
  const [user, from, at] = [stranger(), address(), moment(hour)];
  return nearMiss(
    "denied, then in by a claim in the token",
    [user.id],
    [signIn(user, at, from, 500121, denied(at)), signIn(user, at + 5 * minute)],
    { everyday: everyday(user, undefined, at) },
  );
}

function onceAtHome(stage: Stage): Story {
  const { stranger, everyday, moment, signIn } = stage;
  const [user, at] = [stranger(), moment(hour)];
  const from = besideOf(stage, homeOf(user));
  const entry = at + 5 * minute;
  return nearMiss(
    "denied once on a known network, then approved",
    [user.id],
    [signIn(user, at, from, 500121, denied(at)), signIn(user, entry, from, 0, approved(entry))],
    { everyday: everyday(user, undefined, at) },
  );
}

function slip({ stranger, everyday, daytime, signIn }: Stage): Story {
  const [user, at] = [stranger(), daytime(hour)];
  const entry = at + 30_000;
  return lookAlike(
    "a slip of the thumb at home",
    [user.id],
    [signIn(user, at, undefined, 500121, denied(at)), signIn(user, entry, undefined, 0, approved(entry))],
    { everyday: everyday(user, undefined, at) },
  );
}

function slipInHotel({ stranger, address, everyday, daytime, signIn }: Stage): Story {
  const [user, at] = [stranger(), daytime(hour)];
  const [hotel, entry] = [address(homeOf(user).country), at + minute];
  return lookAlike(
    "a prompt that is let pass in a hotel, and then approved",
    [user.id],
    [signIn(user, at, hotel, 500121, denied(at, true)), signIn(user, entry, hotel, 0, approved(entry))],
    { everyday: everyday(user, undefined, at) },
  );
}
