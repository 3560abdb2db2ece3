import type { SignIn } from "../../src/signin/sign-in.ts";
import { day, hour } from "../generator/data-set.ts";
import { homeOf, type Stage } from "./stage.ts";
import { attack, lookAlike, nearMiss, type Story } from "./story.ts";
import { minute, sizesFrom } from "./times.ts";

export function tokenReplay(stage: Stage): Story[] {
  return [
    ...sizesFrom(stage.random, 1, 40).map((uses) => stolen(stage, uses)),
    sameNetwork(stage),
    otherSession(stage),
    onTheMove(stage),
    traveller(stage),
  ];
}

/** Goes on abroad, or on another system in the same country. */
function stolen({ random, colleague, address, addressAbroad, moment, signIn }: Stage, uses: number): Story {
  const [user, at, sessionId] = [colleague(), moment(day), random.guid()];
  const home = homeOf(user);
  const abroad = random.chance(0.5);
  const there = abroad ? addressAbroad(user) : address(home.country);
  const later = Array.from(
    { length: uses },
    (_, place) => at + 10 * minute + place * random.whole(1, 20 * minute),
  );
  return attack(
    `${uses} uses of a stolen session, ${abroad ? "abroad" : "on another operating system"}`,
    [user.id, sessionId],
    [
      signIn(user, at, home, 0, { sessionId }),
      ...later.map((time) => signIn(user, time, there, 0, { sessionId, ...(abroad ? {} : linux) })),
    ],
  );
}

const linux: Partial<SignIn> = { deviceDetail: { operatingSystem: "Linux", browser: "Chrome 141" } };

function sameNetwork({ random, stranger, everyday, address, moment, signIn }: Stage): Story {
  const [user, at, sessionId] = [stranger(), moment(hour), random.guid()];
  const home = homeOf(user);
  const there = { ...address(home.country), asn: home.asn };
  return nearMiss(
    "another operating system and address of the same network",
    [user.id, sessionId],
    [signIn(user, at, home, 0, { sessionId }), signIn(user, at + minute, there, 0, { sessionId, ...linux })],
    { everyday: everyday(user, undefined, at) },
  );
}

function otherSession({ stranger, everyday, address, moment, signIn }: Stage): Story {
  const [user, at] = [stranger(), moment(hour)];
  return nearMiss(
    "another operating system elsewhere in a session of its own",
    [user.id],
    [signIn(user, at), signIn(user, at + minute, address(homeOf(user).country), 0, linux)],
    { everyday: everyday(user, undefined, at) },
  );
}

function onTheMove({ random, stranger, everyday, address, daytime, signIn }: Stage): Story {
  const [user, at, sessionId] = [stranger(), daytime(9 * hour), random.guid()];
  const home = homeOf(user);
  const ways = Array.from({ length: 6 }, (_, place) =>
    signIn(user, at + place * hour, place % 2 === 0 ? home : address(home.country), 0, { sessionId }),
  );
  return lookAlike("a laptop that changes between home, train and office", [user.id, sessionId], ways, {
    everyday: everyday(user, undefined, at),
  });
}

function traveller({ random, stranger, everyday, addressAbroad, daytime, signIn }: Stage): Story {
  const [user, at, sessionId] = [stranger(), daytime(day), random.guid()];
  const home = homeOf(user);
  const there = addressAbroad(user);
  return lookAlike(
    "a traveller whose session goes on after the flight",
    [user.id, sessionId],
    [signIn(user, at, home, 0, { sessionId }), signIn(user, at + 23 * hour, there, 0, { sessionId })],
    { everyday: everyday(user, undefined, at) },
  );
}
