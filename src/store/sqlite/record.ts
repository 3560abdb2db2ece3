import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { SignIn } from "../../signin/sign-in.ts";

/** A sign-in as it is kept: itself, and apart from it what the source delivered, which few answers need. */
export interface Packed {
  readonly body: Buffer;
  readonly raw: Buffer | undefined;
}

/** The source's record says much the same as the sign-in, whose text therefore serves as its dictionary. */
export function pack({ raw, ...signIn }: SignIn): Packed {
  const text = JSON.stringify(signIn);
  return {
    body: deflate(text),
    raw: raw === undefined ? undefined : deflate(JSON.stringify(raw), Buffer.from(text)),
  };
}

export function unpack(body: Buffer, raw?: Buffer | null): SignIn {
  const text = inflateRawSync(body);
  const signIn = JSON.parse(text.toString()) as SignIn;
  if (raw === undefined || raw === null) return signIn;
  return { ...signIn, raw: JSON.parse(inflateRawSync(raw, { dictionary: text }).toString()) as unknown };
}

/** Level 3: a record is short, and higher levels save one byte in a hundred for more time. */
export function deflate(text: string, dictionary?: Buffer): Buffer {
  return deflateRawSync(text, { level: 3, dictionary });
}
