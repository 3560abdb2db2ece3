import { day, hour } from "../generator/data-set.ts";
import { approved, denied } from "./mfa.ts";
import { range } from "./range.ts";
import type { Stage } from "./stage.ts";
import { attack, lookAlike, nearMiss, type Story } from "./story.ts";
import { minute, sizesFrom } from "./times.ts";

export function acceptedNewCountry(stage: Stage): Story[] {
  return [
    ...sizesFrom(stage.random, 1, 40).map((tries) => stoppedAbroad(stage, tries)),
    wrongPasswords(stage),
    answered(stage),
    beenThere(stage, 1),
    beenThere(stage, 22),
    journey(stage),
    answeredJourney(stage),
  ];
}

/** The password is right; a second factor, a policy or the account's state stops it. */
function stoppedAbroad(stage: Stage, tries: number): Story {
  const { random, colleague, addressAbroad, everyday, moment, signIn } = stage;
  const [user, at] = [colleague(), moment(day)];
  const [from, code] = [addressAbroad(user), random.pick([50074, 50076, 53003, 500121, 50055])];
  return attack(
    `${tries} right passwords from a new country, stopped by ${code}`,
    [user.id],
    Array.from({ length: tries }, (_, place) => {
      const time = at + place * random.whole(1, 30 * minute);
      return signIn(user, time, from, code, code === 500121 ? denied(time, true) : {});
    }),
    { everyday: everyday(user, undefined, at) },
  );
}

function wrongPasswords({ stranger, addressAbroad, everyday, moment, signIn }: Stage): Story {
  const [user, at] = [stranger(), moment(hour)];
  const from = addressAbroad(user);
  return nearMiss(
    "wrong passwords from a new country",
    [user.id],
    [0, 1, 2, 3].map((minutes) => signIn(user, at + minutes * minute, from, 50126)),
    { everyday: everyday(user, undefined, at) },
  );
}

function answered({ random, stranger, addressAbroad, everyday, moment, signIn }: Stage): Story {
  const [user, at, correlationId] = [stranger(), moment(hour), random.guid()];
  const from = addressAbroad(user);
  return nearMiss(
    "a prompt from a new country that was answered",
    [user.id],
    [
      signIn(user, at, from, 50074, { correlationId }),
      signIn(user, at + minute, from, 0, { ...approved(at + minute), correlationId }),
    ],
    { everyday: everyday(user, undefined, at) },
  );
}

function beenThere({ stranger, addressAbroad, everyday, moment, signIn }: Stage, days: number): Story {
  const [user, at] = [stranger(), moment()];
  const from = addressAbroad(user);
  return nearMiss(
    `a prompt from a country that the user was in ${days} days before the range`,
    [user.id],
    [signIn(user, at, from, 50074)],
    { everyday: [...everyday(user, undefined, at), signIn(user, range.from - days * day, from)] },
  );
}

function journey({ stranger, addressAbroad, everyday, daytime, signIn }: Stage): Story {
  const [user, at] = [stranger(), daytime(day)];
  const from = addressAbroad(user);
  return lookAlike(
    "somebody on a journey who lets a prompt pass",
    [user.id],
    [signIn(user, at, from, 500121, denied(at, true)), signIn(user, at + hour, from, 0, approved(at + hour))],
    { everyday: everyday(user, undefined, at - day) },
  );
}

function answeredJourney({ random, stranger, addressAbroad, everyday, daytime, signIn }: Stage): Story {
  const [user, at] = [stranger(), daytime(2 * day)];
  const from = addressAbroad(user);
  const visits = [0, 5, 24, 29].flatMap((hours) => {
    const [time, correlationId] = [at + hours * hour, random.guid()];
    return [
      signIn(user, time, from, 50076, { correlationId }),
      signIn(user, time + 30_000, from, 0, { ...approved(time + 30_000), correlationId }),
    ];
  });
  return lookAlike("somebody on a journey who answers each prompt", [user.id], visits, {
    everyday: everyday(user, undefined, at - day),
  });
}
