import type { SignIn } from "../signin/sign-in.ts";

/** A sign-in as JSON: itself and, apart from it, what the source delivered; "" where that is not known. */
export interface SignInText {
  readonly body: string;
  readonly raw: string;
}

const known = new WeakMap<SignIn, SignInText>();

/** The texts of a sign-in: those that it was made of, or new ones. */
export function textOf(signIn: SignIn): SignInText {
  const text = known.get(signIn);
  if (text !== undefined) return text;
  const { raw, ...body } = signIn;
  return { body: JSON.stringify(body), raw: raw === undefined ? "" : JSON.stringify(raw) };
}

/** The sign-in of its texts. What the source delivered is read when it is asked for: mostly it is only kept. */
export function signInOf(text: SignInText): SignIn {
  const signIn = JSON.parse(text.body) as SignIn;
  if (text.raw !== "") {
    Object.defineProperty(signIn, "raw", {
      enumerable: true,
      configurable: true,
      get: () => JSON.parse(text.raw) as unknown,
    });
  }
  known.set(signIn, text);
  return signIn;
}
