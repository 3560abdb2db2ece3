/** An attachment of an activity. */
export interface Attachment {
  readonly contentType: string;
  readonly content?: unknown;
}

/** What the bot sent, as far as it is shown. */
export interface BotActivity {
  readonly id: string;
  readonly type?: string;
  readonly text?: string;
  readonly textFormat?: string;
  readonly attachments?: readonly Attachment[];
}

export interface BotEvent {
  readonly kind: "add" | "update" | "remove";
  readonly activity: BotActivity;
}

export interface Listeners {
  readonly onEvent: (event: BotEvent) => void;
  /** Called whenever the stream is found open or broken. */
  readonly onState: (open: boolean) => void;
}

const retryAfter = 2_000;

/** Listens to what the bot sends to a conversation, for as long as the page lives. */
export function listen(conversation: string, listeners: Listeners): void {
  const stream = new EventSource(`/chat/events?conversation=${encodeURIComponent(conversation)}`);
  stream.addEventListener("open", () => listeners.onState(true));
  stream.addEventListener("message", ({ data }: MessageEvent<string>) => {
    listeners.onEvent(JSON.parse(data) as BotEvent);
  });
  stream.addEventListener("error", () => {
    listeners.onState(false);
    // A browser reconnects by itself, except where the server answered with an error.
    if (stream.readyState !== EventSource.CLOSED) return;
    setTimeout(() => listen(conversation, listeners), retryAfter);
  });
}
