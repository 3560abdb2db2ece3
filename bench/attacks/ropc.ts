import type { SignIn } from "../../src/signin/sign-in.ts";
import { day, hour } from "../generator/data-set.ts";
import { unattended } from "./machines.ts";
import { passwordAlone } from "./mfa.ts";
import { range } from "./range.ts";
import { homeOf, type Stage } from "./stage.ts";
import { attack, lookAlike, nearMiss, type Story } from "./story.ts";
import type { Person } from "./person.ts";
import { minute, sizesFrom } from "./times.ts";

const byRopc = {
  ...unattended,
  authenticationProtocol: "ropc",
  clientAppUsed: "Mobile Apps and Desktop clients",
} as const;

export function ropc(stage: Stage): Story[] {
  return [
    ...sizesFrom(stage.random, 1, 60).map((uses) => script(stage, uses)),
    almost(stage, "a wrong password by ROPC", 50126, byRopc),
    almost(stage, "a password alone by another protocol", 0, {}),
    usedBefore(stage, 1),
    usedBefore(stage, 29),
    newBackup(stage),
    oldProgram(stage),
  ];
}

/** Now and then the password is right and MFA stops the script, which tells as much. */
function script({ random, colleague, address, app, moment, signIn }: Stage, uses: number): Story {
  const [user, from, at, target] = [colleague(), address(), moment(day), app()];
  const code = random.pick([0, 0, 50076, 50079]);
  return attack(
    `${uses} sign-ins by ROPC, ${code === 0 ? "in" : "stopped by MFA"}`,
    [user.id, target.appId ?? ""],
    Array.from({ length: uses }, (_, place) => {
      const time = at + place * random.whole(1, 20 * minute);
      return signIn(user, time, from, code, {
        ...(code === 0 ? passwordAlone(time) : {}),
        ...byRopc,
        ...target,
      });
    }),
  );
}

function almost(stage: Stage, what: string, code: number, rest: Partial<SignIn>): Story {
  const { stranger, address, app, moment, everyday, signIn } = stage;
  const [user, from, at, target] = [stranger(), address(), moment(), app()];
  return nearMiss(
    what,
    [user.id, target.appId ?? ""],
    [signIn(user, at, from, code, { ...(code === 0 ? passwordAlone(at) : {}), ...rest, ...target })],
    { everyday: everyday(user, undefined, at) },
  );
}

function usedBefore(stage: Stage, days: number): Story {
  const { stranger, app, moment } = stage;
  const [user, at, target] = [stranger(), moment(), app()];
  return nearMiss(
    `ROPC used at the app ${days} days before the range`,
    [user.id, target.appId ?? ""],
    [atHome(stage, user, at, target)],
    { everyday: [atHome(stage, user, range.from - days * day, target)] },
  );
}

function newBackup(stage: Stage): Story {
  const { stranger, app, daytime } = stage;
  const [user, at, target] = [stranger(), daytime(day), app()];
  return lookAlike(
    "a backup that was set up anew",
    [user.id, target.appId ?? ""],
    [0, 8, 16].map((hours) => atHome(stage, user, at + hours * hour, target)),
  );
}

function oldProgram(stage: Stage): Story {
  const { stranger, app, daytime } = stage;
  const [user, at, target] = [stranger(), daytime(day), app()];
  return lookAlike(
    "an old mail program that is used every day",
    [user.id, target.appId ?? ""],
    [0, 5, 23].map((hours) => atHome(stage, user, at + hours * hour, target)),
    {
      everyday: Array.from({ length: 20 }, (_, days) =>
        atHome(stage, user, range.from - (days + 1) * day, target),
      ),
    },
  );
}

function atHome({ signIn }: Stage, user: Person, at: number, target: Partial<SignIn>): SignIn {
  return signIn(user, at, homeOf(user), 0, { ...passwordAlone(at), ...byRopc, ...target });
}
