import { type Random, seededRandom } from "../../src/demo/random.ts";
import { distance } from "../../src/hunts/travel.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";
import { day, end, hour, start } from "../generator/data-set.ts";
import { cities, countries } from "../generator/names.ts";
import type { Address, Workload } from "../generator/population.ts";
import { foreignCountries, placed } from "./places.ts";
import { busy, calm } from "./range.ts";
import { appOf, userSignIn, workloadSignIn } from "./sign-ins.ts";
import type { Survey } from "./survey.ts";
import type { Person } from "./person.ts";
import type { Tenant } from "./tenant.ts";
import { minute, working } from "./times.ts";

/** What a story is made of. Nobody and nothing is given out twice, so that stories do not meddle with each other. */
export interface Stage {
  readonly random: Random;
  readonly survey: Survey;
  /** A user of the tenant, with all that they do in it. */
  readonly colleague: () => Person;
  /** One who is a guest there. */
  readonly guest: () => Person;
  /** Somebody of whom the log has nothing but the story. */
  readonly stranger: () => Person;
  /** So many different users of the tenant, all of one country if it is named; they may be in other stories. */
  readonly crowd: (size: number, country?: string) => Person[];
  readonly principal: () => Workload;
  readonly newPrincipal: () => Workload;
  /** A managed identity of the tenant, and one that nobody has seen. */
  readonly identity: () => Workload;
  readonly newIdentity: () => Workload;
  /** One that nobody has used, in a country of the tenant's unless another is named. */
  readonly address: (country?: string) => Address;
  /** One abroad, from where nobody gets home in an hour. */
  readonly addressAbroad: (user: Person) => Address;
  /** An app and its resource, for sign-ins that have them in common. */
  readonly app: () => Partial<SignIn>;
  /** So many different ones. */
  readonly apps: (size: number) => Partial<SignIn>[];
  /** A country from which nobody has signed in. */
  readonly foreignCountry: () => string;
  /** When something begins that takes so long (milliseconds). */
  readonly moment: (length?: number) => number;
  /** The same while people work: what is innocent happens then, so that nothing else about it is unusual. */
  readonly daytime: (length?: number) => number;
  /** The start of an hour in which nothing else happens, nor in those beside it. */
  readonly calmHour: () => number;
  readonly signIn: (who: Person, at: number, from?: Address, code?: number, rest?: Partial<SignIn>) => SignIn;
  readonly workload: (
    who: Workload,
    at: number,
    from: Address,
    code?: number,
    rest?: Partial<SignIn>,
  ) => SignIn;
  /** Successes at home, a few on each working day. */
  readonly everyday: (who: Person, from?: number, to?: number) => SignIn[];
}

/** Busy enough that people sign in from there every day. */
export const usualCountries: readonly string[] = countries.slice(0, 12);
/** Kilometres from home, at least, of an address abroad. */
const abroad = 1_000;

