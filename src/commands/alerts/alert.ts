import { alertIn, asOpen, type Alert } from "../../alerts/alert.ts";
import { factsOf } from "../../alerts/facts.ts";
import { isOfFlood } from "../../alerts/fold.ts";
import { alertView } from "../../alerts/alert-view.ts";
import { explanationView } from "../../alerts/explanation-view.ts";
import { limits } from "../../limits.ts";
import { describe } from "../../question/describe.ts";
import type { AlertThread, Alerts } from "../../state/alerts.ts";
import type { AskButton, NoticeView } from "../../views/view.ts";
import { listed, plural } from "../../views/words.ts";
import type { Command } from "../command.ts";

/** Other alerts of the same name that have a button, beside those of the first. */
const mostOthers = 2;

/** An alert that came here, by what its link calls it: what it says, and what is known of its people and addresses. */
export const alert: Command = {
  intent: "alert",
  group: "alerts",
  summary: "An alert that came here, and what the sign-ins tell of it; its link asks the same.",
  examples: ['alert "da637551227677560813_-961444813"'],
  run: async ({ question: { id = "" }, scope, signal }, { store, state }) => {
    const [thread, ...others] = state === undefined ? [] : await threadsOf(id, state.alerts);
    const found = thread && alertIn(thread);
    if (state === undefined || thread === undefined || found === undefined) return neverCame(id);
    if (isOfFlood(thread)) return inFlood(id);
    const known = asOpen(found, await isOpen(state.alerts, thread));
    const { timezone } = scope;
    const card = alertView(known, thread, timezone);
    const explanation = explanationView(known, await factsOf(known, store, signal), timezone);
    const more = others.flatMap((one) => (isOfFlood(one) ? [] : (alertIn(one) ?? [])));
    return {
      ...explanation,
      lines: [card.headline, ...card.lines, ...explanation.lines, ...othersLine(more)],
      buttons: [...explanation.buttons, ...more.slice(0, mostOthers).map(buttonOf), ...card.buttons],
    } satisfies NoticeView;
  },
};

/** The threads into which alerts of a name went, the latest first; "#12" is the number of one. */
async function threadsOf(name: string, alerts: Alerts): Promise<readonly AlertThread[]> {
  const number = /^#(\d{1,9})$/.exec(name)?.[1];
  const numbers =
    number === undefined ? new Set((await alerts.named(name)).map(({ thread }) => thread)) : [Number(number)];
  const threads = await Promise.all([...numbers].map((one) => alerts.thread(one)));
  return threads.filter((thread) => thread !== undefined);
}

async function isOpen(alerts: Alerts, { number }: AlertThread): Promise<boolean> {
  return (await alerts.openIn(number)) > 0;
}

function othersLine(others: readonly Alert[]): string[] {
  if (others.length === 0) return [];
  const named = others.slice(0, mostOthers).map(({ title }) => title);
  const rest = others.length - named.length;
  return [`Of the same name: ${listed([...named, ...(rest > 0 ? [plural(rest, "more", "more")] : [])])}.`];
}

function buttonOf({ id, title }: Alert): AskButton {
  return { title, ask: describe({ intent: "alert", id, where: [], notUnderstood: [] }) };
}

function neverCame(id: string): NoticeView {
  return {
    card: "notice",
    tone: "warning",
    headline: `No alert or incident "${id}" has come here.`,
    lines: [
      `I know the alerts that are sent to me, and forget them ${limits.alertsKept / 86_400_000} days after the last of their kind.`,
      'Look at it where it is, and ask me about its people and addresses: "failures for bob@contoso.com last 24 hours".',
    ],
    buttons: [{ title: "What data is there?", ask: "about" }],
  };
}

/** Of a flood it is kept that its alerts came, and no more. */
function inFlood(id: string): NoticeView {
  return {
    card: "notice",
    tone: "warning",
    headline: `"${id}" came among more alerts than are kept one by one.`,
    lines: ["Look at it where it is, and ask me about its people and addresses."],
    buttons: [],
  };
}
