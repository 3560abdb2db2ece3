import type { SignIn } from "../../../../src/signin/sign-in.ts";

/** What a hunt is for, and what is almost that. */
export interface Case {
  readonly finds: readonly SignIn[];
  /** Almost the same, which is nothing. */
  readonly misses: readonly SignIn[];
  /** Of a rule with several conditions: what misses one of them, by the name of what it misses. */
  readonly lacks?: Readonly<Record<string, readonly SignIn[]>>;
  readonly subject: RegExp;
  readonly says: RegExp;
  readonly verdict: RegExp;
}

export const nobodyIn = /^Nobody/;
