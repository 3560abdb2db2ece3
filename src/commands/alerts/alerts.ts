import { alertIn } from "../../alerts/alert.ts";
import { handlingText, standingOf } from "../../alerts/handling.ts";
import { isOfFlood } from "../../alerts/fold.ts";
import { limits } from "../../limits.ts";
import { describe } from "../../question/describe.ts";
import type { Alerts, AlertThread } from "../../state/alerts.ts";
import type { NoticeView } from "../../views/view.ts";
import { plural, rowTime } from "../../views/words.ts";
import type { Command, Task } from "../command.ts";
import { rootOf } from "../place.ts";

/** Alerts that are named; more are counted. */
const named = 10;
/** Alerts that have a button. */
const offered = 5;

/** "open alerts": what the next shift finds, in a channel those of it, elsewhere all. */
export const alerts: Command = {
  intent: "alerts",
  group: "alerts",
  summary: "The alerts that nobody has closed, here in a channel or, in our chat, all of them.",
  examples: ["open alerts"],
  run: async (task, { state }) => {
    const { conversation, shared } = task.place;
    const channel = shared && conversation !== undefined ? rootOf(conversation) : undefined;
    const open = state === undefined ? [] : await openSince(task, state.alerts, channel);
    const free = open.filter(({ handling }) => handling?.state !== "acknowledged").length;
    const view: NoticeView = {
      card: "notice",
      tone: free > 0 ? "warning" : "good",
      headline:
        open.length === 0
          ? `No alert of the last 30 days is open${channel === undefined ? "" : " here"}.`
          : `${plural(open.length, "alert")} open${channel === undefined ? "" : " here"}, ${free === 0 ? "each acknowledged" : `${free} of them not acknowledged`}.`,
      lines: [
        ...open.slice(0, named).map((thread) => line(thread, task)),
        open.length > named ? `And ${open.length - named} more, older ones.` : "",
      ].filter((text) => text !== ""),
      buttons: open.slice(0, offered).map(({ number }) => ({
        title: `Alert ${number}`,
        ask: describe({ intent: "alert", id: `#${number}`, where: [], notUnderstood: [] }),
      })),
    };
    return view;
  },
};

async function openSince(
  { scope }: Task,
  kept: Alerts,
  channel: string | undefined,
): Promise<readonly AlertThread[]> {
  const recent = await kept.recent(scope.now - limits.alertsKept, channel);
  const standings = await Promise.all(
    recent.map(async (thread) => standingOf(thread, (await kept.openIn(thread.number)) > 0)),
  );
  return recent.filter((_, at) => standings[at] !== "closed");
}

function line(thread: AlertThread, { scope }: Task): string {
  const { number, count, last, severity, handling } = thread;
  const title = isOfFlood(thread) ? "more alerts than are posted one by one" : (alertIn(thread)?.title ?? "");
  return [
    `${number}: ${title}`,
    severity,
    rowTime(last, scope.now, scope.timezone),
    count > 1 ? `${count} of them` : "",
    handling === undefined ? "" : handlingText(handling, scope.timezone),
  ]
    .filter((part) => part !== "")
    .join(" · ");
}
