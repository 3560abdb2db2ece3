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
  /** Milliseconds since 1970 after which it is worth nothing. */
  readonly deadline: number;
}

/** A letter that is kept, by its number. */
export interface KeptLetter extends Letter {
  readonly number: number;
}

/** Keeps letters through a restart. Numbers rise in the order in which letters were put in. */
export interface Letters {
  /** The letter's number, or the id of its message where one of that key was sent already; undefined where it was given up. */
  add(
    letter: Letter,
    now: number,
  ): Promise<{ readonly number: number } | { readonly sent: string | undefined }>;
  /** The id of the message that a letter of this key became; undefined where it did not. */
  sent(key: string): Promise<string | undefined>;
  /** Says that it is being sent: should the process end now, nobody knows whether it arrived. */
  begin(number: number): Promise<void>;
  /** Says that it is not, after all: nothing arrived. */
  putBack(number: number): Promise<void>;
  /** What became of it. Its contents are forgotten, its key is kept for a day. */
  finish(number: number, sent: string | undefined): Promise<void>;
  /** Those that wait, in their order; and how many were being sent when the process ended, which are given up. */
  afterRestart(): Promise<{ readonly waiting: readonly KeptLetter[]; readonly lost: number }>;
}
