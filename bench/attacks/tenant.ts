import { graphSignIn } from "../../src/demo/graph.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";
import type { DataSet } from "../generator/data-set.ts";
import type { Address, App, Population, User, Workload } from "../generator/population.ts";
import { type Form, recordsOf } from "../generator/records.ts";
import { placed } from "./places.ts";

/** To be raised when the same data set would become another tenant. */
export const tenantVersion = 1;

/** A user whose addresses are all in one country: the first is home. */
export interface Person extends User {
  /** Other addresses of that country, for the days when they are on the way. */
  readonly around: readonly Address[];
}

/** The generator's data set as a company whose people have habits. */
export interface Tenant {
  /** Those who sign in, the most active first. */
  readonly people: readonly Person[];
  /** Those who never do. */
  readonly strangers: readonly Person[];
  readonly principals: readonly Workload[];
  readonly newPrincipals: readonly Workload[];
  readonly apps: readonly App[];
  readonly signInAt: (index: number, form?: Form) => SignIn;
  readonly recordAt: (index: number, form?: Form) => object;
  /** The address that tries the passwords of many in this hour, if one does: the generator has such hours. */
  readonly attackerAt: (at: number) => Address | undefined;
}

/** Sign-ins by which people are as many: each of them has about a hundred in a month. */
const share = { people: 0.0075, principals: 0.001 };
const least = { people: 600, principals: 50 };
/** Of the population, so many at least never sign in. */
const spare = { people: 5_000, principals: 500 };
/** The most active people, who use device codes, always at home. */
const developers = 10;

/**
 * The sign-ins of a data set, one by one, with what its generator has no need of and hunts go by: as many people and
 * service principals as give each a past, whoever signs in is in one country, a session ends where its user does, and
 * device codes belong to few. What fails stays as it is: wrong passwords from all over the world, and hours in which one
 * address tries many users.
 */
export function tenantOf(set: DataSet): Tenant {
  const { population, signInAt, attackerAt } = recordsOf(set);
  const everybody = settled(population);
  const people = everybody.slice(0, countOf(set, "people", everybody));
  const servicePrincipals = population.servicePrincipals.map((workload) => ({
    ...workload,
    addresses: workload.addresses.map(placed),
  }));
  const principals = servicePrincipals.slice(0, countOf(set, "principals", servicePrincipals));
  const settle = settling(population, people, principals);
  const tenantSignInAt: Tenant["signInAt"] = (index, form) => settle(signInAt(index, form));
  return {
    people,
    strangers: everybody.slice(people.length),
    principals,
    newPrincipals: servicePrincipals.slice(principals.length),
    apps: population.apps,
    signInAt: tenantSignInAt,
    recordAt: (index, form) => graphSignIn(tenantSignInAt(index, form)),
    attackerAt,
  };
}

function countOf({ records }: DataSet, of: keyof typeof share, all: readonly unknown[]): number {
  return Math.min(Math.max(Math.round(records * share[of]), least[of]), all.length - spare[of]);
}

function settled({ users, addresses }: Population): Person[] {
  const byCountry = new Map<string, Address[]>();
  for (const address of addresses.map(placed)) {
    const others = byCountry.get(address.country);
    if (others === undefined) byCountry.set(address.country, [address]);
    else others.push(address);
  }
  const ranks = new Map(addresses.map(({ ip }, rank) => [ip, rank]));
  return users.map((user): Person => {
    const around = byCountry.get(user.addresses[0]?.country ?? "") ?? [];
    const own = user.addresses.map(({ ip }) => around[(ranks.get(ip) ?? 0) % around.length] as Address);
    return { ...user, addresses: own, around };
  });
}

/** What makes a sign-in of the generator one of the tenant. */
function settling(
  population: Population,
  people: readonly Person[],
  principals: readonly Workload[],
): (signIn: SignIn) => SignIn {
  const addresses = new Map(
    population.addresses.map((address, rank) => [address.ip, { rank, ...placed(address) }]),
  );
  const users = new Map(population.users.map((user, rank) => [user.id, { ...user, rank }]));
  const workloads = new Map(
    population.servicePrincipals.map((workload, rank) => [workload.id, { ...workload, rank }]),
  );
  return (signIn) => {
    const from = addresses.get(signIn.ipAddress ?? "");
    if (from === undefined) return signIn;
    const user = users.get(signIn.userId ?? "");
    if (user !== undefined) {
      const person = people[user.rank % people.length] as Person;
      const own = user.addresses.findIndex(({ ip }) => ip === from.ip);
      if (own < 0 && isGuess(signIn)) {
        // Somebody else's attempt: no session of the user's.
        return Object.assign({}, signIn, identityOf(person), placeOf(from), { sessionId: undefined });
      }
      const usesCodes = signIn.authenticationProtocol === "deviceCode" && user.rank < developers;
      const address = usesCodes
        ? person.addresses[0]
        : own < 0
          ? person.around[from.rank % person.around.length]
          : person.addresses[own % person.addresses.length];
      return Object.assign({}, signIn, identityOf(person), placeOf(address as Address), {
        authenticationProtocol:
          signIn.authenticationProtocol === "deviceCode" && !usesCodes
            ? "oAuth2"
            : signIn.authenticationProtocol,
      });
    }
    const workload = workloads.get(signIn.servicePrincipalId ?? "");
    if (workload === undefined) return Object.assign({}, signIn, placeOf(from));
    const principal = principals[workload.rank % principals.length] as Workload;
    const own = workload.addresses.findIndex(({ ip }) => ip === from.ip);
    return Object.assign(
      {},
      signIn,
      placeOf(principal.addresses[own % principal.addresses.length] as Address),
      {
        servicePrincipalId: principal.id,
        servicePrincipalName: principal.name,
      },
    );
  };
}

/** The codes of the generator's attackers. */
export function isGuess({ status: { errorCode } }: SignIn): boolean {
  return errorCode === 50126 || errorCode === 50053;
}

/** Who it is. */
export function identityOf(user: User): Partial<SignIn> {
  return {
    userId: user.id,
    userPrincipalName: user.principalName,
    userDisplayName: user.name,
    userType: user.isGuest ? "guest" : "member",
  };
}

/** Where somebody is. */
export function placeOf(address: Address): Partial<SignIn> {
  return {
    ipAddress: address.ip,
    autonomousSystemNumber: address.asn,
    location: {
      city: address.city,
      state: `${address.country} ${address.city}`,
      countryOrRegion: address.country,
      geoCoordinates: { latitude: address.latitude, longitude: address.longitude },
    },
  };
}
