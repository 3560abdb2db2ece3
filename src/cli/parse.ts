import { createInterface } from "node:readline";
import { z } from "zod";
import { isTimezone } from "../settings.ts";
import { messageOf, UserError } from "../errors.ts";
import { parseFollowUp } from "../question/parse/follow-up.ts";
import { parse as parseText } from "../question/parse/parse.ts";
import { refine } from "../question/refine.ts";
import { resolved } from "../question/resolved.ts";
import type { WeekStart } from "../question/time/edge.ts";
import type { Reader } from "../question/time/phrases.ts";
import { instant } from "./instant.ts";
import { questionText } from "./question-text.ts";

export interface ParseOptions {
  readonly now?: Date | undefined;
  readonly timezone: string;
  readonly weekStart: WeekStart;
  readonly batch?: true | undefined;
  readonly after?: string | undefined;
}

/** `signpost parse TEXT`: the structure of a command as JSON, and nothing else, on standard output. */
export async function parse(words: readonly string[], options: ParseOptions): Promise<void> {
  const { now = new Date(), timezone, weekStart } = options;
  if (options.batch === true) return batch(options);
  const context: Reader = { now, timezone, weekStart, locale: "en-GB" };
  const text = await questionText(words);
  console.log(JSON.stringify(structure(text, options.after, context), undefined, 2));
}

/**
 * What a text becomes: alone, a follow-up is only what it changes; after a command, it is applied to that. A text that
 * is no follow-up stands for itself.
 */
function structure(text: string, after: string | undefined, context: Reader): object {
  const followUp = parseFollowUp(text, context);
  if (followUp === undefined) return resolved(parseText(text, context), context);
  return resolved(after === undefined ? followUp : refine(parseText(after, context), followUp), context);
}

const text = (name: string): z.ZodString => z.string(`"${name}" must be a text.`);
const Line = z.object(
  {
    text: text("text"),
    now: text("now").optional(),
    timezone: text("timezone").optional(),
    locale: text("locale").optional(),
    weekStart: z.enum(["monday", "sunday"], '"weekStart" must be "monday" or "sunday".').optional(),
    after: text("after").optional(),
  },
  'A line must be an object such as {"text":"failures today"}.',
);

/** One JSON line in, one out: `{"text","now","timezone"}` gives a structure, or `{"error"}` where that line has none. */
async function batch(options: ParseOptions): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() !== "") console.log(JSON.stringify(answerLine(line, options)));
  }
}

function answerLine(line: string, options: ParseOptions): object {
  try {
    const asked = Line.parse(json(line));
    const { timezone = options.timezone } = asked;
    if (!isTimezone(timezone))
      throw new UserError(`"${timezone}" is no time zone. Use an IANA name such as Europe/Berlin.`);
    const context: Reader = {
      now: asked.now === undefined ? (options.now ?? new Date()) : instant(asked.now),
      timezone,
      weekStart: asked.weekStart ?? options.weekStart,
      locale: asked.locale ?? "en-GB",
    };
    return structure(asked.text, asked.after, context);
  } catch (error) {
    if (!(error instanceof z.ZodError)) return { error: messageOf(error) };
    return { error: error.issues.map(({ message }) => message).join(" ") };
  }
}

function json(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new UserError('This line is no JSON. Write one object a line, such as {"text":"failures today"}.');
  }
}
