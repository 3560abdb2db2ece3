import type { Access } from "../access/access.ts";
import type { Deliver } from "../exports/export-set.ts";
import type { Lists } from "../lists.ts";
import type { Home } from "../links/own.ts";
import type { Intent, Question } from "../question/question.ts";
import type { State } from "../state/state.ts";
import type { Coverage, Store } from "../store/store.ts";
import type { Synced } from "../sync/synced.ts";
import type { View } from "../views/view.ts";
import type { Analysis } from "./analysis.ts";
import type { Asker } from "./ask.ts";
import type { Memory } from "./memory.ts";
import type { Names } from "./names.ts";
import type { Scope } from "./scope.ts";

/** What answers are made from. */
export interface Deps {
  readonly store: Store;
  readonly analysis: Analysis;
  readonly access: Access;
  /** Shown by `about`. */
  readonly version: string;
  /** Where the data is from, in words: "demo data", "imported data". */
  readonly source: string;
  /** Those of the configuration; absent: none. */
  readonly lists?: Lists;
  /** How files get to the asker; absent where there is no way for files yet. */
  readonly deliver?: Deliver;
  /** What the bot remembers; absent: nothing, so that follow-ups have nothing to follow. */
  readonly state?: State;
  /** Whether watches are told where they were made. */
  readonly tellsWatches?: boolean;
  /** Is told the number of an alert about which somebody has done something; absent where no alerts come. */
  readonly alertHandled?: (number: number) => void;
  /** Milliseconds that the hunts of a digest may take; absent: those for a store of this machine. */
  readonly huntingTime?: number;
  /** Where links to questions lead, and which are its own; absent: nowhere. */
  readonly home?: Home;
  /** Days that sign-ins are kept, shown by `about`; absent or 0: for good. */
  readonly retentionDays?: number;
  /** Is told each question that is answered, as it was understood. */
  readonly observe?: (question: Question) => void;
}

/** A question ready to be answered: permitted, names resolved, range absolute. */
export interface Task {
  readonly question: Question;
  /** As it was asked: not narrowed, names not resolved. What is kept is this. */
  readonly asked: Question;
  readonly asker: Asker;
  readonly memory: Memory | undefined;
  readonly place: { readonly shared: boolean; readonly conversation: string | undefined };
  readonly names: Names;
  readonly scope: Scope;
  readonly coverage: Coverage;
  /** What has been read from Microsoft Graph; empty where nothing ever was. */
  readonly synced: Synced;
  /** The asker may see only their own sign-ins. */
  readonly ownOnly: string | undefined;
  readonly signal: AbortSignal | undefined;
}

/** What help puts commands under, in its order. */
export const commandGroups = {
  signIns: "Sign-ins",
  numbers: "Numbers",
  security: "Habits, protection and attacks",
  help: "Error codes, and what there is",
  kept: "Questions to keep",
  alerts: "Alerts",
  oversight: "Who asks, and where",
} as const;

/** One way of answering. A new one is a file like its siblings and a line in `commands.ts`. */
export interface Command {
  readonly intent: Intent;
  readonly group: keyof typeof commandGroups;
  /** One line for help. */
  readonly summary: string;
  /** Sentences that it answers; each of them is tested on the demo data. */
  readonly examples: readonly string[];
  /**
   * Entries of the menu that Teams shows: how a question begins (at most 32 characters), what it tells, and one that
   * begins so (together at most 118).
   */
  readonly menu?: readonly { readonly title: string; readonly what: string; readonly example: string }[];
  readonly run: (task: Task, deps: Deps) => Promise<View>;
}
