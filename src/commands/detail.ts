import { limits } from "../limits.ts";
import { statusOf, unknownErrorCode } from "../signin/status.ts";
import type { SignIn } from "../signin/sign-in.ts";
import type { Condition } from "../question/question.ts";
import type { Store } from "../store/store.ts";
import { detailSections } from "../views/detail-sections.ts";
import { reasonOfOne, statusText, statusTones } from "../views/reason.ts";
import { entraSignInLogs, relatedTo } from "../views/related.ts";
import { actorOf, appOf, rowOf, whereOf } from "../views/rows.ts";
import { verdictOf } from "../views/verdict.ts";
import type { Button, DetailView, NoticeView } from "../views/view.ts";
import { howLongAgo, exactTime } from "../views/words.ts";
import type { Command, Task } from "./command.ts";
import { freshness } from "./framing.ts";

/** One sign-in in full, by its request id, or the newest of those that share a correlation id. */
export const detail: Command = {
  intent: "detail",
  group: "signIns",
  summary: "One sign-in in full, by request id or correlation id.",
  examples: ["show 66ea54eb-6301-4ee5-be62-ff5a759b0100"],
  run: async (task, { store }) => {
    const id = task.question.id ?? "";
    const [byId] = (await store.find(id, 1, task.signal)).filter(
      (one) => one.id.toLowerCase() === id.toLowerCase(),
    );
    const shared = byId === undefined ? id : byId.correlationId;
    const siblings = shared === undefined ? [] : await correlated(shared, task, store);
    // All of a correlation id are asked for where no request has it; the newest stands for them.
    const [newest] = siblings;
    const main = byId ?? (newest && (await store.find(newest.id, 1, task.signal))[0]);
    if (main === undefined || !isPermitted(main, task)) return unknown(id, task);
    return view(
      main,
      siblings.filter((signIn) => signIn.id !== main.id),
      task,
    );
  },
};

/** The newest sign-ins of a correlation id that the asker may see. */
async function correlated(id: string, { ownOnly, signal }: Task, store: Store): Promise<readonly SignIn[]> {
  const where: Condition[] = [
    { field: "correlationId", is: [id] },
    ...(ownOnly === undefined ? [] : [{ field: "user" as const, is: [ownOnly] }]),
  ];
  const page = await store.list({ where }, { order: "newest", limit: limits.correlated }, signal);
  return page.rows;
}

/** People who may see only their own sign-ins get no others by guessing an id. */
function isPermitted({ userId }: SignIn, { ownOnly }: Task): boolean {
  return ownOnly === undefined || userId?.toLowerCase() === ownOnly.toLowerCase();
}

function view(signIn: SignIn, siblings: readonly SignIn[], task: Task): DetailView {
  const reading = { now: task.scope.now, timezone: task.scope.timezone };
  const at = Date.parse(signIn.createdDateTime);
  const status = statusOf(signIn);
  return {
    card: "detail",
    title: `Sign-in · ${actorOf(signIn)} · ${appOf(signIn)}`,
    range: exactTime(at, reading.timezone),
    notes: task.ownOnly === undefined ? [] : ["Only your own sign-ins: you may not see those of others."],
    headline: `${statusText(status)}: ${actorOf(signIn)} to ${appOf(signIn)}, ${whereOf(signIn)}, ${howLongAgo(at, reading.now)}.`,
    status: [statusText(status), ...errorsOf(signIn).map((code) => `error ${code}`)].join(" · "),
    tone: statusTones[status],
    verdict: verdictOf(signIn),
    reasons: status === "success" ? [] : [reasonOfOne(signIn.status.errorCode, signIn.status.failureReason)],
    sections: detailSections(signIn, reading),
    // The card is long as it is, and what its rows have in common it offers itself.
    rows: siblings
      .slice(0, limits.listRows)
      .map((sibling) => ({ ...rowOf(sibling, reading, true), more: [] })),
    coverage: freshness(task.coverage, { ...task, scope: { ...task.scope, types: [signIn.type] } }),
    buttons: buttons(signIn, siblings.length),
  };
}

/** The error code, where there is one and the source told it. */
function errorsOf({ status: { errorCode } }: SignIn): number[] {
  return errorCode === 0 || errorCode === unknownErrorCode ? [] : [errorCode];
}

function buttons(signIn: SignIn, siblings: number): Button[] {
  return [
    ...relatedTo(signIn).filter(({ title }) => siblings > 0 || title !== "Same correlation"),
    ...errorsOf(signIn).map((code) => ({ title: `What is ${code}`, ask: `explain ${code}` })),
    entraSignInLogs,
  ];
}

function unknown(id: string, { ownOnly }: Task): NoticeView {
  return {
    card: "notice",
    tone: "warning",
    headline: `No sign-in with the request or correlation id "${id}" is stored here, or you may not see it.`,
    lines: ["Sign-ins arrive with some minutes' delay, and only those within the stored days are kept."],
    buttons: [
      ownOnly === undefined
        ? { title: "What data is there?", ask: "about" }
        : { title: "My sign-ins", ask: "my sign-ins last 7 days" },
    ],
  };
}
