import { alertIn, userName, type Alert } from "../../alerts/alert.ts";
import { idOf } from "../../alerts/facts.ts";
import { isOfFlood } from "../../alerts/fold.ts";
import type { Condition, Question } from "../../question/question.ts";
import { fold } from "../../question/fold.ts";
import type { State } from "../../state/state.ts";
import type { Store } from "../../store/store.ts";

const hour = 3_600_000;

/** The alert whose thread a conversation is. Undefined for any other conversation, and for the thread of a flood. */
export async function alertOfThread(
  conversation: string | undefined,
  { alerts }: Pick<State, "alerts">,
): Promise<Alert | undefined> {
  const post = cardOfThread(conversation);
  const thread = post && (await alerts.ofCard(post.channel, post.card));
  return thread === undefined || isOfFlood(thread) ? undefined : alertIn(thread);
}

/** The alert with its people by the ids that they have in the store: who has no sign-ins there cannot be asked about. */
export async function withStoredIds(alert: Alert, store: Store): Promise<Alert> {
  const ids = await Promise.all(alert.users.map((user) => idOf(user, store, undefined)));
  return { ...alert, users: ids.flatMap((id) => (id === undefined ? [] : [{ id }])) };
}

/** The channel that a thread is in, and the post that it stands below; undefined for any other conversation. */
export function cardOfThread(
  conversation: string | undefined,
): { readonly channel: string; readonly card: string } | undefined {
  const [, channel, card] = /^([^;]+);messageid=(.+)$/.exec(conversation ?? "") ?? [];
  return channel === undefined || card === undefined ? undefined : { channel, card };
}

/** What an alert is about as a question, which others can follow on: the sign-ins of its people around its time. */
export function questionAbout(alert: Alert): Question {
  return {
    intent: "list",
    where: peopleOr(alert, addressesOf(alert)),
    window: around(alert),
    notUnderstood: [],
  };
}

/** A way to point at an alert: whole sentences, folded, and what they ask. */
interface Pointing {
  readonly pattern: RegExp;
  readonly question: (alert: Alert) => Partial<Question> & Pick<Question, "intent" | "where">;
}

const pointings: readonly Pointing[] = [
  {
    pattern:
      /^(others|anyone else|anybody else|who else)( (from|at|on|with) (that|this|the same|the) (ip|address|ip address)| from there)?$/,
    question: (alert) => ({ intent: "top", by: ["user"], where: addressesOf(alert), window: around(alert) }),
  },
  {
    pattern: /^(what (was|happened) )?before( (that|this|it))?$/,
    question: (alert) => ({
      intent: "list",
      where: peopleOr(alert, addressesOf(alert)),
      window: { from: iso(alert.first - 24 * hour), to: iso(alert.first) },
    }),
  },
  {
    pattern: /^(what (was|happened) )?after( (that|this|it))?$/,
    question: (alert) => ({
      intent: "list",
      where: peopleOr(alert, addressesOf(alert)),
      window: { from: iso(alert.last), to: "now" },
    }),
  },
  {
    pattern:
      /^((is|was) (this|that|it) (normal|usual)( for (him|her|them))?|what is (normal|usual) for (him|her|them))$/,
    question: (alert) => ({
      intent: "pattern",
      where: peopleOr(alert, addressesOf(alert)),
      window: { from: "now-30d", to: "now" },
    }),
  },
  {
    pattern: /^(when was )?(his|her|their|the) last success( ?ful sign-?in)?$/,
    question: (alert) => ({
      intent: "list",
      where: [...peopleOr(alert, addressesOf(alert)), success],
      limit: 1,
      order: "newest",
    }),
  },
  {
    pattern: /^did (he|she|they) get in$/,
    question: (alert) => ({
      intent: "list",
      where: [...peopleOr(alert, []), success],
      window: around(alert),
    }),
  },
  {
    pattern: /^did (he|she|they|anyone|anybody|someone|somebody) get in( from there)?$/,
    question: (alert) => ({
      // By name: an address alone does not tell who.
      intent: "top",
      by: ["user"],
      where: [...(alert.addresses.length > 0 ? addressesOf(alert) : peopleOr(alert, [])), success],
      window: around(alert),
    }),
  },
];

const success: Condition = { field: "status", is: ["success"] };

/** What a sentence asks in the thread of an alert, where it points at that; undefined where it stands for itself. */
export function questionInThread(text: string, alert: Alert): Question | undefined {
  const question = pointingOf(text)?.question(alert);
  // An alert without anybody or anywhere would ask about the whole tenant.
  return question === undefined || question.where.every(({ field }) => field === "status")
    ? undefined
    : { notUnderstood: [], ...question };
}

/** Whether a text may point at an alert, which is then wanted with its ids. */
export function mayPoint(text: string): boolean {
  return pointingOf(text) !== undefined;
}

function pointingOf(text: string): (typeof pointings)[number] | undefined {
  const said = fold(text)
    .replace(/[?!.\s]+$/, "")
    .trim();
  return pointings.find(({ pattern }) => pattern.test(said));
}

function peopleOr({ users }: Alert, others: Condition[]): Condition[] {
  return users.length === 0 ? others : [{ field: "user", is: users.map(userName) }];
}

function addressesOf({ addresses }: Alert): Condition[] {
  return addresses.length === 0 ? [] : [{ field: "ip", is: [...addresses] }];
}

function around({ first, last }: Alert): { readonly from: string; readonly to: string } {
  return { from: iso(first - hour), to: iso(last + hour) };
}

/** Seconds will do, and can be read. */
function iso(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
}
