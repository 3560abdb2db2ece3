import type { ScannedSignIn, Value } from "../store/store.ts";

/** Somebody who got in, or whose password was accepted, in a way that the alert may be about. */
export interface Entrance {
  readonly name: string;
  /** Whether the alert names them. */
  readonly isNamed: boolean;
  /** Addresses from which it was; empty where the log gives none. */
  readonly addresses: readonly string[];
  /** The last time: milliseconds since 1970. */
  readonly last: number;
  /** The sign-in of that time; absent where the log does not tell. */
  readonly requestId?: string;
  readonly correlationId?: string;
}

export interface Reached {
  /** By signing in themselves. */
  readonly gotIn: readonly Entrance[];
  /** By a session that was there already: its tokens were used from there. */
  readonly sessions: readonly Entrance[];
  /** Their password was right, and something else stopped them. */
  readonly accepted: readonly Entrance[];
  /** Who else of the alert signed in, from addresses that they use. */
  readonly usual: readonly string[];
  /** The same where there are no records from before: whether they use these addresses is not known. */
  readonly unsure: readonly Entrance[];
  /** Not all sign-ins were read: what was not found may be there. */
  readonly isCut: boolean;
}

/** The sign-ins that tell it. */
export interface Reading {
  readonly successes: readonly ScannedSignIn[];
  readonly accepted: readonly ScannedSignIn[];
  /** Users and the addresses that they had signed in from before. */
  readonly known: readonly (readonly [user: string, address: string])[];
  readonly isCut: boolean;
}

export interface Subjects {
  readonly people: readonly { readonly name: string; readonly id: string | undefined }[];
  readonly addresses: readonly string[];
  /** Whether there are records from before, so that an address can be new. */
  readonly isKnown: boolean;
  /** Whether there are more people or addresses. */
  readonly isCut: boolean;
}

/**
 * Who got in: from an address of the alert, or, of its people, from one that is new for them or that the log does not
 * give.
 */
export function reachedBy(
  { successes, accepted, known, isCut }: Reading,
  { people, addresses, isKnown, isCut: isMore }: Subjects,
): Reached {
  const names = new Map(people.flatMap(({ id, name }) => (id === undefined ? [] : [[id, name] as const])));
  const ofAlert = new Set(addresses);
  const usedBefore = new Set(known.map((pair) => JSON.stringify(pair)));
  const isOdd = ({ values }: ScannedSignIn): boolean => {
    const [user, address] = [keyOf(values.user), keyOf(values.ip)];
    if (ofAlert.has(address)) return true;
    if (!names.has(user)) return false;
    return address === "" || (isKnown && !usedBefore.has(JSON.stringify([user, address])));
  };
  const odd = successes.filter(isOdd);
  const isInteractive = ({ values }: ScannedSignIn): boolean => keyOf(values.type) === "interactiveUser";
  const gotIn = entrances(odd.filter(isInteractive), names);
  // Phones change their addresses all day: with addresses in the alert, sessions count from those alone.
  const isSession = (one: ScannedSignIn): boolean =>
    !isInteractive(one) && (ofAlert.size === 0 || ofAlert.has(keyOf(one.values.ip)));
  const sessions = entrances(odd.filter(isSession), names);
  const oddUsers = new Set(
    odd.filter((one) => isInteractive(one) || isSession(one)).map(({ values }) => keyOf(values.user)),
  );
  const usual = successes
    .map(({ values }) => keyOf(values.user))
    .filter((id) => names.has(id) && !oddUsers.has(id));
  return {
    gotIn,
    sessions: sessions.filter(({ name }) => gotIn.every((one) => one.name !== name)),
    accepted: entrances(accepted.filter(isOdd), names),
    usual: isKnown ? [...new Set(usual)].map((id) => names.get(id) ?? id) : [],
    unsure: isKnown
      ? []
      : entrances(
          successes.filter((one) => names.has(keyOf(one.values.user)) && !isOdd(one)),
          names,
        ),
    isCut: isCut || isMore,
  };
}

/** By user, those whom the alert names first. */
function entrances(signIns: readonly ScannedSignIn[], names: ReadonlyMap<string, string>): Entrance[] {
  const byUser = new Map<string, Entrance>();
  for (const { time, values } of signIns) {
    const id = keyOf(values.user);
    const address = keyOf(values.ip);
    const held = byUser.get(id);
    const newest = held === undefined || time > held.last ? idsOf(values) : held;
    byUser.set(id, {
      ...newest,
      name: names.get(id) ?? nameOf(values.user?.[0]),
      isNamed: names.has(id),
      addresses: [...new Set([...(held?.addresses ?? []), ...(address === "" ? [] : [address])])],
      last: Math.max(held?.last ?? time, time),
    });
  }
  return [...byUser.values()].sort((a, b) => Number(b.isNamed) - Number(a.isNamed) || b.last - a.last);
}

function idsOf(values: ScannedSignIn["values"]): Pick<Entrance, "requestId" | "correlationId"> {
  const [requestId, correlationId] = [keyOf(values.requestId), keyOf(values.correlationId)];
  return { ...(requestId !== "" && { requestId }), ...(correlationId !== "" && { correlationId }) };
}

function keyOf(values: readonly Value[] | undefined): string {
  return values?.[0]?.key ?? "";
}

function nameOf(value: Value | undefined): string {
  return value?.alias ?? value?.name ?? value?.key ?? "somebody";
}
