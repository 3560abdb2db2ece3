import type { WatchNews } from "../commands/watch-check.ts";
import type { Log } from "../log.ts";
import type { Address } from "../state/letters.ts";
import type { Kept, State, Watch } from "../state/state.ts";
import type { View } from "../views/view.ts";
import { plural } from "../views/words.ts";

/** Says a view in a conversation, once for each key; it is kept when this returns, and sent in its time. */
export type Say = (to: Address, key: string, view: View) => Promise<void>;

export interface TellerOptions {
  readonly state: Pick<State, "followWatch" | "personalChat">;
  readonly say: Say;
  /** Where the service of Teams is reached for a conversation of which nothing else is known. */
  readonly serviceUrl: string;
  readonly log: Log;
  /** As `Date.now`. */
  readonly clock?: () => number;
}

/** What a standing question has to tell. */
export type News = Omit<WatchNews, "more">;

/**
 * Tells what a watch or report has found, where it was asked for. What is told is put into the outbox before it counts as
 * told, under a key of its own, so that a crash in between tells it once. While it is muted that is only counted.
 */
export function createTeller(options: TellerOptions): (watch: Watch, news: News) => Promise<void> {
  const { state, say, serviceUrl, log, clock = Date.now } = options;
  return async (watch, { view, audience, progress }) => {
    const { id, told, toldUpTo, untold, suspects } = watch;
    const before = { told, toldUpTo, untold, suspects };
    if (watch.mutedUntil > clock()) {
      await state.followWatch(id, { ...before, ...progress, untold: untold + 1 });
      return;
    }
    const to = await addressFor(watch, audience);
    if (to === undefined)
      log.warn({ watch: id }, "A watch could not be told: its maker has no personal chat");
    else await say(to, `watch/${id}/${told + 1}`, introduced(view, watch));
    await state.followWatch(id, { ...before, ...progress, told: told + 1, untold: 0 });
  };

  /** Where others read along, what they may not see goes to its maker alone. */
  async function addressFor(
    { person, conversation, shared }: Watch,
    audience: News["audience"],
  ): Promise<Address | undefined> {
    const chat = await state.personalChat(person.toLowerCase());
    if (shared && audience === "asker") return chat;
    return { serviceUrl: chat?.serviceUrl ?? serviceUrl, conversation };
  }
}

/** Whose answer it is, how to end it, and what was not told. */
function introduced(view: View, { id, question, untold }: Watch): View {
  const name = question.intent === "report" ? `Report ${id}` : `Watch ${id}`;
  const missed =
    untold === 0 ? [] : [`While it was muted it would have been told ${plural(untold, "time")}.`];
  const told = {
    ...view,
    headline: `${name}: ${view.headline}`,
    buttons: [...view.buttons, { title: `End ${name.toLowerCase()}`, ask: `unwatch "${id}"` }],
  };
  if (told.card === "notice") return { ...told, lines: [...told.lines, ...missed] };
  return "notes" in told ? { ...told, notes: [...missed, ...told.notes] } : told;
}

/** What this version of the program can read. */
export function isReadable(watch: Kept<Watch>): watch is Watch {
  return watch.question !== undefined;
}
