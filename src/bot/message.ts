import type { Activity } from "botbuilder";
import type { View } from "../views/view.ts";

export const cardType = "application/vnd.microsoft.card.adaptive";

export interface Looks {
  /** The Adaptive Card of a view. */
  readonly render: (view: View) => object;
  /** A view in one plain sentence: what a toast and the list of chats show. */
  readonly summarise: (view: View) => string;
}

/** The message that shows a view. Without `text`: Teams would split text and card into two messages. */
export function messageOf(view: View, { render, summarise }: Looks): Partial<Activity> {
  return {
    type: "message",
    summary: summarise(view),
    attachments: [{ contentType: cardType, content: render(view) }],
  };
}
