import type { SignIn } from "../../src/signin/sign-in.ts";
import type { Address, App, Named, Population, Workload } from "../generator/population.ts";
import { onPrivateDevice, whileWorking, withFewRefusals, withOldProgram, withoutLock } from "./habits.ts";
import { identityOf, type Person, placeOf } from "./person.ts";
import { placed } from "./places.ts";
import { appOf } from "./sign-ins.ts";

/** Those whom the sign-ins of the generator are given to. */
export interface Cast {
  readonly people: readonly Person[];
  readonly leavers: readonly Person[];
  readonly principals: readonly Workload[];
  readonly forgotten: readonly Workload[];
  readonly identities: readonly Workload[];
  /** What the first apps of the generator are. */
  readonly office: readonly Named[];
}

/** The most active people, some of whom use device codes, always at home, and some old programs. */
const developers = 10;
const oldPrograms = 20;
const oldClients = ["IMAP4", "POP3", "Authenticated SMTP", "Exchange ActiveSync"] as const;
/** One in so many has a private computer. */
const privately = 8;
const disabled = 50057;
const badSecrets: ReadonlySet<number> = new Set([7000215, 7000222]);

/**
 * What makes a sign-in of the generator one of the tenant: whoever signs in is in one country and at work, a session ends
 * where its user does, device codes and old programs belong to few, disabled accounts and wrong secrets to those who never
 * get in, and whoever guesses does not know who is most active.
 */
export function settling(
  population: Population,
  cast: Cast,
  attackerAt: (at: number) => Address | undefined,
): (signIn: SignIn) => SignIn {
  const addresses = ranked(population.addresses.map(placed), ({ ip }) => ip);
  const users = ranked(population.users, ({ id }) => id);
  const workloads = ranked(population.servicePrincipals, ({ id }) => id);
  const identities = ranked(population.managedIdentities, ({ id }) => id);
  const office = new Map(
    cast.office.map(({ id, name }, at) => [population.apps[at]?.id, { appId: id, appDisplayName: name }]),
  );

  const settlePerson = (signIn: SignIn, rank: number, from: Address & Ranked, own: number): SignIn => {
    const at = Date.parse(signIn.createdDateTime);
    if (own < 0 && isGuess(signIn)) {
      const isSpray = attackerAt(at)?.ip === from.ip;
      return attempt(isSpray ? signIn : withoutLock(signIn), oneOf(cast.people, at), from);
    }
    if (signIn.status.errorCode === disabled) return leftBehind(signIn, oneOf(cast.leavers, rank));
    const person = oneOf(cast.people, rank);
    const isDeveloper = signIn.authenticationProtocol === "deviceCode" && rank < developers;
    const place = own < 0 ? oneOf(person.around, from.rank) : oneOf(person.addresses, own);
    const usual = withOldProgram(signIn, rank < oldPrograms ? programOf(population.apps, rank) : undefined);
    return atWork(
      (rank % cast.people.length) % privately === 0 ? onPrivateDevice(usual) : usual,
      person,
      isDeveloper ? oneOf(person.addresses, 0) : place,
      isDeveloper,
    );
  };

  const settleWorkload = (signIn: SignIn, rank: number, own: number): SignIn => {
    const isForgotten = badSecrets.has(signIn.status.errorCode);
    const principal = oneOf(isForgotten ? cast.forgotten : cast.principals, rank);
    return withWorkload(signIn, principal, oneOf(principal.addresses, isForgotten ? 0 : own));
  };

  const settleIdentity = (signIn: SignIn, rank: number, own: number): SignIn => {
    const { resource, ...machine } = oneOf(cast.identities, rank);
    const settled = withWorkload(signIn, machine, oneOf(machine.addresses, own));
    return Object.assign(settled, { resourceId: resource.id, resourceDisplayName: resource.name });
  };

  return (signIn) => {
    const from = addresses.get(signIn.ipAddress ?? "");
    if (from === undefined) return signIn;
    const owns = ({ addresses }: { readonly addresses: readonly Address[] }): number =>
      addresses.findIndex(({ ip }) => ip === from.ip);
    const user = users.get(signIn.userId ?? "");
    if (user !== undefined) {
      const usual = Object.assign({}, signIn, office.get(signIn.appId));
      return settlePerson(usual, user.rank, from, owns(user));
    }
    const workload = workloads.get(signIn.servicePrincipalId ?? "");
    if (workload !== undefined) return settleWorkload(signIn, workload.rank, owns(workload));
    const identity = identities.get(signIn.servicePrincipalId ?? "");
    if (identity !== undefined) return settleIdentity(signIn, identity.rank, owns(identity));
    return Object.assign({}, signIn, placeOf(from));
  };
}

/** Somebody else's: no session of the user's. */
function attempt(signIn: SignIn, victim: Person, from: Address): SignIn {
  return Object.assign({}, signIn, identityOf(victim), placeOf(from), { sessionId: undefined });
}

/** The device of somebody who left, at home. */
function leftBehind(signIn: SignIn, leaver: Person): SignIn {
  return Object.assign({}, withOldProgram(signIn), identityOf(leaver), placeOf(oneOf(leaver.addresses, 0)), {
    authenticationProtocol: "oAuth2",
    sessionId: undefined,
  });
}

function atWork(signIn: SignIn, person: Person, place: Address, isDeveloper: boolean): SignIn {
  const usual = withFewRefusals(withoutLock(signIn));
  const protocol = usual.authenticationProtocol;
  return whileWorking(
    Object.assign({}, usual, identityOf(person), placeOf(place), {
      authenticationProtocol: protocol === "deviceCode" && !isDeveloper ? "oAuth2" : protocol,
    }),
  );
}

/** The codes of the generator's attackers. */
export function isGuess({ status: { errorCode } }: SignIn): boolean {
  return errorCode === 50126 || errorCode === 50053;
}

interface Ranked {
  readonly rank: number;
}

function ranked<T extends object>(
  list: readonly T[],
  keyOf: (one: T) => string,
): ReadonlyMap<string, T & Ranked> {
  return new Map(list.map((one, rank) => [keyOf(one), { ...one, rank }]));
}

/** One of a list by a number, which may be larger. */
function oneOf<T>(list: readonly T[], at: number): T {
  return list[at % list.length] as T;
}

function programOf(apps: readonly App[], rank: number): Partial<SignIn> {
  return { clientAppUsed: oneOf(oldClients, rank), ...appOf(oneOf(apps.slice(2), rank)) };
}

function withWorkload(signIn: SignIn, { id, name }: Named, from: Address): SignIn {
  return Object.assign({}, signIn, placeOf(from), { servicePrincipalId: id, servicePrincipalName: name });
}
