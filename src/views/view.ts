/**
 * What is shown, as data: the card renderer, the terminal and the tests read the same view. All texts are ready to be
 * read (zone, separators, plurals done) but not escaped: whoever draws them escapes for its own medium.
 */
export type View =
  | ListView
  | SummaryView
  | CountView
  | TopView
  | TrendView
  | CompareView
  | PatternView
  | MethodsView
  | CoverageView
  | PoliciesView
  | HuntView
  | DetailView
  | ExportView
  | ExplainView
  | HelpView
  | ChoiceView
  | LinkView
  | NoticeView;

/** What stands around every view. */
export interface Echo {
  /** "asker": nobody else may see it, whoever reads along where it was asked. */
  readonly audience?: "asker";
  /** What was typed and the words of it that were not understood, in their order: the terminal marks them. */
  readonly echo?: { readonly typed: string; readonly unread: readonly string[] };
}

/** What every answer about sign-ins shows, in this order. */
export interface Answer extends Echo {
  /** What was understood, names resolved: "Failures · Alice Ng <alice@contoso.com> · interactive". */
  readonly title: string;
  /** The absolute range with its zone: "15 Nov 2026 10:00 to 22 Nov 2026 10:00 CET". */
  readonly range: string;
  /** What was left out, defaulted or guessed. */
  readonly notes: readonly string[];
  /** The answer in one sentence, computed. */
  readonly headline: string;
  /** Age of the data, logs searched, rows cut off. */
  readonly coverage: readonly string[];
  readonly buttons: readonly Button[];
}

/**
 * Every button is a sentence that could have been typed, or a link to a fixed https page. Local mode's page may also be
 * linked to a file that it serves itself, by its path.
 */
export type Button = AskButton | { readonly title: string; readonly url: string };

export interface AskButton {
  readonly title: string;
  readonly ask: string;
  /** The answer takes the place of the card that has the button: another page of the same. */
  readonly inPlace?: true;
  /** It is always at hand and seldom wanted: it stands behind "…", and not in a terminal. */
  readonly quiet?: true;
}

/** Numbers that stand in a line, e.g. success / failure / interrupted. */
export interface Figure {
  readonly label: string;
  readonly value: string;
  readonly tone: Tone;
}

export type Tone = "good" | "warning" | "attention" | "default";

/** Why most of them failed, and what to do about it. */
export interface Reason {
  /** "50126 InvalidUserNameOrPassword · 12 of 14". */
  readonly title: string;
  readonly meaning: string;
  readonly remedy: string;
  /** "The password was accepted." and the like; "" where there is nothing to add. */
  readonly mark: string;
  readonly links: readonly { readonly title: string; readonly url: string }[];
}

/** One sign-in, or one group of sign-ins, in a list. */
export interface Row {
  readonly time: string;
  readonly who: string;
  readonly what: string;
  readonly where: string;
  /** "MFA by claim · CA failed · high risk"; "" where nothing was decided, and for a group. */
  readonly decided: string;
  readonly status: string;
  readonly tone: Tone;
  /** "× 24" for a group; "" for one sign-in. */
  readonly count: string;
  /** The columns that were asked for, in the place of all of the above but the time; the same ones in every row. */
  readonly cells?: readonly Cell[];
  readonly ask: string;
  /** What else can be asked from here; none where a card has no room for it. */
  readonly more: readonly AskButton[];
}

/** One value under its heading. */
export interface Cell {
  readonly label: string;
  readonly value: string;
}

export interface ListView extends Answer {
  readonly card: "list";
  readonly figures: readonly Figure[];
  readonly reasons: readonly Reason[];
  readonly verdict: string;
  readonly rows: readonly Row[];
  /** "5 of 14, newest first". */
  readonly shown: string;
}

/** A value with its share, and the sentence that drills into it. */
export interface Bar {
  readonly label: string;
  /** A second line: exact name, last seen. */
  readonly detail: string;
  readonly value: string;
  /** The bar's length in a chart. */
  readonly size: number;
  readonly ask: string;
}

export interface Section {
  readonly title: string;
  readonly bars: readonly Bar[];
}

export interface SummaryView extends Answer {
  readonly card: "summary";
  readonly figures: readonly Figure[];
  readonly distinct: readonly Figure[];
  readonly verdicts: readonly string[];
  readonly reasons: readonly Reason[];
  readonly sections: readonly Section[];
}

export interface CountView extends Answer {
  readonly card: "count";
  readonly number: string;
  readonly figures: readonly Figure[];
}

export interface TopView extends Answer {
  readonly card: "top";
  readonly bars: readonly Bar[];
  readonly shown: string;
}

export interface TrendView extends Answer {
  readonly card: "trend";
  readonly figures: readonly Figure[];
  readonly points: readonly Point[];
  /** The values that the points are split by; none where they are split by status. */
  readonly bars: readonly Bar[];
}

/** One bucket of a trend. */
export interface Point {
  readonly label: string;
  readonly success: number;
  readonly failure: number;
  readonly interrupted: number;
  /** Sign-ins of each of the trend's bars, in their order. */
  readonly parts: readonly number[];
  readonly ask: string;
}

