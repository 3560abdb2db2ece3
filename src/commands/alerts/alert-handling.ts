import { Alert } from "../../alerts/alert.ts";
import { handlingButtons, handlingText, outcomeButtons } from "../../alerts/handling.ts";
import { UserError } from "../../errors.ts";
import { outcomeWords } from "../../question/describe.ts";
import type { AlertThread, Handling } from "../../state/alerts.ts";
import type { NoticeView } from "../../views/view.ts";
import { cardOfThread } from "./alert-thread.ts";
import type { Command, Deps, Task } from "../command.ts";
import { memoryOf } from "../memory.ts";
import { rootOf } from "../place.ts";
import { listed } from "../../views/words.ts";

/** "acknowledge", "acknowledge alert 12": whoever says it looks at the alert from now on. */
export const acknowledge: Command = {
  intent: "acknowledge",
  group: "alerts",
  summary: "Says on an alert's post that you look at it, here in its thread or by its number.",
  examples: ["acknowledge alert 12"],
  run: async (task, deps) => {
    const { number, handling } = await threadOf(task);
    // Whoever looks at it again says so: what it was found to be is not to be lost by a press.
    if (handling?.state === "closed")
      throw new UserError(`Alert ${number} is closed. To look at it again: "reopen alert ${number}".`);
    return handle(task, deps, { state: "acknowledged", reason: task.question.reason });
  },
};

/** "close alert 12 as false positive because it is the scanner". */
export const close: Command = {
  intent: "close",
  group: "alerts",
  summary: "Closes an alert: as true positive, benign positive, false positive or undetermined, and why.",
  examples: ["close alert 12 as false positive because it is the scanner"],
  run: async (task, deps) => {
    const { outcome, reason } = task.question;
    if (outcome !== undefined) return handle(task, deps, { state: "closed", outcome, reason });
    const { number } = await threadOf(task);
    const view: NoticeView = {
      card: "notice",
      tone: "default",
      headline: `What was alert ${number}?`,
      lines: [`With a reason: "close alert ${number} as ${outcomeWords.falsePositive} because …".`],
      buttons: outcomeButtons(String(number)),
    };
    return view;
  },
};

/** "reopen alert 12". */
export const reopen: Command = {
  intent: "reopen",
  group: "alerts",
  summary: "Takes back that an alert was acknowledged or closed.",
  examples: ["reopen alert 12"],
  run: async (task, deps) => handle(task, deps, { state: "open", reason: task.question.reason }),
};

async function handle(
  task: Task,
  { alertHandled, access }: Deps,
  done: Pick<Handling, "state" | "outcome" | "reason">,
): Promise<NoticeView> {
  const { state, place } = memoryOf(task);
  const { number, handling: before, alert, channel } = await threadOf(task);
  const handling: Handling = {
    ...done,
    person: place.person,
    name: task.asker.name ?? place.person,
    at: task.scope.now,
  };
  await state.alerts.handle(number, handling);
  alertHandled?.(number);
  const title = Alert.safeParse(JSON.parse(alert)).data?.title ?? "";
  const { timezone } = task.scope;
  return {
    card: "notice",
    tone: "good",
    headline: `${handlingText(handling, timezone)}.`,
    lines: [
      `Alert ${number}: ${title}`,
      before === undefined ? "" : `Before that: ${handlingText(before, timezone)}.`,
    ].filter((line) => line !== ""),
    buttons: handlingButtons(String(number), handling.state),
    ...(await audienceIn(task, channel, access)),
  };
}

/** Whoever reads along in the alert's own channel has seen it there; elsewhere it is as with any answer. */
async function audienceIn(
  { place: { shared, conversation } }: Task,
  channel: string,
  { conversations }: Deps["access"],
): Promise<Pick<NoticeView, "audience">> {
  const root = conversation === undefined ? "" : rootOf(conversation);
  if (!shared || root === channel || (await conversations?.isAllowed(root)) === true) return {};
  return { audience: "asker" };
}

/** The alert that is named, or in whose thread it is said. */
async function threadOf(task: Task): Promise<AlertThread> {
  const { alerts } = memoryOf(task).state;
  const { id, notUnderstood } = task.question;
  if (notUnderstood.length > 0)
    throw new UserError(
      `I cannot read ${listed(notUnderstood.map((word) => `"${word}"`))}. One alert at a time, by the number on its post: "close alert 12 as false positive because …".`,
    );
  const post = cardOfThread(task.place.conversation);
  const found =
    id !== undefined
      ? await alerts.thread(Number(id))
      : post && (await alerts.ofCard(post.channel, post.card));
  if (found !== undefined) return found;
  throw new UserError(
    id === undefined
      ? 'This is not the thread of an alert. Say it there, or name its number: "acknowledge alert 12".'
      : `There is no alert ${id}, or it is older than 30 days. Its number stands on its post.`,
  );
}
