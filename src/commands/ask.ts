import type { View } from "../views/view.ts";

/** Who asks, as the platform vouches for it: never taken from the text. */
export interface Asker {
  /** Entra object id; absent where the platform gives none, and then nothing is permitted but help. */
  readonly id?: string;
  /** What the platform calls them. */
  readonly name?: string;
}

/** One thing someone said, with all that its meaning depends on. */
export interface Ask {
  readonly text: string;
  readonly asker: Asker;
  readonly now: Date;
  /** IANA name, e.g. "Europe/Berlin". */
  readonly timezone: string;
  /** BCP 47, e.g. "en-GB". */
  readonly locale: string;
  /** Others read the answer too: a channel, a group chat, a meeting. */
  readonly shared: boolean;
  /** What kind of conversation, as the platform names it ("personal", "groupChat", "channel"); for the audit trail. */
  readonly place?: string;
  /** How it was asked; absent: in a message. */
  readonly via?: "message" | "button" | "search" | "link" | "watch";
  /** Which conversation: follow-ups follow what the same person said in the same one. Absent: nothing is remembered. */
  readonly conversation?: string;
  /** Milliseconds that whoever asks waits for the answer; absent: as long as for a store of this machine. */
  readonly patience?: number;
  /** What was said before does not count: a follow-up is read by itself. */
  readonly fresh?: true;
}

/**
 * Answers an ask. Never rejects for what the asker can mend: that is a view too.
 * @throws {StoreFailure} where the store did not answer
 * @throws whatever broke inside, or the reason of the signal
 */
export type Answerer = (ask: Ask, signal?: AbortSignal) => Promise<View>;
