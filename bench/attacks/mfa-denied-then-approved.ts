import { hour } from "../generator/data-set.ts";
import { approved, denied } from "./mfa.ts";
import type { Stage } from "./stage.ts";
import { attack, lookAlike, nearMiss, type Story } from "./story.ts";
import { minute } from "./times.ts";

export function mfaDeniedThenApproved(stage: Stage): Story[] {
  return [
    ...[1, 1, 2, 4, 8, 20].map((denials) => wornDown(stage, denials)),
    tooLate(stage),
    byClaim(stage),
    slip(stage),
  ];
}

/** The intruder's prompts are denied, until one is not. */
function wornDown({ random, colleague, address, moment, signIn }: Stage, denials: number): Story {
  const [user, from, at] = [colleague(), address(), moment(2 * hour)];
  const times = Array.from({ length: denials }, (_, place) => at + place * 2 * minute);
  const entry = (times.at(-1) ?? at) + random.whole(minute, hour);
  return attack(
    `${denials} denied, then one approved`,
    [user.id],
    [
      ...times.map((time) => signIn(user, time, from, 500121, denied(time))),
      signIn(user, entry, from, 0, approved(entry)),
    ],
  );
}

function tooLate({ stranger, everyday, address, moment, signIn }: Stage): Story {
  const [user, from, at] = [stranger(), address(), moment(2 * hour)];
  const entry = at + 61 * minute;
  return nearMiss(
    "approved 61 minutes after it was denied",
    [user.id],
    [signIn(user, at, from, 500121, denied(at)), signIn(user, entry, undefined, 0, approved(entry))],
    { everyday: everyday(user, undefined, at) },
  );
}

function byClaim({ stranger, everyday, moment, signIn }: Stage): Story {
  const [user, at] = [stranger(), moment(hour)];
  return nearMiss(
    "denied, then in by a claim in the token",
    [user.id],
    [signIn(user, at, undefined, 500121, denied(at)), signIn(user, at + 5 * minute)],
    { everyday: everyday(user, undefined, at) },
  );
}

function slip({ stranger, everyday, moment, signIn }: Stage): Story {
  const [user, at] = [stranger(), moment(hour)];
  const entry = at + 30_000;
  return lookAlike(
    "a slip of the thumb at home",
    [user.id],
    [signIn(user, at, undefined, 500121, denied(at)), signIn(user, entry, undefined, 0, approved(entry))],
    { everyday: everyday(user, undefined, at) },
  );
}
