import { showsNoSignIns, type Permission } from "../access/access.ts";
import { describe } from "../question/describe.ts";
import type { Intent, Question } from "../question/question.ts";
import type { View } from "../views/view.ts";
import type { Ask } from "./ask.ts";
import type { Deps } from "./command.ts";

/** Nothing is shown whose showing could not be recorded: what breaks here breaks the answer. */
export async function record(
  question: Question,
  permission: Permission,
  size: string,
  ask: Ask,
  { state, access }: Deps,
): Promise<void> {
  if (state === undefined || showsNoSignIns(question)) return;
  await state.audit({
    at: ask.now.getTime(),
    person: ask.asker.id?.toLowerCase() ?? (access.readers === "everyone" ? "local" : ""),
    conversation: ask.conversation ?? "",
    place: ask.place ?? (ask.shared ? "shared" : "personal"),
    via: ask.via ?? "message",
    question: describe(question),
    outcome: permission.may === "nothing" ? "refused" : "answered",
    note: noteOf(permission, size),
  });
}

function noteOf(permission: Permission, size: string): string {
  if (permission.may === "nothing") return permission.reason;
  return [
    size,
    permission.may === "own" ? "own sign-ins alone" : "",
    permission.audience === "asker" ? "privately" : "",
  ]
    .filter((note) => note !== "")
    .join(", ");
}

/** What kind of answer it was and how much it showed, never what. */
export function sizeOf(view: View, intent: Intent): string {
  if (intent === "alert") return "alert";
  switch (view.card) {
    case "list":
      return `list of ${view.rows.length}`;
    case "top":
      return `top of ${view.bars.length}`;
    case "hunt":
      return `hunt with ${view.findings.length}`;
    case "notice":
      return view.tone === "good" ? "done" : "not shown";
    default:
      return view.card;
  }
}
