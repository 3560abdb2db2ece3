import type { WatchNews } from "../commands/standing/watch-check.ts";
import { askNow, watchedText } from "../commands/standing/watched.ts";
import type { Log } from "../log.ts";
import type { Address } from "../state/letters.ts";
import type { Kept, State, Watch, WatchProgress } from "../state/state.ts";
import type { View } from "../views/view.ts";
import { plural } from "../views/words.ts";

/** Says a view in a conversation, once for each key; it is kept when this returns, and sent in its time. */
export type Say = (to: Address, key: string, view: View) => Promise<void>;

export interface TellerOptions {
  readonly state: Pick<State, "watch" | "followWatch" | "personalChat">;
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
 * told, under a key of its own, so that a crash in between tells it once. While it is muted, or where its maker cannot be
 * written to, that is only counted.
 */
export function createTeller(options: TellerOptions): (watch: Watch, news: News) => Promise<void> {
  const { state, say, serviceUrl, log, clock = Date.now } = options;
  return async (looked, { view, audience, progress }) => {
    // It may have been ended or muted while it was looked at.
    const watch = await state.watch(looked.id);
    if (watch === undefined || !isReadable(watch)) return;
    const { id, told, untold } = watch;
    const before = progressOf(watch);
    const to = watch.mutedUntil > clock() ? undefined : await addressFor(watch, audience);
    if (to === undefined) {
      log.info({ watch: id }, "A watch is not told: it is muted, or its maker has no personal chat");
      const isCounted = progress.untold !== undefined;
      await state.followWatch(id, { ...before, ...progress, untold: isCounted ? untold : untold + 1 });
      return;
    }
    await say(to, `watch/${id}/${told + 1}`, introduced(view, watch, progress.untold ?? untold));
    await state.followWatch(id, { ...before, untold: 0, ...progress, told: told + 1 });
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

/** Whose answer it is, how to end it, and how often it was not told. */
function introduced(view: View, { id, question }: Watch, untold: number): View {
  const name = question.intent === "report" ? `Report ${id}` : `Watch ${id}`;
  const told = {
    ...view,
    headline: `${name}: ${view.headline}`,
    buttons: [...view.buttons, { title: `End ${name.toLowerCase()}`, ask: `unwatch "${id}"` }],
  };
  const missed = untold === 0 ? [] : [missedText(untold)];
  if (told.card === "notice") return { ...told, lines: [...told.lines, ...missed] };
  return "notes" in told ? { ...told, notes: [...missed, ...told.notes] } : told;
}

function missedText(untold: number): string {
  return `Before this it would have been told ${plural(untold, "time")}: it was muted, or you could not be written to.`;
}

/** What is told where a mute is over and nothing new has happened since: that something had. */
export function missedOf({ question, untold, mutedUntil }: Watch, now: number): News | undefined {
  if (untold === 0 || mutedUntil === 0 || mutedUntil > now) return undefined;
  const view: View = {
    card: "notice",
    tone: "warning",
    headline: `While it was muted it would have been told ${plural(untold, "time")}.`,
    lines: [watchedText(question)],
    buttons: [{ title: "Look now", ask: askNow(question) }],
  };
  return { view, audience: "asker", progress: { untold: 0 } };
}

/** What this version of the program can read. */
export function isReadable(watch: Kept<Watch>): watch is Watch {
  return watch.question !== undefined;
}

/** What it has told so far. */
export function progressOf({ told, toldUpTo, untold, suspects }: Watch): WatchProgress {
  return { told, toldUpTo, untold, suspects };
}
