import type { SignIn } from "../../src/signin/sign-in.ts";
import { day } from "../generator/data-set.ts";
import type { Address } from "../generator/population.ts";
import { unknownTablet, unknownWindows } from "./machines.ts";
import { approved, passwordAlone } from "./mfa.ts";
import { range } from "./range.ts";
import { homeOf, type Stage } from "./stage.ts";
import { attack, lookAlike, nearMiss, type Story } from "./story.ts";
import type { Person } from "./person.ts";
import { minute, sizesFrom } from "./times.ts";

export function singleFactor(stage: Stage): Story[] {
  return [
    ...sizesFrom(stage.random, 1, 40).map((uses) => guessed(stage, uses)),
    almost(stage, "with MFA from a new place", { rest: (at) => ({ ...approved(at), ...unknownWindows }) }),
    almost(stage, "from a new place on a known device", { rest: passwordAlone }),
    almost(stage, "from a new network of the same country", {
      from: ({ address }, home) => address(home.country),
    }),
    almost(stage, "from a new country on a known network", {
      from: ({ addressAbroad }, home, user) => ({ ...addressAbroad(user), asn: home.asn }),
    }),
    beenThere(stage),
    borrowed(stage),
    privateTablet(stage),
  ];
}

const alone = (at: number): Partial<SignIn> => ({ ...passwordAlone(at), ...unknownWindows });

function guessed(stage: Stage, uses: number): Story {
  const { random, colleague, addressAbroad, everyday, moment, signIn } = stage;
  const [user, at] = [colleague(), moment(day)];
  const from = addressAbroad(user);
  return attack(
    `${uses} sign-ins with a password alone from a new place`,
    [user.id],
    Array.from({ length: uses }, (_, place) => {
      const time = at + place * random.whole(1, 30 * minute);
      return signIn(user, time, from, 0, alone(time));
    }),
    { everyday: everyday(user, undefined, at) },
  );
}

interface Change {
  readonly from?: (stage: Stage, home: Address, user: Person) => Address;
  readonly rest?: (at: number) => Partial<SignIn>;
}

function almost(
  stage: Stage,
  what: string,
  { from = ({ addressAbroad }, _, user) => addressAbroad(user), rest = alone }: Change,
): Story {
  const { stranger, everyday, moment, signIn } = stage;
  const [user, at] = [stranger(), moment()];
  return nearMiss(`in ${what}`, [user.id], [signIn(user, at, from(stage, homeOf(user), user), 0, rest(at))], {
    everyday: everyday(user, undefined, at),
  });
}

function beenThere({ stranger, addressAbroad, everyday, moment, signIn }: Stage): Story {
  const [user, at] = [stranger(), moment()];
  const there = addressAbroad(user);
  return nearMiss(
    "with a password alone where the user was 22 days before the range",
    [user.id],
    [signIn(user, at, there, 0, alone(at))],
    { everyday: [...everyday(user, undefined, at), signIn(user, range.from - 22 * day, there)] },
  );
}

function borrowed({ stranger, addressAbroad, everyday, daytime, signIn }: Stage): Story {
  const [user, at] = [stranger(), daytime()];
  return lookAlike(
    "a borrowed computer on a journey",
    [user.id],
    [signIn(user, at, addressAbroad(user), 0, alone(at))],
    { everyday: everyday(user, undefined, at - day) },
  );
}

function privateTablet({ stranger, address, everyday, daytime, signIn }: Stage): Story {
  const [user, at] = [stranger(), daytime()];
  return lookAlike(
    "a private tablet in a café",
    [user.id],
    [signIn(user, at, address(homeOf(user).country), 0, { ...passwordAlone(at), ...unknownTablet })],
    { everyday: everyday(user, undefined, at) },
  );
}