/** @returns the stage of a hunt, whose draws depend on nobody else's but for who is left */
export function stagesOf(tenant: Tenant, survey: Survey, seed: string): (hunt: string) => Stage {
  const { people, strangers, principals, newPrincipals, identities, newIdentities, apps } = tenant;
  const casting = seededRandom(`${seed} casting`);
  // The most active would be in too many stories of their own.
  const casual = people.slice(Math.floor(people.length / 10));
  const next = {
    colleague: shuffled(
      casual.filter(({ isGuest }) => !isGuest),
      casting,
    ),
    guest: shuffled(
      casual.filter(({ isGuest }) => isGuest),
      casting,
    ),
    stranger: shuffled(strangers, casting),
    principal: shuffled(principals, casting),
    newPrincipal: shuffled(newPrincipals, casting),
    identity: shuffled(identities, casting),
    newIdentity: shuffled(newIdentities, casting),
    country: shuffled(foreignCountries, casting),
    hour: shuffled(calmHours, casting),
  };
  let addresses = 0;
  return (hunt) => {
    const random = seededRandom(`${seed} ${hunt}`);
    const address: Stage["address"] = (country = random.pick(usualCountries)) =>
      newAddress(addresses++, country, random);
    const signIn: Stage["signIn"] = (who, at, from = homeOf(who), code = 0, rest = {}) =>
      userSignIn(random, apps, who, at, from, code, rest);
    return {
      random,
      survey,
      colleague: () => taken(next.colleague),
      guest: () => taken(next.guest),
      stranger: () => taken(next.stranger),
      crowd: (size, country) =>
        shuffled(
          country === undefined ? people : people.filter((one) => homeOf(one).country === country),
          random,
        ).slice(0, size),
      principal: () => taken(next.principal),
      newPrincipal: () => taken(next.newPrincipal),
      identity: () => taken(next.identity),
      newIdentity: () => taken(next.newIdentity),
      address,
      addressAbroad: (user) => {
        const far = usualCountries
          .map((country) => address(country))
          .filter((one) => kilometresOf(homeOf(user), one) > abroad);
        return random.pick(far);
      },
      app: () => appOf(random.pick(apps)),
      apps: (size) => shuffled(apps, random).slice(0, size).map(appOf),
      foreignCountry: () => taken(next.country),
      moment: (length = 0) => random.whole(busy.from, busy.to - length - 1),
      daytime: (length = 0) => {
        const lastDay = Math.floor((busy.to - busy.from - length - working.to * hour) / day);
        return (
          busy.from +
          random.whole(0, lastDay) * day +
          random.whole(working.from * 60, working.to * 60 - 1) * minute
        );
      },
      calmHour: () => taken(next.hour),
      signIn,
      workload: (who, at, from, code, rest) => workloadSignIn(random, who, at, from, code, rest),
      everyday: (who, from = start, to = end) =>
        workingDays(from, to).flatMap((midnight) =>
          Array.from(
            { length: random.whole(2, 4) },
            () => midnight + random.whole(working.from * 60, working.to * 60 - 1) * minute,
          )
            .filter((at) => at >= from && at < to)
            .map((at) => signIn(who, at)),
        ),
    };
  };
}

/** Where somebody usually is. */
export function homeOf({ addresses: [home] }: Person): Address {
  return home as Address;
}

/** Who signs in from where, as findings can be about them. */
export function marksOf({ id }: { readonly id: string }, ...from: readonly Address[]): string[] {
  return [id, ...from.flatMap(({ ip, country }) => [ip, country])];
}

export function kilometresOf(one: Address, other: Address): number {
  return distance([one.latitude, one.longitude], [other.latitude, other.longitude]);
}

/** Every second hour, so that no two are neighbours. */
const calmHours = Array.from(
  { length: (calm.to - calm.from) / hour / 2 },
  (_, at) => calm.from + (2 * at + 1) * hour,
);

function workingDays(from: number, to: number): number[] {
  const first = Math.floor(from / day) * day;
  return Array.from({ length: Math.ceil((to - first) / day) }, (_, at) => first + at * day).filter(
    (midnight) => ![0, 6].includes(new Date(midnight).getUTCDay()),
  );
}

/** Of 198.19.0.0/16, where the population has none, and networks that it has none of either. */
function newAddress(number: number, country: string, random: Random): Address {
  return placed({
    ip: `198.19.${number >> 8}.${number & 255}`,
    asn: 64_600 + (number % 400),
    city: random.pick(cities),
    country,
    latitude: random.between(-1, 1),
    longitude: random.between(-1, 1),
    isOffice: false,
  });
}

function shuffled<T>(list: readonly T[], random: Random): T[] {
  return list
    .map((value) => ({ value, place: random.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ value }) => value);
}

function taken<T>(list: T[]): T {
  const one = list.pop();
  if (one === undefined) throw new RangeError("There is nobody, or nothing, left to draw.");
  return one;
}
