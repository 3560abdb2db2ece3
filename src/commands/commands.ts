import type { Intent } from "../question/question.ts";
import { about } from "./about.ts";
import type { Command } from "./command.ts";
import { count } from "./count.ts";
import { detail } from "./detail.ts";
import { explain } from "./explain.ts";
import { createHelp } from "./help.ts";
import { hunt } from "./hunt.ts";
import { list } from "./list.ts";
import { summary } from "./summary.ts";
import { top } from "./top.ts";
import { trend } from "./trend.ts";

const answering: readonly Command[] = [list, summary, count, top, trend, hunt, detail, explain, about];

/** Every command, in the order of help. */
export const commands: readonly Command[] = [...answering, createHelp(answering)];

/** The command that answers an intent. */
export function commandFor(intent: Intent): Command {
  const command = commands.find((one) => one.intent === intent);
  if (command === undefined) throw new Error(`no command answers ${intent}`);
  return command;
}
