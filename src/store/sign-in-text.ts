import type { SignIn } from "../signin/sign-in.ts";

/** A sign-in as JSON, each in one line: itself and, apart from it, what the source delivered; "" where that is not known. */
export interface SignInText {
  readonly body: string;
  readonly raw: string;
}

export function textOf({ raw = "", ...body }: SignIn): SignInText {
  return { body: JSON.stringify(body), raw };
}

export function signInOf({ body, raw }: SignInText): SignIn {
  const signIn = JSON.parse(body) as SignIn;
  if (raw !== "") signIn.raw = raw;
  return signIn;
}

/** The entry of a batch that keeps a sign-in. */
export function entryOf(signIn: SignIn): { readonly kind: "signIn" } & SignInText {
  return { kind: "signIn", ...textOf(signIn) };
}