/** Two ranges side by side. */
export interface CompareView extends Answer {
  readonly card: "compare";
  /** The other range, in absolute words. */
  readonly baseline: string;
  /** What the numbers of the rows are. */
  readonly shown: string;
  /** The ranges differ in length: bars are as long as sign-ins per hour. */
  readonly perHour: boolean;
  readonly rows: readonly Change[];
  /** What else is to be said: unequal lengths, distinct values. */
  readonly lines: readonly string[];
  /** What grew and shrank most. */
  readonly sections: readonly Section[];
}

/** One number in both ranges. */
export interface Change {
  readonly label: string;
  readonly now: string;
  readonly before: string;
  /** "+156 %", "new", "gone". */
  readonly change: string;
  /** The lengths of its bars in a chart, [before, now]; none for a row that is not drawn. */
  readonly sizes: readonly number[];
}

/** Habits, and what is new against them. */
export interface PatternView extends Answer {
  readonly card: "pattern";
  readonly figures: readonly Figure[];
  readonly lines: readonly string[];
  /** A title over the table of hours, and the meaning of its signs. */
  readonly shown: string;
  /** The hours of the day as they stand over the rows. */
  readonly hours: string;
  readonly rows: readonly HeatRow[];
  /** What was not there before; none where nothing is new. */
  readonly news: readonly Section[];
  readonly sections: readonly Section[];
}

/** A weekday: one sign an hour of the day, darker for more sign-ins. */
export interface HeatRow {
  readonly label: string;
  readonly text: string;
  /** All of that day. */
  readonly count: string;
}

/** What matches, broken down by one thing, with its shares in words and figures. */
interface Breakdown extends Answer {
  readonly figures: readonly Figure[];
  readonly lines: readonly string[];
  /** What is drawn: methods, ways of MFA, policies. */
  readonly bars: readonly Bar[];
  readonly shown: string;
  readonly sections: readonly Section[];
}

export interface MethodsView extends Breakdown {
  readonly card: "methods";
}

export interface CoverageView extends Breakdown {
  readonly card: "coverage";
}

export interface PoliciesView extends Breakdown {
  readonly card: "policies";
}

export interface HuntView extends Answer {
  readonly card: "hunt";
  /** What is looked for, and what to know about it. */
  readonly explanation: string;
  /** "Looked for: at least 10 users within 1 hour, by IP address." */
  readonly rule: string;
  readonly findings: readonly HuntFinding[];
  /** "5 of 12, the worst first"; "" where all are shown. */
  readonly shown: string;
}

/** One suspect, with what speaks for it. */
export interface HuntFinding {
  readonly subject: string;
  /** From its first to its last sign-in. */
  readonly time: string;
  readonly lines: readonly string[];
  /** "Got in: Alice Ng, 2 successes, last at 09:12 today.", "Nobody got in." */
  readonly verdict: string;
  readonly tone: Tone;
  readonly ask: string;
}

/** A heading with label/value lines; empty ones are left out by whoever makes them. */
export interface Facts {
  readonly title: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly note: string;
}

export interface DetailView extends Answer {
  readonly card: "detail";
  readonly status: string;
  readonly tone: Tone;
  readonly verdict: string;
  readonly reasons: readonly Reason[];
  readonly sections: readonly Facts[];
  /** Other sign-ins of the same correlation id. */
  readonly rows: readonly Row[];
}

export interface ExportView extends Answer {
  readonly card: "export";
  /** The file's name; "" where there is none. */
  readonly file: string;
  /** How to get it, and what it holds. */
  readonly lines: readonly string[];
  /** What the bot offers below the answer, by the name that it gave it. */
  readonly offer?: string;
}

export interface ExplainedCode {
  readonly title: string;
  readonly status: string;
  readonly tone: Tone;
  readonly meaning: string;
  readonly cause: string;
  readonly remedy: string;
  readonly marks: readonly string[];
  readonly links: readonly { readonly title: string; readonly url: string }[];
}

/** About codes alone, or about those of what matches: title, range, notes and coverage are empty in the first case. */
export interface ExplainView extends Answer {
  readonly card: "explain";
  readonly codes: readonly ExplainedCode[];
}

export interface HelpView extends Echo {
  readonly card: "help";
  readonly headline: string;
  readonly notes: readonly string[];
  readonly sections: readonly {
    readonly title: string;
    readonly text: string;
    readonly examples: readonly { readonly title: string; readonly ask: string }[];
  }[];
  readonly buttons: readonly Button[];
}

/** Several people or apps answer to the name: which one is meant? */
export interface ChoiceView extends Echo {
  readonly card: "choice";
  readonly headline: string;
  readonly options: readonly { readonly name: string; readonly detail: string; readonly ask: string }[];
  readonly buttons: readonly Button[];
}

/** The link that opens a question again, to be copied. */
export interface LinkView extends Echo {
  readonly card: "link";
  readonly headline: string;
  readonly link: string;
  readonly lines: readonly string[];
  readonly buttons: readonly Button[];
}

/** Anything said in a few sentences: nothing found, not permitted, broken. */
export interface NoticeView extends Echo {
  readonly card: "notice";
  readonly tone: Tone;
  readonly headline: string;
  readonly lines: readonly string[];
  readonly buttons: readonly Button[];
}
