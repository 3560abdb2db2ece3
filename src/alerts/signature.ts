import { createHmac, timingSafeEqual } from "node:crypto";
import { limits } from "../limits.ts";

/** How senders sign: "t=1700000000,v1=…", the HMAC-SHA256 of "1700000000." and the body, in hexadecimal digits. */
export const signatureHeader = "signpost-signature";

/** No signature at all, one of another time, of another secret or body, or one that came before. */
export type SignatureProblem = "unreadable" | "late" | "wrong" | "repeated";

/** Remembers signatures for as long as they hold, so that a request that was overheard cannot be sent again. */
export interface Signatures {
  /** Whether a request is signed with the secret, lately, and for the first time; else what is wrong with it. */
  judge(header: string, body: Uint8Array): "good" | SignatureProblem;
  /** Lets a request be sent again that was not acted on. */
  release(header: string): void;
}

/** @param clock as `Date.now` */
export function createSignatures(secret: string, clock: () => number = Date.now): Signatures {
  const used = new Map<string, number>();
  return {
    judge(header, body) {
      const [, time = "", given = ""] = /^t=(\d{10}),v1=([\da-f]{64})$/.exec(header) ?? [];
      const now = clock();
      if (given === "") return "unreadable";
      if (Math.abs(now - Number(time) * 1_000) > limits.alertSkew) return "late";
      const expected = createHmac("sha256", secret).update(`${time}.`).update(body).digest();
      if (!timingSafeEqual(expected, Buffer.from(given, "hex"))) return "wrong";
      for (const [old, until] of used) {
        if (until > now) break;
        used.delete(old);
      }
      if (used.has(given)) return "repeated";
      used.set(given, now + 2 * limits.alertSkew);
      return "good";
    },
    release(header) {
      used.delete(header.slice(-64));
    },
  };
}
