import type { SignIn } from "../signin/sign-in.ts";

/** A sign-in as JSON: itself and, apart from it, what the source delivered; "" where that is not known. */
export interface SignInText {
  readonly body: string;
  readonly raw: string;
}

const known = new WeakMap<SignIn, SignInText>();
const delivered = new WeakMap<object, string>();

/** Says of which JSON text a source's record was read, so that it need not be written again to be kept. */
export function rememberText(record: unknown, text: string): void {
  // Texts are kept as lines.
  if (typeof record === "object" && record !== null && !text.includes("\n")) delivered.set(record, text);
}

/** The texts of a sign-in: those that it was made of, or new ones. */
export function textOf(signIn: SignIn): SignInText {
  const text = known.get(signIn);
  if (text !== undefined) return text;
  const { raw, ...body } = signIn;
  return { body: JSON.stringify(body), raw: raw === undefined ? "" : rawTextOf(raw) };
}

function rawTextOf(raw: unknown): string {
  return (typeof raw === "object" && raw !== null ? delivered.get(raw) : undefined) ?? JSON.stringify(raw);
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
