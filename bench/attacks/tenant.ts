import { graphSignIn } from "../../src/demo/graph.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";
import type { DataSet } from "../generator/data-set.ts";
import type { Address, App, Population, Workload } from "../generator/population.ts";
import { type Form, recordsOf } from "../generator/records.ts";
import type { Person } from "./person.ts";
import { placed } from "./places.ts";
import { type Cast, settling } from "./settling.ts";

/** To be raised when the same data set would become another tenant. */
export const tenantVersion = 2;

/** The generator's data set as a company whose people have habits. */
export interface Tenant {
  /** Those who sign in, the most active first. */
  readonly people: readonly Person[];
  /** Those who never do. */
  readonly strangers: readonly Person[];
  readonly principals: readonly Workload[];
  readonly newPrincipals: readonly Workload[];
  readonly identities: readonly Workload[];
  readonly newIdentities: readonly Workload[];
  /** Those that stories are about. */
  readonly apps: readonly App[];
  readonly signInAt: (index: number, form?: Form) => SignIn;
  readonly recordAt: (index: number, form?: Form) => object;
  /** The address that tries the passwords of many in this hour, if one does: the generator has such hours. */
  readonly attackerAt: (at: number) => Address | undefined;
}

/** Sign-ins by which they are as many: each person has about a hundred in a month. */
const share = { people: 0.0075, principals: 0.001, identities: 0.0001 };
const least = { people: 600, principals: 50, identities: 20 };
/** Of the population, so many at least never sign in. */
const spare = { people: 5_000, principals: 500, identities: 50 };
/** Those who left, whose devices still try; and services that nobody has given their new secret. */
const leavers = 40;
const forgotten = 30;
/** What most people open is Office: the first of the generator's apps. */
const office = [
  { id: "4765445b-32c6-49b0-83e6-1d93765276ca", name: "OfficeHome" },
  { id: "00000002-0000-0ff1-ce00-000000000000", name: "Office 365 Exchange Online" },
] as const;

/**
 * The sign-ins of a data set, one by one, with what its generator has no need of and hunts go by: as many people and
 * service principals as give each a past, and habits instead of chance (see `settling.ts`). What fails stays: wrong
 * passwords from all over the world, and hours in which one address tries many users.
 */
export function tenantOf(set: DataSet): Tenant {
  const { population, signInAt, attackerAt } = recordsOf(set);
  const [people, others] = parted(settled(population), countOf(set, "people", population.users));
  const [strangers, left] = parted(others, others.length - leavers);
  const workloads = population.servicePrincipals.map(rooted);
  const [principals, spares] = parted(workloads, countOf(set, "principals", workloads));
  const [newPrincipals, stale] = parted(spares, spares.length - forgotten);
  const machines = population.managedIdentities.map(rooted);
  const [identities, newIdentities] = parted(machines, countOf(set, "identities", machines));
  const cast: Cast = { people, leavers: left, principals, forgotten: stale, identities, office };
  const settle = settling(population, cast, attackerAt);
  const tenantSignInAt: Tenant["signInAt"] = (index, form) => settle(signInAt(index, form));
  return {
    people,
    strangers,
    principals,
    newPrincipals,
    identities,
    newIdentities,
    apps: population.apps.slice(office.length),
    signInAt: tenantSignInAt,
    recordAt: (index, form) => graphSignIn(tenantSignInAt(index, form)),
    attackerAt,
  };
}

function parted<T>(list: readonly T[], at: number): [T[], T[]] {
  return [list.slice(0, at), list.slice(at)];
}

function rooted(workload: Workload): Workload {
  return { ...workload, addresses: workload.addresses.map(placed) };
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
