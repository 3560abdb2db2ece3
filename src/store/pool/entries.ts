import { signInOf, textOf, type SignInText } from "../sign-in-text.ts";
import type { Entry } from "../store.ts";

/** An entry as it crosses over: sign-ins as texts, which the store keeps anyway, and which cross over many times faster. */
export type SentEntry = SignInText | Exclude<Entry, { kind: "signIn" }>;

export function sendEntries(batch: readonly Entry[]): SentEntry[] {
  return batch.map((entry) => (entry.kind === "signIn" ? textOf(entry.signIn) : entry));
}

export function receiveEntries(sent: readonly SentEntry[]): Entry[] {
  return sent.map((entry) => ("body" in entry ? { kind: "signIn", signIn: signInOf(entry) } : entry));
}
