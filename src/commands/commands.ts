import type { Intent } from "../question/question.ts";
import { about } from "./about.ts";
import { acknowledge, close, reopen } from "./alerts/alert-handling.ts";
import { alert } from "./alerts/alert.ts";
import { alerts } from "./alerts/alerts.ts";
import { audit } from "./audit.ts";
import type { Command } from "./command.ts";
import { compare } from "./compare.ts";
import { allow, disallow } from "./conversation-policy.ts";
import { count } from "./count.ts";
import { coverage } from "./coverage.ts";
import { detail } from "./detail.ts";
import { digest } from "./hunts/digest.ts";
import { explain } from "./explain.ts";
import { exportSignIns } from "./export.ts";
import { createHelp } from "./help.ts";
import { hunt } from "./hunts/hunt.ts";
import { link } from "./links/link.ts";
import { list } from "./list.ts";
import { methods } from "./methods.ts";
import { mute, unmute } from "./standing/muting.ts";
import { pattern } from "./pattern.ts";
import { policies } from "./policies.ts";
import { report } from "./standing/report.ts";
import { forget, run, save, saved } from "./saved.ts";
import { summary } from "./summary.ts";
import { top } from "./top.ts";
import { trend } from "./trend.ts";
import { unwatch, watch, watches } from "./standing/watches.ts";

const answering: readonly Command[] = [
  list,
  summary,
  count,
  top,
  trend,
  compare,
  pattern,
  methods,
  coverage,
  policies,
  hunt,
  digest,
  detail,
  alert,
  alerts,
  explain,
  exportSignIns,
  save,
  saved,
  run,
  forget,
  link,
  watch,
  report,
  watches,
  unwatch,
  mute,
  unmute,
  acknowledge,
  close,
  reopen,
  allow,
  disallow,
  audit,
  about,
];

/** Every command, in the order of help. */
export const commands: readonly Command[] = [...answering, createHelp(answering)];

/** The command that answers an intent. */
export function commandFor(intent: Intent): Command {
  const command = commands.find((one) => one.intent === intent);
  if (command === undefined) throw new Error(`no command answers ${intent}`);
  return command;
}
