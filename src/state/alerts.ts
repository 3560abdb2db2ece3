import type { AlertOutcome } from "../question/question.ts";

/** What people have done about an alert last. */
export interface Handling {
  readonly state: "open" | "acknowledged" | "closed";
  /** Entra object id of who did it, and what Teams calls them. */
  readonly person: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** What it turned out to be, and why, where it is closed. */
  readonly outcome?: AlertOutcome | undefined;
  readonly reason?: string | undefined;
}

/** A thread of a channel about one alert and those like it, which were folded into it. */
export interface AlertThread {
  /** Rises in the order in which threads were opened. */
  readonly number: number;
  /** Conversation id of the channel. */
  readonly channel: string;
  /** Alerts of the same key belong together. */
  readonly foldKey: string;
  /** How severe it was when it was opened. */
  readonly severity: string;
  /** What is known of all of them together, as JSON. */
  readonly alert: string;
  /** How many alerts it is about. */
  readonly count: number;
  /** When the first and the last of them came: milliseconds since 1970. */
  readonly opened: number;
  readonly last: number;
  /** How often a message of it was put in anew, because it could not be sent or is not there any more. */
  readonly tries: number;
  /** What its messages became and say. */
  readonly card: Told;
  readonly explanation: Told;
  /** Absent until somebody does something about it. */
  readonly handling?: Handling;
  /** Who got in, as far as was told: whoever follows is told anew. Absent until it is explained. */
  readonly inside?: readonly string[];
}

/** A message of a thread. */
export interface Told {
  /** Absent until it is sent. */
  readonly id?: string | undefined;
  /** What tells one wording from another, of what was put in last; absent: nothing was. */
  readonly says?: string | undefined;
}

/** An alert that came: by its source and id it is known again. */
export interface SeenAlert {
  readonly source: string;
  readonly id: string;
  /** What tells one state of it from another. */
  readonly version: string;
  /** When its source says that it was changed: milliseconds since 1970. */
  readonly updated: number;
  readonly isClosed: boolean;
  readonly at: number;
  /** What links call it: its id and address, the id in that, and its incident. Compared without case. */
  readonly names?: readonly string[];
}

/** An alert by one of its names. */
export type NamedAlert = Pick<SeenAlert, "source" | "id"> & { readonly thread: number };

/** Keeps alerts and their threads through a restart. */
export interface Alerts {
  /** Which thread an alert went into, and in which state it came last. */
  seen(
    source: string,
    id: string,
  ): Promise<(Pick<SeenAlert, "version" | "updated"> & { readonly thread: number }) | undefined>;
  thread(number: number): Promise<AlertThread | undefined>;
  /** The alerts of a name, some of them, the latest thread first. */
  named(name: string): Promise<readonly NamedAlert[]>;
  /** The thread of a channel that a post of the bot began. */
  ofCard(channel: string, card: string): Promise<AlertThread | undefined>;
  /** The thread of a key that was opened last in a channel. */
  latest(channel: string, foldKey: string): Promise<AlertThread | undefined>;
  /** How many threads of a severity were opened in a channel since. */
  openedSince(channel: string, severity: string, since: number): Promise<number>;
  /** The threads of a key in a channel before one, since: how many, and the last of them. */
  earlier(
    thread: Pick<AlertThread, "number" | "channel" | "foldKey">,
    since: number,
  ): Promise<{ readonly count: number; readonly last?: AlertThread }>;
  /** The threads in which something came since, of one channel or (absent) of all, the latest first. */
  recent(since: number, channel?: string): Promise<readonly AlertThread[]>;
  /** Keeps what people have done about it; its card, where there is one, does not say so yet. */
  handle(number: number, handling: Handling): Promise<void>;
  /** How many of the alerts of a thread are not closed. */
  openIn(thread: number): Promise<number>;
  /** Opens a thread for an alert, in one transaction. */
  open(
    thread: Omit<AlertThread, "number" | "tries" | "card" | "explanation" | "handling" | "inside">,
    seen: SeenAlert,
  ): Promise<AlertThread>;
  /** Changes a thread by an alert that went into it, in one transaction. */
  change(
    number: number,
    change: Pick<AlertThread, "alert" | "count" | "last">,
    seen: SeenAlert,
  ): Promise<void>;
  /** Keeps what a message became and says. */
  told(number: number, message: "card" | "explanation", told: Told): Promise<void>;
  /** Keeps who was told to have got in. */
  entered(number: number, inside: readonly string[]): Promise<void>;
  /** Forgets a message, which is to be sent once more; with a card what stands below it, which is gone with it. */
  untold(number: number, message: "card" | "explanation"): Promise<void>;
  /**
   * Threads in which something came since, and those of which something came or was done since another moment, and whose
   * card does not say so yet; oldest first.
   */
  active(since: number, unsentSince: number): Promise<readonly AlertThread[]>;
  /** Forgets alerts that came before, their names, and threads in which nothing came since. */
  expire(before: number): Promise<void>;
}
