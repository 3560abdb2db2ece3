import { setTimeout as pause } from "node:timers/promises";
import { limits } from "../limits.ts";
import type { Log } from "../log.ts";
import type { KeptLetter, Letter, Letters } from "../state/letters.ts";
import type { Connector, Delivery } from "./connector.ts";

export interface Outbox {
  /**
   * Sends a letter after those before it of the same conversation.
   * @returns the message's id once it is sent; undefined where it was given up, which is logged
   */
  send(letter: Letter): Promise<string | undefined>;
  /** Keeps a letter, and sends it without anybody waiting for that. */
  put(letter: Letter): Promise<void>;
  /**
   * Puts a message in the place of the one that a letter of the same key became; sends it where there is none.
   * @returns the message's id
   */
  replace(letter: Letter, change: string): Promise<string | undefined>;
  /**
   * Puts a message in the place of another one of the bot's; sends it where that one is not there any more.
   * @param id of the other one
   * @returns the message's id
   */
  putInPlace(letter: Letter, id: string): Promise<string | undefined>;
  /** Puts a message in the place of another one of the bot's, and sends nothing where that does not work. */
  change(letter: Letter, id: string): Promise<Changed>;
  /** Something came from a conversation: it is there, whatever was said of it before. */
  revive(conversation: string): void;
  /** Goes on with what was left by the process before. */
  resume(): Promise<void>;
  /** Waits for what is being sent, and begins nothing more. What waits stays for the next start. */
  close(): Promise<void>;
}

/** What became of a change: made, to be tried again later, or impossible since what it changes is not there any more. */
export type Changed = "made" | "later" | "gone";

export interface OutboxOptions {
  readonly letters: Letters;
  readonly connector: Connector;
  readonly log: Log;
  /** What is sent in the place of a message that is too large for Teams. */
  readonly tooLarge: object;
  /** As `Date.now`. */
  readonly clock?: () => number;
  /** As `Math.random`; spreads what is tried again. */
  readonly random?: () => number;
}

/**
 * Messages in the order of each conversation, each once: tried again where nothing can have arrived, given up with a
 * logged reason where it may have, or never will. A conversation that is gone is not written to again until `revive`, or for ten minutes.
 */
