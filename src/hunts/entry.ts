import { acceptedCodes } from "./codes.ts";
import { distinctValues, isSuccess, keyOf } from "./events.ts";
import type { Aftermath, Entry, Event, Finding, Value } from "./hunt.ts";

const day = 86_400_000;

/** Who got in among these events, and whose password was accepted without that. */
export function entryOf(events: readonly Event[]): Entry {
  const successes = events.filter(isSuccess);
  const users = distinctValues(successes, "user");
  const inside = new Set(users.map(({ key }) => key));
  const accepted = distinctValues(
    events.filter((event) => acceptedCodes.has(keyOf(event, "errorCode"))),
    "user",
  ).filter(({ key }) => !inside.has(key));
  return { successes: successes.length, users, accepted, last: successes.at(-1)?.time };
}

export const nobody: Entry = { successes: 0, users: [], accepted: [] };

/** The entry of a finding together with what came after it. */
export function withLater(finding: Finding, later: readonly Event[]): Finding {
  const { entry } = finding;
  const found = entryOf(later);
  const users = merged(entry.users, found.users);
  const inside = new Set(users.map(({ key }) => key));
  return {
    ...finding,
    entry: {
      successes: found.successes,
      users,
      accepted: merged(entry.accepted, found.accepted).filter(({ key }) => !inside.has(key)),
      last: found.last,
    },
  };
}

function merged(some: readonly Value[], others: readonly Value[]): Value[] {
  return [...new Map([...some, ...others].map((value) => [value.key, value])).values()];
}

/** Whether anyone of those who were tried got in from the same place, during it or within a day after. */
export const gotInFromThere: Aftermath = {
  where: [{ field: "errorCode", is: ["0", ...acceptedCodes] }],
  fields: ["user", "ip", "status", "errorCode"],
  source: "addresses",
  length: day,
  judge: withLater,
};

/** The same of a crowd: those who got in from where they themselves had failed. */
export const gotInFromOwnAddress: Aftermath = { ...gotInFromThere, source: "ownAddresses" };
