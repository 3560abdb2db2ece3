import { randomUUID } from "node:crypto";

/** How much is kept for pages that are not listening yet, or not any more. */
export interface FeedLimits {
  readonly conversations: number;
  readonly events: number;
}

/** Where the frames of one stream go. `end` is called once, when the feed gives the stream up. */
export interface Listener {
  readonly send: (frame: string) => void;
  readonly end: () => void;
}

/** What happens in the conversations of the chat page, as frames of Server-Sent Events. */
export interface ChatFeed {
  /** Tells every listener of a conversation, and keeps the event for those to come. */
  publish(conversation: string, event: object): void;
  /**
   * Sends what a listener has missed since the event it saw last (all that is kept, where that event is unknown), then
   * what comes. Returns what ends the subscription.
   */
  subscribe(conversation: string, lastEventId: string | undefined, listener: Listener): () => void;
  /** Sends a comment down every stream, so that idle ones are not taken for dead. */
  beat(): void;
  /** Ends every stream and forgets everything. */
  close(): void;
}

interface Conversation {
  readonly listeners: Set<Listener>;
  frames: { readonly number: number; readonly text: string }[];
  last: number;
}

/** A feed in memory: a conversation beyond the limit drives out the one used longest ago, an event the oldest one. */
export function createChatFeed(limits: FeedLimits): ChatFeed {
  // Event ids carry the feed's own id: after a restart, numbers that an earlier process gave out mean nothing.
  const feedId = randomUUID();
  const conversations = new Map<string, Conversation>();

  function use(id: string): Conversation {
    const conversation = conversations.get(id) ?? { listeners: new Set(), frames: [], last: 0 };
    conversations.delete(id);
    conversations.set(id, conversation);
    for (const [oldest, { listeners }] of conversations) {
      if (conversations.size <= limits.conversations) break;
      conversations.delete(oldest);
      for (const listener of listeners) listener.end();
    }
    return conversation;
  }

  return {
    publish(id, event) {
      const conversation = use(id);
      conversation.last += 1;
      const number = conversation.last;
      const text = `id: ${feedId}/${number}\ndata: ${JSON.stringify(event)}\n\n`;
      conversation.frames = [...conversation.frames, { number, text }].slice(-limits.events);
      for (const listener of conversation.listeners) listener.send(text);
    },
    subscribe(id, lastEventId, listener) {
      const conversation = use(id);
      const seen = numberOf(lastEventId, feedId);
      for (const frame of conversation.frames) if (frame.number > seen) listener.send(frame.text);
      conversation.listeners.add(listener);
      return () => void conversation.listeners.delete(listener);
    },
    beat() {
      for (const { listeners } of conversations.values()) for (const { send } of listeners) send(":\n\n");
    },
    close() {
      for (const { listeners } of conversations.values()) for (const { end } of listeners) end();
      conversations.clear();
    },
  };
}

function numberOf(eventId: string | undefined, feedId: string): number {
  const [feed, number] = eventId?.split("/") ?? [];
  return feed === feedId && /^\d{1,15}$/.test(number ?? "") ? Number(number) : 0;
}
