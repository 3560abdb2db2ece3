import type { Question } from "../question/question.ts";

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
  addWatch(place: Place, question: Question, now: number): Promise<Watch>;
  /** False where there was none. */
  removeWatch(id: string): Promise<boolean>;
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

export interface Watch extends Place {
  readonly id: string;
  readonly question: Question;
  /** Milliseconds since 1970. */
  readonly since: number;
}
