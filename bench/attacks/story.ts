import type { SignIn } from "../../src/signin/sign-in.ts";

/**
 * What a story is to its hunt: an attack that it is for, one that stays just below its thresholds, or something innocent
 * that looks like one.
 */
export const kinds = ["attack", "nearMiss", "lookAlike"] as const;
export type Kind = (typeof kinds)[number];

/** Something that happens in the attacked tenant, with a label that says what a hunt should make of it. */
export interface Story {
  /** "10 users within an hour". */
  readonly what: string;
  readonly kind: Kind;
  /** Ids, addresses, countries and sessions that a finding of it can be about. */
  readonly about: readonly string[];
  /** What happens; the label holds from the first to the last of them. */
  readonly signIns: readonly SignIn[];
  /** When it happens, where its sign-ins are in the background already. Milliseconds since 1970. */
  readonly span?: { readonly first: number; readonly last: number };
  /** What its people did before, or do beside it. */
  readonly everyday?: readonly SignIn[];
  /** Every record of it comes twice. */
  readonly twice?: true;
}

/** Everybody and everything in sign-ins that are all somebody else's, as findings can be about them. */
export function allOf(signIns: readonly SignIn[]): string[] {
  const keys = signIns.flatMap(({ userId, ipAddress, userAgent }) => [userId, ipAddress, userAgent]);
  return [...new Set(keys.filter((key) => key !== undefined))];
}

type More = Pick<Story, "everyday" | "twice">;

export function attack(
  what: string,
  about: readonly string[],
  signIns: readonly SignIn[],
  more?: More,
): Story {
  return { kind: "attack", what, about, signIns, ...more };
}

export function nearMiss(
  what: string,
  about: readonly string[],
  signIns: readonly SignIn[],
  more?: More,
): Story {
  return { kind: "nearMiss", what, about, signIns, ...more };
}

export function lookAlike(
  what: string,
  about: readonly string[],
  signIns: readonly SignIn[],
  more?: More,
): Story {
  return { kind: "lookAlike", what, about, signIns, ...more };
}
