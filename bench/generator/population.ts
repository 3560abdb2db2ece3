import { type Random, seededRandom } from "../../src/demo/random.ts";
import { sizes } from "./data-set.ts";
import { appKinds, appSubjects, cities, countries, firstNames, lastNames } from "./names.ts";
import { zipf } from "./zipf.ts";

export interface Address {
  readonly ip: string;
  readonly asn: number;
  readonly city: string;
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly isOffice: boolean;
}

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface App extends Named {
  readonly resource: Named;
}

export interface User extends Named {
  readonly principalName: string;
  readonly isGuest: boolean;
  readonly device: { readonly id: string; readonly name: string; readonly platform: number };
  /** From where they usually sign in, the most usual first. */
  readonly addresses: readonly Address[];
}

export interface Workload extends Named {
  readonly app: App;
  readonly resource: Named;
  readonly addresses: readonly Address[];
}

/** Everybody and everything that signs in or is signed in to, the most active first. */
export interface Population {
  readonly tenantId: string;
  readonly users: readonly User[];
  readonly apps: readonly App[];
  readonly addresses: readonly Address[];
  readonly servicePrincipals: readonly Workload[];
  readonly managedIdentities: readonly Workload[];
}

export function populationOf(seed: string): Population {
  const random = seededRandom(`${seed} population`);
  const countryOf = zipf(sizes.countries, 1.2);
  const addressOf = zipf(sizes.addresses, 0.7);
  const addresses = list(sizes.addresses, (rank) =>
    address(rank, countries[countryOf(random.next())] ?? "DE", random),
  );
  const usual = (most: number): Address[] =>
    list(random.whole(1, most), () => addresses[addressOf(random.next())] as Address);
  const resources = list(25, (rank) => ({
    id: random.guid(),
    name: rank === 0 ? "Microsoft Graph" : `Resource API ${rank}`,
  }));
  const apps = list(sizes.apps, (rank) => ({
    id: random.guid(),
    name: `${appSubjects[rank % 20]} ${appKinds[Math.floor(rank / 20)]}`,
    resource: resources[Math.floor(random.next() ** 3 * resources.length)] as Named,
  }));
  const workload = (name: string): Workload => ({
    id: random.guid(),
    name,
    app: random.pick(apps),
    resource: random.pick(resources),
    addresses: usual(3),
  });
  return {
    tenantId: random.guid(),
    users: list(sizes.users, (rank) => user(rank, usual(4), random)),
    apps,
    addresses,
    servicePrincipals: list(sizes.servicePrincipals, (rank) =>
      workload(`svc-${appSubjects[rank % 20]?.toLowerCase()}-${rank}`),
    ),
    managedIdentities: list(sizes.managedIdentities, (rank) =>
      workload(`mi-${appKinds[rank % 20]?.toLowerCase()}-${rank}`),
    ),
  };
}

/** Addresses for benchmarks and documentation: 198.18.0.0/15 (RFC 2544) and 2001:db8::/32 (RFC 3849). */
function address(rank: number, country: string, random: Random): Address {
  const ip =
    rank % 10 === 9
      ? `2001:db8:${(rank >> 8).toString(16)}:${(rank & 255).toString(16)}::1`
      : `198.${18 + (rank >> 16)}.${(rank >> 8) & 255}.${rank & 255}`;
  return {
    ip,
    asn: 64_496 + (rank % 15),
    city: random.pick(cities),
    country,
    latitude: random.whole(-6_000, 7_000) / 100,
    longitude: random.whole(-17_000, 17_000) / 100,
    isOffice: random.chance(0.1),
  };
}

function user(rank: number, addresses: readonly Address[], random: Random): User {
  const first = firstNames[rank % firstNames.length] as string;
  const last = lastNames[Math.floor(rank / firstNames.length) % lastNames.length] as string;
  const turn = Math.floor(rank / (firstNames.length * lastNames.length));
  return {
    id: random.guid(),
    name: `${first} ${last}`,
    principalName: `${first}.${last}${turn === 0 ? "" : turn + 1}@contoso.com`.toLowerCase(),
    isGuest: random.chance(0.06),
    device: { id: random.guid(), name: `LAPTOP-${10_000 + rank}`, platform: random.whole(0, 3) },
    addresses,
  };
}

function list<T>(length: number, make: (rank: number) => T): T[] {
  return Array.from({ length }, (_, rank) => make(rank));
}
