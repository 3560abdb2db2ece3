import type { Question } from "../question/question.ts";
import type { Alerts } from "./alerts.ts";
import type { Address, Letters } from "./letters.ts";

/**
 * What the bot itself remembers, apart from the sign-ins: the last question of each person in each conversation, saved
 * questions and watches. Questions are kept as they were asked, relative ("last 7 days") and with names as typed, so
 * they are resolved and authorised anew whenever they are used.
 */
export interface State {
  /** The question that this person asked last in this conversation; undefined where there is none, or it is too old. */
  lastQuestion(place: Place, now: number): Promise<Question | undefined>;
  rememberQuestion(place: Place, question: Question, now: number): Promise<void>;
  /** The saved questions of a person, by name. */
  savedQuestions(person: string): Promise<readonly Kept<SavedQuestion>[]>;
  /**
   * Keeps a question under a name; one of the same name is replaced. Names are compared without case.
   * @throws UserError where the person has as many as are kept
   */
  saveQuestion(person: string, saved: SavedQuestion, now: number): Promise<"new" | "replaced">;
  /** False where there was none of that name. */
  forgetQuestion(person: string, name: string): Promise<boolean>;
  /** The watches of a conversation, oldest first. */
  watches(conversation: string): Promise<readonly Kept<Watch>[]>;
  watch(id: string): Promise<Kept<Watch> | undefined>;
  /** @throws UserError where the person has as many as are kept */
  addWatch(place: WatchPlace, question: Question, now: number): Promise<Watch>;
  /** Those of everybody, oldest first. */
  allWatches(): Promise<readonly Kept<Watch>[]>;
  /** Keeps what a watch has told. */
  followWatch(id: string, progress: WatchProgress): Promise<void>;
  /** Keeps a watch from telling anything until a moment: milliseconds since 1970; 0: it tells again. */
  muteWatch(id: string, until: number): Promise<void>;
  /** False where there was none. */
  removeWatch(id: string): Promise<boolean>;
  /** Lets answers be shown in a conversation, on the word of a person. @returns false where they were already */
  allowConversation(place: Place, now: number): Promise<boolean>;
  /** False where they were not. */
  disallowConversation(conversation: string): Promise<boolean>;
  isAllowed(conversation: string): Promise<boolean>;
  /** Where somebody has their personal chat with the bot, as of the last time they were seen there. */
  personalChat(person: string): Promise<Address | undefined>;
  rememberPersonalChat(person: string, chat: Address): Promise<void>;
  /** The messages that are to be sent. */
  readonly letters: Letters;
  /** The alerts that came, and their threads. */
  readonly alerts: Alerts;
  /** Adds an entry to the audit trail, for good. */
  audit(entry: AuditEntry): Promise<void>;
  /** Entries of the trail, newest first, and how many there are of each outcome. */
  readAudit(request: AuditRequest): Promise<AuditPage>;
  /** Releases the file. A second call does nothing. */
  close(): Promise<void>;
}

/** Who, and in which conversation. */
export interface Place {
  readonly person: string;
  readonly conversation: string;
}

export interface SavedQuestion {
  readonly name: string;
  readonly question: Question;
}

/** A question that is kept; undefined where another version of the program wrote it and this one cannot read it. */
export type Kept<Item extends { readonly question: Question }> = Omit<Item, "question"> & {
  readonly question: Question | undefined;
};

/** Where a watch is told, and how. */
export interface WatchPlace extends Place {
  /** Others read it there. */
  readonly shared: boolean;
  /** IANA name; "" where it is not known. */
  readonly timezone: string;
}

/** A standing question: "watch" and "report". */
export interface Watch extends WatchPlace, WatchProgress {
  readonly id: string;
  readonly question: Question;
  /** Milliseconds since 1970. */
  readonly since: number;
  /** It tells nothing until then: milliseconds since 1970; 0: it is not muted. */
  readonly mutedUntil: number;
}

/** What a watch has told. */
export interface WatchProgress {
  /** How often it was told. */
  readonly told: number;
  /** What happened until then has been told of, or is no longer news: milliseconds since 1970. */
  readonly toldUpTo: number;
  /** How often it would have been told while it was muted. */
  readonly untold: number;
  /** Of a hunt: whom it has told of. */
  readonly suspects: readonly Suspect[];
}

/** A finding of a hunt that was told. */
export interface Suspect {
  /** What it is about. */
  readonly subject: string;
  /** When it happened last: milliseconds since 1970. */
  readonly last: number;
  /** Who had got in, by their ids. */
  readonly inside: readonly string[];
}

/** Who asked what, when and where, and what came of it: the question and counts, never what was shown. */
export interface AuditEntry {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Entra object id; "" where the platform gives none, "local" in local mode. */
  readonly person: string;
  readonly conversation: string;
  /** What kind of conversation: "personal", "groupChat", "channel", "terminal". */
  readonly place: string;
  /** How it was asked: "message", "button", "search", "link", "watch". */
  readonly via: string;
  /** In canonical words. */
  readonly question: string;
  readonly outcome: AuditOutcome;
  /** Why it was refused, or who alone was shown the answer; "" where there is nothing to add. */
  readonly note: string;
}
export type AuditOutcome = "answered" | "refused";

export interface AuditRequest {
  /** `[from, to)` in milliseconds since 1970. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** Entra object ids; absent: everybody. */
  readonly people?: readonly string[] | undefined;
  readonly outcome?: AuditOutcome | undefined;
  readonly limit: number;
  readonly offset: number;
}

export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  readonly answered: number;
  readonly refused: number;
}
