import { UserError } from "../../errors.ts";
import { limits } from "../../limits.ts";
import { describe } from "../../question/describe.ts";
import { isChange } from "../../question/keys.ts";
import { besideLink, linksIn, sentenceOfLink, urlOf } from "../../links/links.ts";
import { parse, type Span } from "../../question/parse/parse.ts";
import type { Question } from "../../question/question.ts";
import type { Ask } from "../ask.ts";
import type { Deps } from "../command.ts";
import type { Meaning } from "../meaning.ts";
import { isFilter, permissionFor } from "../prepare.ts";

/** A text that asks by a link in it. */
export interface Linked {
  /** What the link asks, in the place of the text: by itself, whatever was asked before. */
  readonly ask: Ask;
  readonly typed: string;
  /** What else the text says, where it stands in it. */
  readonly unread: readonly Span[];
  /** It has other links that ask something. */
  readonly hasMore: boolean;
}

/**
 * What the first link asks of those in a text that are understood. Undefined where there is none: then the text is read
 * as it stands.
 */
export async function followLink(
  ask: Ask,
  deps: Deps,
  signal: AbortSignal | undefined,
): Promise<Linked | undefined> {
  const { text } = ask;
  if (text.length > limits.commandLength || changesSomething(ask)) return undefined;
  const links = linksIn(text);
  const known = links.filter((link) => sentenceOfLink(link.text, deps.home ?? {}) !== undefined);
  const link = known[0] ?? links[0];
  if (link === undefined) return undefined;
  const sentence =
    sentenceOfLink(link.text, deps.home ?? {}) ?? (await sentenceOfAlert(link.text, ask, deps, signal));
  if (sentence === undefined) {
    if (besideLink(text, link).length > 0) return undefined;
    throw new UserError(
      "I do not know this link. I know those of single sign-ins in the Entra admin center, of error codes, of alerts and incidents that came here, and my own.",
    );
  }
  return {
    ask: { ...ask, text: sentence, fresh: true },
    typed: text,
    unread: besideLink(text, link).filter((said) => !known.some(({ start }) => start === said.start)),
    hasMore: known.length > 1,
  };
}

/** "Close as false positive because of https://…": the link is part of what is said. */
function changesSomething({ text, now, timezone, locale }: Ask): boolean {
  if (text.trim() === "") return false;
  return isChange(parse(text, { now, timezone, weekStart: "monday", locale }).intent);
}

/** The address that an alert came with. Whether one did is told to nobody who may not see alerts. */
async function sentenceOfAlert(
  link: string,
  ask: Ask,
  deps: Deps,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const url = urlOf(link);
  if (url === undefined || deps.state === undefined) return undefined;
  const question: Question = { intent: "alert", id: url.href, where: [], notUnderstood: [] };
  if ((await permissionFor(question, ask, deps, signal)).may !== "all") return undefined;
  const [alert] = await deps.state.alerts.named(url.href);
  return alert && describe({ ...question, id: alert.id });
}

/**
 * The meaning of a link's sentence, with what it leaves unanswered of the text around it.
 * @throws UserError where the link asks for a change: who wrote it is not who opens it
 */
export function meaningOfLink({ question, notes }: Meaning, { unread, hasMore }: Linked): Meaning {
  if (isChange(question.intent))
    throw new UserError(
      `A link may ask, but change nothing. This one says: ${describe(question)}. Type that yourself if you want it.`,
    );
  const words = unread.map(({ text }) => text);
  return {
    // A filter beside a link would narrow what the link asks.
    question: { ...question, notUnderstood: [...question.notUnderstood, ...words.filter(isFilter)] },
    unread,
    notes: [
      `From the link: ${describe(question)}.`,
      ...(words.length === 0 ? [] : [`I left out: ${words.map((word) => `"${word}"`).join(", ")}.`]),
      ...(hasMore ? ["I answered the first link alone."] : []),
      ...notes,
    ],
  };
}
