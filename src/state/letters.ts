/** Where a message goes. */
export interface Address {
  readonly serviceUrl: string;
  /** In a channel with the thread: "19:…@thread.tacv2;messageid=1700000000000". */
  readonly conversation: string;
}

/** A message that is to be sent once. */
export interface Letter extends Address {
  /** The same key is the same letter: it is sent once, however often it is put in, and whatever restarts between. */
  readonly key: string;
  readonly activity: object;
  /** The activity that it stands below. */
  readonly replyTo?: string;
  /** The only member of the conversation who sees it, by their id in Teams; absent: all of them. */
  readonly onlyTo?: string;
  /** Milliseconds since 1970 after which it is worth nothing. */
  readonly deadline: number;
}

/** A letter that is kept, by its number. */
export interface KeptLetter extends Letter {
  readonly number: number;
}

/** What became of a letter that is put in: it has a number now, or was there before. */
export type Added =
  | { readonly number: number }
  /** The id of its message; undefined where it was given up. */
  | { readonly sent: string | undefined }
  /** It was put in before, and is not sent yet. */
  | "under way";

/** Keeps letters through a restart. Numbers rise in the order in which letters were put in. */
export interface Letters {
  add(letter: Letter, now: number): Promise<Added>;
  /** The id of the message that a letter of this key became; undefined where it did not. */
  sent(key: string): Promise<string | undefined>;
  /**
   * Says that it is being sent: should the process end now, nobody knows whether it arrived.
   * @returns false where another process has it
   */
  begin(number: number): Promise<boolean>;
  /** Says that it is not, after all: nothing arrived. */
  putBack(number: number): Promise<void>;
  /** What became of it. Its contents are forgotten, its key is kept for a day. */
  finish(number: number, sent: string | undefined): Promise<void>;
  /** Those that wait, in their order; and how many were being sent when the process ended, which are given up. */
  afterRestart(): Promise<{ readonly waiting: readonly KeptLetter[]; readonly lost: number }>;
}