export function createOutbox(options: OutboxOptions): Outbox {
  const { letters, connector, log, tooLarge, clock = Date.now, random = Math.random } = options;
  const queues = new Map<string, Promise<void>>();
  const closing = new AbortController();
  /** When each was found to be gone. */
  const gone = new Map<string, number>();

  return {
    async send(letter) {
      const added = await letters.add(letter, clock());
      // Under way: what it is called is not known yet.
      if (added === "under way") return "";
      if ("sent" in added) return added.sent;
      const { number } = added;
      return enqueue(letter.conversation, () => deliver({ ...letter, number }));
    },
    async put(letter) {
      const added = await letters.add(letter, clock());
      if (typeof added === "string" || "sent" in added) return;
      const { number } = added;
      enqueue(letter.conversation, () => deliver({ ...letter, number })).catch(() => {
        // It is in the log already.
      });
    },
    async replace(letter, change) {
      // In its turn: what it replaces may still be under way, and so may an earlier change.
      const replaced = await enqueue(letter.conversation, async () => {
        const id = await letters.sent(letter.key);
        return id !== undefined && (await update(letter, id)) === "made" ? id : undefined;
      });
      return replaced ?? this.send({ ...letter, key: JSON.stringify([letter.key, change]) });
    },
    async putInPlace(letter, id) {
      const changed = await enqueue(letter.conversation, () => update(letter, id));
      return changed === "made" ? id : this.send(letter);
    },
    change: (letter, id) => enqueue(letter.conversation, () => update(letter, id)),
    revive(conversation) {
      gone.delete(conversation);
      // Whoever speaks in a thread of a channel is in the channel.
      gone.delete(conversation.split(";")[0] ?? conversation);
    },
    async resume() {
      const { waiting, lost } = await letters.afterRestart();
      if (lost > 0)
        log.warn({ messages: lost }, "Messages were given up: the process ended while they were sent");
      for (const letter of waiting) void enqueue(letter.conversation, () => deliver(letter));
    },
    async close() {
      closing.abort();
      await Promise.allSettled(queues.values());
    },
  };

  function enqueue<Result>(conversation: string, work: () => Promise<Result>): Promise<Result> {
    const done = inTurn(queues.get(conversation), work);
    const tail = settled(done);
    queues.set(conversation, tail);
    return done;

    async function settled(working: Promise<unknown>): Promise<void> {
      try {
        await working;
      } catch (err) {
        log.error({ err }, "A message could not be kept or sent");
      }
      if (queues.get(conversation) === tail) queues.delete(conversation);
    }
  }

  async function inTurn<Result>(
    before: Promise<void> | undefined,
    work: () => Promise<Result>,
  ): Promise<Result> {
    await before;
    return work();
  }

  async function deliver(letter: KeptLetter): Promise<string | undefined> {
    let { activity } = letter;
    for (let attempt = 1; ; attempt++) {
      if (closing.signal.aborted) return undefined;
      if (clock() >= letter.deadline) return giveUp(letter, "its time was over", attempt - 1);
      if (isGone(letter.conversation)) return giveUp(letter, "its conversation is gone", attempt - 1);
      if (!(await letters.begin(letter.number))) return undefined;
      const delivery = await connector.post(letter, activity);
      if (delivery.status === "sent") {
        await letters.finish(letter.number, delivery.id);
        return delivery.id;
      }
      if (delivery.status === "refused" && delivery.isTooLarge && activity !== tooLarge) {
        log.warn({ reason: delivery.reason }, "A message was too large, so that is said instead");
        activity = tooLarge;
        await letters.putBack(letter.number);
        continue;
      }
      // One member who cannot be written to there is not the whole conversation.
      if (delivery.status === "refused" && delivery.isGone && letter.onlyTo === undefined)
        bury(letter.conversation);
      if (delivery.status !== "later") return giveUp(letter, delivery.reason, attempt);
      await letters.putBack(letter.number);
      await wait(delivery, attempt, letter.deadline);
    }
  }

  /** Few are remembered: what is forgotten is asked once more. */
  function bury(conversation: string): void {
    gone.set(conversation, clock());
    const [oldest] = gone.keys();
    if (gone.size > 10_000 && oldest !== undefined) gone.delete(oldest);
  }

  /** The bot may be added to a team after it was to write there. */
  function isGone(conversation: string): boolean {
    return clock() - (gone.get(conversation) ?? -Infinity) < limits.goneTime;
  }

  /** The same update twice is one, so it is tried a few times. */
  async function update(letter: Letter, id: string): Promise<Changed> {
    for (let attempt = 1; attempt <= 3 && clock() < letter.deadline; attempt++) {
      if (closing.signal.aborted) return "later";
      const delivery = await connector.update(letter, id, letter.activity);
      if (delivery.status === "sent") return "made";
      if (delivery.status === "refused" && delivery.isGone) return "gone";
      if (delivery.status !== "later") return "later";
      await wait(delivery, attempt, letter.deadline);
    }
    return "later";
  }

  async function wait({ after, reason }: Delivery & { status: "later" }, attempt: number, deadline: number) {
    // Half of it by chance, so that not all come back at once.
    const usual = limits.sendPause * 2 ** (attempt - 1);
    const milliseconds = (after ?? usual / 2) + (usual / 2) * random();
    log.info({ reason, milliseconds: Math.round(milliseconds) }, "A message is tried again");
    const left = Math.max(0, deadline - clock());
    await pause(Math.min(milliseconds, left), undefined, { signal: closing.signal }).catch(() => undefined);
  }

  async function giveUp(letter: KeptLetter, reason: string, attempts: number): Promise<undefined> {
    await letters.finish(letter.number, undefined);
    log.error({ reason, attempts }, "A message was given up");
  }
}
