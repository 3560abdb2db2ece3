import { isDeepStrictEqual } from "node:util";
import { addAuthenticationDetail, mergeCopies } from "../signin/merge.ts";
import type { AuthenticationDetail, SignIn } from "../signin/sign-in.ts";
import { signInOf, type SignInText, textOf } from "./sign-in-text.ts";
import type { WriteResult } from "./store.ts";

/** What became of an entry of a batch. */
export type Fate = keyof WriteResult;

/** A sign-in that is kept, and the texts as which it is. */
export interface KeptSignIn {
  readonly signIn: SignIn;
  readonly text: SignInText;
}

/** Single sign-ins of a backend. */
export interface SignIns<Kept extends KeptSignIn> {
  /** @param time when it probably was (milliseconds since 1970) */
  find(id: string, time?: number): Kept | undefined;
  /** Adds a sign-in that is not there. */
  insert(signIn: SignIn, text: SignInText): void;
  replace(kept: Kept, signIn: SignIn): void;
}

/** Steps of sign-ins that came apart from them. */
export interface Details {
  /** In the order of their arrival. */
  of(signInId: string): readonly AuthenticationDetail[];
  /** False where it is known already. */
  add(signInId: string, detail: AuthenticationDetail): boolean;
}

/** Keeps a copy of a sign-in, merged with the one that is kept already and the steps that came apart from it. */
export function keepSignIn<Kept extends KeptSignIn>(
  text: SignInText,
  signIns: SignIns<Kept>,
  details: Details,
): Fate {
  const arriving = signInOf(text);
  const kept = signIns.find(arriving.id, Date.parse(arriving.createdDateTime));
  if (kept !== undefined && isSameText(kept.text, text)) return "unchanged";
  const steps = details.of(arriving.id);
  const copy = kept === undefined ? arriving : mergeCopies(kept.signIn, arriving);
  const signIn = steps.reduce(addAuthenticationDetail, copy);
  if (kept !== undefined) return replace(kept, signIn, signIns);
  signIns.insert(signIn, signIn === arriving ? text : textOf(signIn));
  return "new";
}

/**
 * Keeps a step for good, not only until its sign-in arrives: a later copy of the sign-in may bring fewer steps, and then
 * gets it again.
 */
export function keepDetail<Kept extends KeptSignIn>(
  id: string,
  detail: AuthenticationDetail,
  signIns: SignIns<Kept>,
  details: Details,
): Fate {
  if (!details.add(id, detail)) return "unchanged";
  const kept = signIns.find(id);
  return kept === undefined ? "new" : replace(kept, addAuthenticationDetail(kept.signIn, detail), signIns);
}

/** Most records that come again come as they were, which their texts tell at once. */
function isSameText(a: SignInText, b: SignInText): boolean {
  return a.body === b.body && a.raw === b.raw;
}

/** A copy that is only observed later is kept too, or an older one could win against it some day; but nothing has changed. */
function replace<Kept extends KeptSignIn>(kept: Kept, merged: SignIn, signIns: SignIns<Kept>): Fate {
  if (isDeepStrictEqual(kept.signIn, merged)) return "unchanged";
  signIns.replace(kept, merged);
  return saysTheSame(kept.signIn, merged) ? "unchanged" : "updated";
}

/** Whether two copies of a sign-in say the same, `raw` included, whenever each was observed. */
function saysTheSame(a: SignIn, b: SignIn): boolean {
  return isDeepStrictEqual({ ...a, observedDateTime: undefined }, { ...b, observedDateTime: undefined });
}
