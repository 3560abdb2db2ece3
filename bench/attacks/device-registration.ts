import type { SignIn } from "../../src/signin/sign-in.ts";
import { day, hour } from "../generator/data-set.ts";
import { besideOf, unknownWindows } from "./machines.ts";
import { approved, passwordAlone } from "./mfa.ts";
import { homeOf, type Stage } from "./stage.ts";
import { attack, lookAlike, nearMiss, type Story } from "./story.ts";
import { minute, sizesFrom } from "./times.ts";

const service = {
  resourceId: "01cb2876-7ebd-4aa4-9cc9-d28bd4d359a9",
  resourceDisplayName: "Device Registration Service",
  ...unknownWindows,
};
const broker = {
  appId: "29d9ed98-a469-4536-ade2-f981bc1d605e",
  appDisplayName: "Microsoft Authentication Broker",
};
const company = { appId: "c1c74fed-04c9-4704-80dc-9f79a2e515cb", appDisplayName: "Company Portal" };

export function deviceRegistration(stage: Stage): Story[] {
  return [
    ...sizesFrom(stage.random, 1, 8).map((uses, place) => rogue(stage, uses, place % 2 === 0)),
    almost(stage, "from a known device", 0, {
      ...service,
      ...broker,
      deviceDetail: { deviceId: knownDevice },
    }),
    almost(stage, "which fails", 53003, { ...service, ...broker }),
    almost(stage, "with MFA, not through the broker", 0, { ...service, ...company }),
    almost(stage, "at another resource", 0, { ...broker, ...unknownWindows }),
    knownNetwork(stage),
    newLaptop(stage),
    newColleague(stage),
  ];
}

const knownDevice = "5b1c0f7e-8a43-4f0d-9c11-2f8f0e6a4d10";

/** With a stolen token through the broker, or with a password alone. */
function rogue(
  { random, colleague, address, moment, everyday, signIn }: Stage,
  uses: number,
  isByBroker: boolean,
): Story {
  const [user, from, at] = [colleague(), address(), moment(day)];
  return attack(
    `${uses} tokens for the registration of devices, ${isByBroker ? "by the broker" : "without MFA"}`,
    [user.id],
    Array.from({ length: uses }, (_, place) => {
      const time = at + place * random.whole(1, 30 * minute);
      return signIn(
        user,
        time,
        from,
        0,
        isByBroker
          ? { ...approved(time), ...service, ...broker }
          : { ...passwordAlone(time), ...service, ...company },
      );
    }),
    { everyday: everyday(user, undefined, at) },
  );
}

function almost(stage: Stage, what: string, code: number, rest: Partial<SignIn>): Story {
  const { stranger, address, everyday, moment, signIn } = stage;
  const [user, from, at] = [stranger(), address(), moment()];
  return nearMiss(
    `the registration of a device ${what}`,
    [user.id],
    [signIn(user, at, from, code, { ...(code === 0 ? approved(at) : {}), ...rest })],
    { everyday: everyday(user, undefined, at) },
  );
}

function knownNetwork(stage: Stage): Story {
  const { stranger, everyday, moment, signIn } = stage;
  const [user, at] = [stranger(), moment()];
  return nearMiss(
    "the registration of a device by the broker on a known network",
    [user.id],
    [signIn(user, at, besideOf(stage, homeOf(user)), 0, { ...approved(at), ...service, ...broker })],
    { everyday: everyday(user, undefined, at) },
  );
}

function newLaptop({ stranger, everyday, daytime, signIn }: Stage): Story {
  const [user, at] = [stranger(), daytime(hour)];
  return lookAlike(
    "a new laptop at home",
    [user.id],
    [0, 4].map((minutes) => {
      const time = at + minutes * minute;
      return signIn(user, time, undefined, 0, { ...approved(time), ...service, ...broker });
    }),
    { everyday: everyday(user, undefined, at) },
  );
}

function newColleague({ stranger, everyday, daytime, signIn }: Stage): Story {
  const [user, at] = [stranger(), daytime(hour)];
  return lookAlike(
    "a new colleague who registers a laptop on the first day",
    [user.id],
    [signIn(user, at, undefined, 0, { ...approved(at), ...service, ...broker }), ...everyday(user, at)],
  );
}
