import type { FieldName } from "../question/fields.ts";
import type { SignInType } from "../signin/sign-in.ts";

/** At least, or at most, so many of each in one finding. */
export interface Threshold {
  readonly of: "signIns" | "successes" | "failures" | FieldName;
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** What a hunt counts and how far it looks; each part can be overridden in words ("spray min 10 users 30m"). */
export interface Thresholds {
  readonly having?: readonly Threshold[];
  /** ISO 8601 duration into which they have to fall. */
  readonly within?: string;
  /** ISO 8601 duration before the range with which it is compared. */
  readonly baseline?: string;
}

/** A value with its names, as the store gives it. */
export interface Value {
  readonly key: string;
  readonly name?: string;
  readonly alias?: string;
}

/** A sign-in as far as a hunt needs it. */
export interface Event {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** The fields that the hunt asked for; unknown is no value. */
  readonly values: Readonly<Partial<Record<FieldName, readonly Value[]>>>;
}

/** The thresholds of one question: what it said, else what the hunt has. Lengths in milliseconds. */
export interface Settings {
  readonly having: readonly Threshold[];
  readonly within: number;
  readonly baseline: number;
  /** What its findings are about. */
  readonly by: readonly FieldName[];
  /** Start of the range, milliseconds since 1970: what is before belongs to the baseline. */
  readonly from: number;
  /** Since when there are events at all. */
  readonly since: number;
  /** Whether anything of what is read is stored from before the range. */
  readonly hasBaseline: boolean;
}

/** A fact that speaks for a finding. */
export type Evidence =
  | { readonly kind: "count"; readonly of: Threshold["of"]; readonly count: number }
  | { readonly kind: "values"; readonly of: FieldName; readonly values: readonly Value[] }
  /** Something that happened at a moment, with where or what it was. */
  | { readonly kind: "moment"; readonly at: number; readonly text: string; readonly values: readonly Trait[] }
  | { readonly kind: "text"; readonly text: string };

export interface Trait {
  readonly of: FieldName;
  readonly value: Value;
}

/** Who got in, and whose password was accepted without that. */
export interface Entry {
  readonly successes: number;
  readonly users: readonly Value[];
  /** Those who did not get in, though their password was right. */
  readonly accepted: readonly Value[];
  /** Milliseconds since 1970; absent where nobody got in. */
  readonly last?: number;
}

export interface Finding {
  /** Whom or what it is about; empty for the whole of what was searched. */
  readonly subject: readonly Trait[];
  readonly evidence: readonly Evidence[];
  readonly first: number;
  readonly last: number;
  /** Ranks the findings, the highest first. */
  readonly weight: number;
  readonly entry: Entry;
  /** What it is made of, in order of time: its users and addresses are where its aftermath is looked for. */
  readonly events: readonly Event[];
}

export interface Findings {
  readonly findings: readonly Finding[];
  /** What was left out, in sentences. */
  readonly remarks?: readonly string[];
}

/** Conditions that narrow what a hunt reads. */
export interface Reading {
  readonly where: readonly {
    readonly field: FieldName;
    readonly is?: readonly string[];
    readonly isNot?: readonly string[];
  }[];
  readonly fields: readonly FieldName[];
}

/**
 * Whether the user of an event had a combination of fields before the range, with one of its values of each. Undefined
 * where the event lacks one, and where hardly anything is stored from before the range.
 */
export type Had = (event: Event, combination: Combination) => boolean | undefined;

export type Combination = readonly ["user", ...FieldName[]];

/**
 * What had been there before the range, to leave what is as usual for somebody. It is looked up for the users of the
 * findings alone, in all that is stored of them, whatever else the question is about.
 */
export interface Past {
  /** What counts as having been there. */
  readonly where: Reading["where"];
  readonly of: readonly Combination[];
  /** The finding with what speaks for it, or nothing where it is none then. */
  readonly judge: (finding: Finding, had: Had, settings: Settings) => Finding | undefined;
}

/** What became of a finding afterwards. */
export interface Aftermath extends Reading {
  /** Whom it follows: the users of a finding, unless it says otherwise. */
  readonly whom?: "user" | "servicePrincipal";
  /**
   * Where it counts from: any address, one of the finding's, or one from which the very user had been part of it (in a
   * crowd, everybody's address is somebody's office).
   */
  readonly source: "any" | "addresses" | "ownAddresses";
  /** How long after the last event, in milliseconds, or as long as the thresholds reach. */
  readonly length: number | "within";
  /** The finding with what it says, or nothing where it is none then. */
  readonly judge: (finding: Finding, later: readonly Event[], settings: Settings) => Finding | undefined;
}

/** A named detection over the log. */
export interface Hunt {
  /** As Signpost calls it: lower case, hyphens. */
  readonly name: string;
  /** Phrases that ask for it, wherever they stand. The name itself needs no phrase. */
  readonly words: readonly string[];
  /** One line for help: "One address tries many users." */
  readonly summary: string;
  /** What it looks for and what to know about it, in one or two sentences. */
  readonly explanation: string;
  readonly thresholds: Thresholds;
  /** What cannot be changed in words about its rule: "at least 500 km apart"; "" for nothing. */
  readonly fixed: string;
  /** What its findings have done, after their number: "tried the passwords of many users". */
  readonly found: string;
  /**
   * ISO 8601 duration of the least stretch in which it shows, where that is more than a day: so far back it is looked for
   * when it is watched, and in a digest.
   */
  readonly looksBack?: string;
  /** A `within` can be asked for, though it has none by itself. */
  readonly takesWithin?: true;
  /** Its findings can be about something else than usual: "failure spikes by app". */
  readonly takesBy?: true;
  /** What its findings are about unless the question says otherwise; none: the whole of what is searched. */
  readonly by: readonly FieldName[];
  /** The logs it searches unless the question names others. */
  readonly logs: readonly SignInType[];
  readonly reads: Reading;
  /**
   * What a group has to be for a finding to be in it, so that others need not be read: one that meets the thresholds in
   * all of the range, or one that is new in it, since the baseline began or since a silence of that length before the end
   * of the range would have begun.
   */
  readonly finds?: "bursts" | "new" | "newAfterSilence";
  /**
   * Which sign-ins, in which groups, have to be what `finds` says, where these are not simply all that it reads by what
   * its findings are about: one success from a new country makes a user worth reading. `by` holds the hunt's own.
   */
  readonly suspects?: { readonly where: Reading["where"]; readonly by: readonly FieldName[] };
  /** @param events in order of time, those of the baseline first */
  readonly find: (events: readonly Event[], settings: Settings) => Findings;
  /** Where it has one, its events are those of the range alone. */
  readonly past?: Past;
  readonly aftermath?: Aftermath;
}

export const userLogs: readonly SignInType[] = ["interactiveUser", "nonInteractiveUser"];
