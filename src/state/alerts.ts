/** A thread of a channel about one alert and those like it, which were folded into it. */
export interface AlertThread {
  /** Rises in the order in which threads were opened. */
  readonly number: number;
  /** Conversation id of the channel. */
  readonly channel: string;
  /** Alerts of the same key belong together. */
  readonly foldKey: string;
  /** The newest of them, as JSON. */
  readonly alert: string;
  /** How many alerts it is about. */
  readonly count: number;
  /** When the first and the last of them came: milliseconds since 1970. */
  readonly opened: number;
  readonly last: number;
  /** Closed where it came from: what comes next is a thread of its own. */
  readonly isClosed: boolean;
  /** Ids of the messages that its card and its explanation became; absent until they are sent. */
  readonly card?: string | undefined;
  readonly explanation?: string | undefined;
}

/** An alert that came: by its source and id it is known again. */
export interface SeenAlert {
  readonly source: string;
  readonly id: string;
  /** What tells one state of it from another. */
  readonly version: string;
  readonly at: number;
}

/** Keeps alerts and their threads through a restart. */
export interface Alerts {
  /** Which thread an alert went into, and in which state it came last. */
  seen(
    source: string,
    id: string,
  ): Promise<{ readonly thread: number; readonly version: string } | undefined>;
  thread(number: number): Promise<AlertThread | undefined>;
  /** The thread of a key that was opened last in a channel. */
  latest(channel: string, foldKey: string): Promise<AlertThread | undefined>;
  /** How many threads of a channel were opened since. */
  openedSince(channel: string, since: number): Promise<number>;
  /** Opens a thread for an alert, in one transaction. */
  open(thread: Omit<AlertThread, "number" | "card" | "explanation">, seen: SeenAlert): Promise<AlertThread>;
  /** Changes a thread by an alert that went into it, in one transaction. */
  change(
    number: number,
    change: Pick<AlertThread, "alert" | "count" | "last" | "isClosed">,
    seen: SeenAlert,
  ): Promise<void>;
  /** Keeps what became a message. */
  sent(number: number, message: "card" | "explanation", id: string): Promise<void>;
  /** Threads in which something came since, oldest first. */
  active(since: number): Promise<readonly AlertThread[]>;
  /** Forgets threads in which nothing came since, with their alerts. */
  expire(before: number): Promise<void>;
}
