import type { CheckWatch, WatchNews } from "../commands/watch-check.ts";
import type { Log } from "../log.ts";
import type { Address } from "../state/letters.ts";
import type { Kept, State, Watch } from "../state/state.ts";
import type { Store } from "../store/store.ts";
import type { NoticeView } from "../views/view.ts";

/** Says a view in a conversation, once for each key. @returns false where it was given up */
export type Say = (to: Address, key: string, view: NoticeView) => Promise<boolean>;

export interface WatchRoundsOptions {
  readonly state: Pick<State, "allWatches" | "toldWatch" | "personalChat">;
  readonly store: () => Promise<Store>;
  readonly check: CheckWatch;
  readonly say: Say;
  /** Where the service of Teams is reached for a conversation of which nothing else is known. */
  readonly serviceUrl: string;
  readonly log: Log;
  /** As `Date.now`. */
  readonly clock?: () => number;
}

/**
 * Looks at all watches whenever there is new data, one after another. What is told is put into the outbox before it counts
 * as told, under a key of its own, so that a crash in between tells it once.
 */
export function createWatchRounds(options: WatchRoundsOptions): (signal: AbortSignal) => Promise<void> {
  const { state, store, check, say, serviceUrl, log, clock = Date.now } = options;
  let lookedAt = "";
  return async (signal) => {
    const { signIns, newest } = await (await store()).coverage(signal);
    const now = JSON.stringify([signIns, newest]);
    if (now === lookedAt) return;
    for (const watch of await state.allWatches()) {
      if (signal.aborted) return;
      if (isReadable(watch)) await lookAt(watch, signal);
    }
    lookedAt = now;
  };

  async function lookAt(watch: Watch, signal: AbortSignal): Promise<void> {
    try {
      const found = await check(watch, new Date(clock()), signal);
      if (found === "not permitted")
        log.info({ watch: watch.id }, "A watch is not told: its maker may not see it");
      if (typeof found === "string") return;
      if (!("view" in found)) return await state.toldWatch(watch.id, watch.told, found.upTo);
      const to = await addressFor(watch, found.audience);
      if (to === undefined) {
        log.warn({ watch: watch.id }, "A watch could not be told: its maker has no personal chat");
      } else if (!(await say(to, `watch/${watch.id}/${watch.told + 1}`, found.view))) {
        log.warn({ watch: watch.id }, "A watch could not be told");
      }
      await state.toldWatch(watch.id, watch.told + 1, found.upTo);
    } catch (err) {
      if (!signal.aborted) log.error({ err, watch: watch.id }, "A watch could not be looked at");
    }
  }

  /** Where others read along, what they may not see goes to its maker alone. */
  async function addressFor(
    { person, conversation, shared }: Watch,
    audience: WatchNews["audience"],
  ): Promise<Address | undefined> {
    const chat = await state.personalChat(person.toLowerCase());
    if (shared && audience === "asker") return chat;
    return { serviceUrl: chat?.serviceUrl ?? serviceUrl, conversation };
  }
}

function isReadable(watch: Kept<Watch>): watch is Watch {
  return watch.question !== undefined;
}
