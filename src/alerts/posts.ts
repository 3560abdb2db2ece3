import { limits } from "../limits.ts";
import type { Log } from "../log.ts";
import type { Alerts, AlertThread } from "../state/alerts.ts";
import type { NoticeView } from "../views/view.ts";
import { hash } from "./hash.ts";

/** A channel, or a thread of it by the post that began it. */
export interface Spot {
  readonly channel: string;
  readonly below?: string;
}

/** Takes what is to be said to Teams. */
export interface Channels {
  /** Posts what was not posted under a key before. "later": it is under way, "lost": it was given up. */
  post(to: Spot, key: string, view: NoticeView): Promise<{ readonly id: string } | "later" | "lost">;
  /** Puts a view in the place of a message, which may be gone. */
  change(to: Spot, id: string, view: NoticeView): Promise<"made" | "later" | "gone">;
}

/**
 * Posts a view as a message of a thread, or puts it in the place of the message that it became before, unless that says
 * the same.
 * @returns the message's id; undefined where it is not there yet
 */
export type Put = (
  thread: AlertThread,
  message: "card" | "explanation",
  to: Spot,
  view: NoticeView,
) => Promise<string | undefined>;

export interface PostsOptions {
  readonly alerts: Pick<Alerts, "told" | "untold">;
  readonly channels: Channels;
  readonly log: Log;
  /** As `Date.now`. */
  readonly clock: () => number;
}

/** The messages of threads: what each became and says is kept, so that a restart repeats none. */
export function createPosts({ alerts, channels, log, clock }: PostsOptions): Put {
  return async ({ number, tries, opened, ...thread }, message, to, view) => {
    const says = hash(JSON.stringify(view));
    let { id, says: said } = thread[message];
    if (id === undefined) {
      if (!isDue(tries, opened)) return undefined;
      // What is put in is kept first: after a restart it may be sent with what it says now.
      if (said === undefined) await alerts.told(number, message, { says: (said = says) });
      const sent = await channels.post(to, `alert/${number}/${message}/${tries}`, view);
      if (sent === "lost") await startOver(number, message);
      if (typeof sent === "string") return undefined;
      ({ id } = sent);
      await alerts.told(number, message, { id, says: said });
    }
    if (said === says) return id;
    const changed = await channels.change(to, id, view);
    if (changed === "gone") await startOver(number, message);
    if (changed === "made") await alerts.told(number, message, { id, says });
    return changed === "gone" ? undefined : id;
  };

  /** What was given up, or somebody has deleted, is said once more, and again: an alert is worth that, and no more. */
  function isDue(tries: number, opened: number): boolean {
    const after = limits.alertTries[tries];
    return after !== undefined && clock() - opened >= after;
  }

  async function startOver(number: number, message: "card" | "explanation"): Promise<void> {
    log.warn({ alert: number, message }, "A message about an alert was lost or is gone");
    await alerts.untold(number, message);
  }
}
