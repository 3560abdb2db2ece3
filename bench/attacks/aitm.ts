import type { SignIn } from "../../src/signin/sign-in.ts";
import { hour } from "../generator/data-set.ts";
import type { Address } from "../generator/population.ts";
import { besideOf, unknownWindows } from "./machines.ts";
import { homeOf, type Stage } from "./stage.ts";
import { attack, lookAlike, nearMiss, type Story } from "./story.ts";
import type { Person } from "./person.ts";
import { sizesFrom } from "./times.ts";

const officeHome = { appId: "4765445b-32c6-49b0-83e6-1d93765276ca", appDisplayName: "OfficeHome" };
const outlook = {
  appId: "00000002-0000-0ff1-ce00-000000000000",
  appDisplayName: "Office 365 Exchange Online",
};
const unregistered = { ...officeHome, ...unknownWindows };

export function aitm(stage: Stage): Story[] {
  return [
    ...sizesFrom(stage.random, 1, 12).map((visits) => phished(stage, visits)),
    almost(stage, "a known device", officeHome),
    almost(stage, "another app", unknownWindows),
    almost(stage, "a prompt that nobody answered", unregistered, [50074]),
    almost(stage, "no prompt", unregistered, [0]),
    knownNetwork(stage),
    hotel(stage),
    homeOffice(stage),
  ];
}

/** Each visit is one go through the page: asked for a second factor, now and then whether to stay, and in. */
function phished(stage: Stage, visits: number): Story {
  const { random, colleague, address, addressAbroad, moment, everyday } = stage;
  const [user, at] = [colleague(), moment(13 * hour)];
  const from = random.chance(0.5) ? addressAbroad(user) : address(homeOf(user).country);
  const lure = { ...unknownWindows, ...random.pick([officeHome, outlook]) };
  const risk = random.chance(0.3) ? ({ riskLevelDuringSignIn: "medium" } as const) : {};
  return attack(
    `${visits} visits to a phishing page`,
    [user.id],
    Array.from({ length: visits }, (_, place) =>
      visit(
        stage,
        user,
        at + place * random.whole(1, hour),
        from,
        random.pick([
          [50074, 0],
          [50076, 50140, 0],
        ]),
        { ...lure, ...risk },
      ),
    ).flat(),
    { everyday: everyday(user, undefined, at) },
  );
}

function almost(
  stage: Stage,
  what: string,
  rest: Partial<SignIn>,
  codes: readonly number[] = [50074, 0],
): Story {
  const { stranger, addressAbroad, moment, everyday } = stage;
  const [user, at] = [stranger(), moment(hour)];
  return nearMiss(
    `through a new network with ${what}`,
    [user.id],
    visit(stage, user, at, addressAbroad(user), codes, rest),
    { everyday: everyday(user, undefined, at) },
  );
}

function knownNetwork(stage: Stage): Story {
  const { stranger, moment, everyday } = stage;
  const [user, at] = [stranger(), moment(hour)];
  return nearMiss(
    "through a new address of a known network",
    [user.id],
    visit(stage, user, at, besideOf(stage, homeOf(user)), [50074, 0], unregistered),
    { everyday: everyday(user, undefined, at) },
  );
}

function hotel(stage: Stage): Story {
  const { stranger, address, daytime, everyday } = stage;
  const [user, at] = [stranger(), daytime(hour)];
  return lookAlike(
    "a private computer in a hotel",
    [user.id],
    visit(stage, user, at, address(homeOf(user).country), [50074, 0], unregistered),
    { everyday: everyday(user, undefined, at) },
  );
}

function homeOffice(stage: Stage): Story {
  const { stranger, daytime, everyday } = stage;
  const [user, at] = [stranger(), daytime(hour)];
  return lookAlike(
    "a private computer at home",
    [user.id],
    visit(stage, user, at, homeOf(user), [50074, 50140, 0], unregistered),
    { everyday: everyday(user, undefined, at) },
  );
}

/** Steps of one request, some seconds apart. */
function visit(
  { random, signIn }: Stage,
  user: Person,
  at: number,
  from: Address,
  codes: readonly number[],
  rest: Partial<SignIn>,
): SignIn[] {
  const correlationId = random.guid();
  return codes.map((code, step) => signIn(user, at + step * 20_000, from, code, { ...rest, correlationId }));
}
