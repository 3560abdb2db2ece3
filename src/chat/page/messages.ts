import { renderCard, type CardHandlers } from "./cards.ts";
import { element } from "./element.ts";
import type { Attachment, BotActivity } from "./events.ts";
import { plainText } from "./text.ts";

export interface MessageHandlers {
  /** A card's button that sends something: its data, its title and the id of the message it stands in. */
  readonly onSubmit: (data: unknown, title: string, activityId: string) => void;
  readonly onOpen: CardHandlers["onOpen"];
  readonly onBlocked: CardHandlers["onBlocked"];
}

/** The messages of the conversation as the page shows them. */
export interface Messages {
  addOwn(text: string): void;
  /** Adds what the bot sent; one with a known id takes the place of the earlier one. */
  putAnswer(activity: BotActivity): void;
  remove(id: string): void;
  /** Says something that did not come from the bot. */
  addNotice(text: string): void;
}

export function showMessages(log: HTMLElement, handlers: MessageHandlers): Messages {
  const answers = new Map<string, HTMLElement>();

  function add(message: HTMLElement): void {
    log.append(message);
    const isTall = message.offsetHeight > log.clientHeight;
    message.scrollIntoView({ block: isTall ? "start" : "end" });
  }

  return {
    addOwn(text) {
      add(renderMessage("own", "You", element("p", "bubble", text)));
    },
    putAnswer(activity) {
      const { id } = activity;
      const message = renderMessage("answer", "Signpost", ...renderContent(activity, handlers));
      const earlier = answers.get(id);
      answers.set(id, message);
      if (earlier === undefined) return add(message);
      const hadFocus = earlier.contains(document.activeElement);
      earlier.replaceWith(message);
      if (!hadFocus) return;
      // The button that was pressed is gone: the keyboard goes on from where it was.
      message.tabIndex = -1;
      message.focus();
    },
    remove(id) {
      answers.get(id)?.remove();
      answers.delete(id);
    },
    addNotice(text) {
      add(element("p", "notice", text));
    },
  };
}

function renderMessage(
  kind: "own" | "answer",
  author: string,
  ...content: readonly HTMLElement[]
): HTMLElement {
  const message = element("article", `message ${kind}`);
  const now = new Date();
  const time = element("time", "", now.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }));
  time.dateTime = now.toISOString();
  const heading = element("div", "author", `${author} `);
  heading.append(time);
  message.append(heading, ...content);
  return message;
}

function renderContent(activity: BotActivity, handlers: MessageHandlers): HTMLElement[] {
  const { id, text = "", textFormat, attachments = [] } = activity;
  const shown = textFormat === "plain" ? text : plainText(text);
  return [
    ...(shown === "" ? [] : [element("p", "bubble", shown)]),
    ...attachments.map((attachment) => renderAttachment(attachment, id, handlers)),
  ];
}

function renderAttachment(attachment: Attachment, id: string, handlers: MessageHandlers): HTMLElement {
  const card =
    attachment.contentType === "application/vnd.microsoft.card.adaptive"
      ? renderCard(attachment.content, {
          ...handlers,
          onSubmit: (data, title) => handlers.onSubmit(data, title, id),
        })
      : undefined;
  if (card === undefined) {
    return element("p", "bubble", `This page can't show the attachment (${attachment.contentType}).`);
  }
  const frame = element("div", "card");
  frame.append(card);
  return frame;
}
