import { UserError } from "../errors.ts";
import type { NoticeView } from "../views/view.ts";
import type { Command, Task } from "./command.ts";
import { memoryOf } from "./memory.ts";
import { rootOf } from "./place.ts";

/** "allow here": from now on all in this conversation see what is answered in it. */
export const allow: Command = {
  intent: "allow",
  group: "oversight",
  summary:
    "Shows answers to everyone in this channel or group chat. For those who may see the whole tenant's sign-ins.",
  examples: ["allow here"],
  run: async (task) => {
    const { state, place, conversation } = sharedPlace(task);
    const isNew = await state.allowConversation({ ...place, conversation }, task.scope.now);
    return notice(
      isNew ? "Answers are shown here from now on." : "Answers are shown here already.",
      [
        "Everyone in this conversation sees them, guests and those who join later too. What each asker may see stays the same.",
      ],
      { title: "Disallow here", ask: "disallow here" },
    );
  },
};

/** "disallow here": back to answers for the asker alone. */
export const disallow: Command = {
  intent: "disallow",
  group: "oversight",
  summary: "Ends that: answers go to the asker's personal chat again.",
  examples: ["disallow here"],
  run: async (task) => {
    const { state, conversation } = sharedPlace(task);
    const wasAllowed = await state.disallowConversation(conversation);
    return notice(
      wasAllowed ? "Answers are no longer shown here." : "Answers are not shown here anyway.",
      [
        "Whoever asks here is answered in their personal chat with me. What was shown before stays where it is.",
      ],
      { title: "Allow here", ask: "allow here" },
    );
  },
};

function sharedPlace(task: Task) {
  const { shared, conversation } = task.place;
  if (!shared || conversation === undefined)
    throw new UserError(
      "This conversation is yours alone, so all answers are shown here. Say it in a channel or group chat.",
    );
  return { ...memoryOf(task), conversation: rootOf(conversation) };
}

function notice(
  headline: string,
  lines: readonly string[],
  button: NoticeView["buttons"][number],
): NoticeView {
  return { card: "notice", tone: "good", headline, lines, buttons: [button] };
}
