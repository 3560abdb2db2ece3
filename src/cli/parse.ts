import { createInterface } from "node:readline";
import { z } from "zod";
import { isTimezone } from "../config.ts";
import { messageOf, UserError } from "../errors.ts";
import { parse as read } from "../question/parse/parse.ts";
import type { Question, Window } from "../question/question.ts";
import type { WeekStart } from "../question/time/edge.ts";
import type { Reader } from "../question/time/phrases.ts";
import { resolveEdge } from "../question/time/edge.ts";
import { resolveWindow } from "../question/time/window.ts";
import { instant } from "./instant.ts";
import { questionText } from "./question-text.ts";

export interface ParseOptions {
  readonly now?: Date | undefined;
  readonly timezone: string;
  readonly weekStart: WeekStart;
  readonly batch?: true | undefined;
}

/** `signpost parse TEXT`: the structure of a command as JSON, and nothing else, on standard output. */
export async function parse(words: readonly string[], options: ParseOptions): Promise<void> {
  const { now = new Date(), timezone, weekStart } = options;
  if (options.batch === true) return batch(options);
  const context: Reader = { now, timezone, weekStart, locale: "en-GB" };
  const question = read(await questionText(words), context);
  console.log(JSON.stringify(resolved(question, context), undefined, 2));
}

/** The question with its range in absolute time, as it stands in the contract. */
export function resolved(question: Question, context: Reader): object {
  const { window, rangeDefaulted, having, baseline, notUnderstood, ...rest } = question;
  const range = resolveWindow(window, context);
  const iso = (at: number | undefined): string | undefined =>
    at === undefined ? undefined : new Date(at).toISOString();
  return {
    ...rest,
    ...(baseline !== undefined && {
      baseline: typeof baseline === "string" ? baseline : resolvedRange(baseline, context),
    }),
    ...(having && {
      having: having.map((one) =>
        one.before === undefined ? one : { ...one, before: iso(resolveEdge(one.before, context)) },
      ),
    }),
    ...(window !== undefined &&
      (typeof range === "string"
        ? { rangeProblem: range }
        : { range: { from: iso(range.from), to: iso(range.to) } })),
    ...(rangeDefaulted && { rangeDefaulted }),
    notUnderstood,
  };
}

function resolvedRange(window: Window, context: Reader): object {
  const iso = (edge: string | undefined): string | undefined =>
    edge === undefined
      ? undefined
      : new Date(Math.min(resolveEdge(edge, context), context.now.getTime())).toISOString();
  return { from: iso(window.from), to: iso(window.to) };
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
    if (asked.after !== undefined) throw new UserError("Follow-ups (`after`) are not understood yet.");
    const { timezone = options.timezone } = asked;
    if (!isTimezone(timezone))
      throw new UserError(`"${timezone}" is no time zone. Use an IANA name such as Europe/Berlin.`);
    const context: Reader = {
      now: asked.now === undefined ? (options.now ?? new Date()) : instant(asked.now),
      timezone,
      weekStart: asked.weekStart ?? options.weekStart,
      locale: asked.locale ?? "en-GB",
    };
    return resolved(read(asked.text, context), context);
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
