import type { Entity } from "../question/field.ts";
import type { FieldName } from "../question/fields.ts";
import type { Fit } from "../question/name-fits.ts";
import type { Condition } from "../question/question.ts";
import type { AuthenticationDetail, SignIn, SignInType } from "../signin/sign-in.ts";
import type { SignInText } from "./sign-in-text.ts";

/**
 * The one door to stored sign-ins. Every backend keeps these promises and shows it by the conformance suite in
 * `test/store/conformance.ts`: conditions mean what `question/matches.ts` says; ranges are half open; ties in time are
 * ordered by id; every answer is exact; a call whose signal is aborted rejects with the signal's reason.
 */
export interface Store {
  /** Sign-ins that match, by time (ties by id), at most `limit`, after passing over `offset`. */
  list(filter: Filter, page: PageRequest, signal?: AbortSignal): Promise<Page>;
  /** Counts, distinct values and most frequent values of what matches. */
  summarise(filter: Filter, request: SummaryRequest, signal?: AbortSignal): Promise<Summary>;
  /** Groups by one or more fields. A sign-in without a value stands in the group whose key is "". */
  top(filter: Filter, request: TopRequest, signal?: AbortSignal): Promise<TopResult>;
  /** Counts by status between each two neighbouring edges (milliseconds since 1970, ascending, multiples of 15 min inside the range). */
  trend(filter: Filter, edges: readonly number[], signal?: AbortSignal): Promise<readonly StatusCounts[]>;
  /** Of the sign-ins that match, the values of some fields alone, by time (ties by id), at most `limit`. */
  scan(filter: Filter, request: ScanRequest, signal?: AbortSignal): Promise<Scan>;
  /** The sign-ins with this request id, else all with this correlation id, oldest first, complete with `raw`; at most `limit`. */
  find(id: string, limit: number, signal?: AbortSignal): Promise<readonly SignIn[]>;
  /** Known values of a field whose names a text fits, most sign-ins first, ties by id. */
  lookup(field: FieldName, request: LookupRequest, signal?: AbortSignal): Promise<LookupResult>;
  /** What the store holds. */
  coverage(signal?: AbortSignal): Promise<Coverage>;
  /** Keeps a batch, and moves the cursor, in one transaction: after a crash either all of it is there or nothing. */
  write(batch: readonly Entry[], cursor?: Cursor): Promise<WriteResult>;
  /**
   * Removes what is of UTC days that had ended by a moment (milliseconds since 1970), in one transaction that takes at
   * most `limit` (1 or more) of its sign-ins; to be called again while there is `more`, so that others get their turn in
   * between. Nothing may have gone while another process was writing. Sign-ins go first, and from every answer at once.
   * Then go their authentication details (by the time of the step, a day later than its sign-in, so that none goes
   * before; without a time they stay) and records that were quarantined on such a day. A sign-in that comes again after
   * it was removed is new.
   */
  remove(before: number, limit: number): Promise<Removal>;
  /**
   * Removes the sign-ins with these request ids and the authentication details that came for them, in one transaction.
   * One that comes again is new. @returns how many there were
   */
  erase(ids: readonly string[]): Promise<number>;
  /** The value a cursor was last moved to. */
  cursor(name: string): Promise<string | undefined>;
  /** Releases files and handles. A second call does nothing. */
  close(): Promise<void>;
}

export interface Filter {
  readonly where: readonly Condition[];
  /** Milliseconds since 1970, `[from, to)`. Absent edges are open. */
  readonly from?: number;
  readonly to?: number;
}

export interface PageRequest {
  readonly order: "newest" | "oldest";
  readonly limit: number;
  readonly offset?: number;
}

export interface Page {
  /** Without `raw`. */
  readonly rows: readonly SignIn[];
  /** Whether more match than were returned. */
  readonly more: boolean;
}

export interface StatusCounts {
  readonly signIns: number;
  readonly success: number;
  readonly failure: number;
  readonly interrupted: number;
}

export interface SummaryRequest {
  /** Fields whose most frequent values are wanted, at most `limit` each. */
  readonly facets: readonly FieldName[];
  readonly limit: number;
  /** Fields whose distinct values are counted. */
  readonly distinct: readonly FieldName[];
}

export interface Summary {
  readonly counts: StatusCounts;
  /** Milliseconds since 1970; absent where there is none. */
  readonly first?: number;
  readonly last?: number;
  readonly lastSuccess?: number;
  readonly lastFailure?: number;
  /** By field, most sign-ins first, ties by key; unknown is the key "". */
  readonly facets: Readonly<Partial<Record<FieldName, readonly Group[]>>>;
  /** By field; unknown is no value. */
  readonly distinct: Readonly<Partial<Record<FieldName, number>>>;
}

export interface TopRequest {
  /** At least one field. */
  readonly by: readonly FieldName[];
  readonly limit: number;
  /** What ranks the groups: sign-ins, their last time, or distinct values of a field. */
  readonly rank: "signIns" | "lastSeen" | FieldName;
  readonly order: "most" | "least";
  readonly having: readonly Threshold[];
  /** Fields whose distinct values are counted in every group. */
  readonly distinct: readonly FieldName[];
}

export interface Threshold {
  readonly of: "signIns" | "successes" | "failures" | "firstSeen" | "lastSeen" | FieldName;
  /** With `firstSeen`: milliseconds since 1970. */
  readonly atLeast?: number;
  readonly atMost?: number;
  /** With `lastSeen`: milliseconds since 1970. */
  readonly before?: number;
}

/** A value with what is known about it. `key` is an entity's id or the value itself; "" is unknown. */
export interface Value {
  readonly key: string;
  readonly name?: string;
  readonly alias?: string;
}

export interface Group {
  /** One value a field, in the order of `by`. */
  readonly values: readonly Value[];
  readonly counts: StatusCounts;
  readonly first: number;
  readonly last: number;
  readonly distinct: Readonly<Partial<Record<FieldName, number>>>;
}

export interface TopResult {
  readonly groups: readonly Group[];
  readonly more: boolean;
  /** How many groups there are in all, thresholds applied. */
  readonly total: number;
}

export interface ScanRequest {
  readonly fields: readonly FieldName[];
  readonly order: "newest" | "oldest";
  readonly limit: number;
}

export interface Scan {
  readonly rows: readonly ScannedSignIn[];
  /** Whether more match than were returned. */
  readonly more: boolean;
}

export interface ScannedSignIn {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** By field, as this sign-in gives them, each once, ordered by key (which may come with several names); unknown is no value. */
  readonly values: Readonly<Partial<Record<FieldName, readonly Value[]>>>;
}

export interface LookupRequest {
  readonly text: string;
  /**
   * How the text fits, by `question/name-fits.ts`. In fields that are no entities, `exact` is the same text and `named`
   * what `matches` says; `prefix` and `near` are for entities and texts only and find nothing elsewhere.
   */
  readonly how: Fit;
  /** So many are returned at most. */
  readonly limit: number;
}

export interface LookupResult {
  readonly candidates: readonly Candidate[];
  /** How many there are in all. */
  readonly total: number;
}

/** A value with all of its sign-ins. */
export interface Candidate extends Entity {
  readonly signIns: number;
  /** Milliseconds since 1970. */
  readonly last: number;
}

export interface Coverage {
  readonly signIns: number;
  /** Milliseconds since 1970. */
  readonly oldest?: number;
  readonly newest?: number;
  readonly types: Readonly<
    Partial<
      Record<SignInType, { readonly signIns: number; readonly oldest: number; readonly newest: number }>
    >
  >;
  readonly quarantined: readonly { readonly reason: string; readonly records: number }[];
}

export type Entry =
  /** As the texts that are kept: they cross over to another thread many times faster than objects. */
  | ({ readonly kind: "signIn" } & SignInText)
  /** Steps of a sign-in that come apart from it (the portal's authentication details files), in either order. */
  | {
      readonly kind: "authenticationDetail";
      readonly signInId: string;
      readonly detail: AuthenticationDetail;
    }
  /** A record that could not be read: kept with its reason, so that nothing is lost. */
  | { readonly kind: "quarantined"; readonly reason: string; readonly source: string; readonly raw: string };

export interface Cursor {
  readonly name: string;
  readonly value: string;
}

export interface Removal {
  /** Sign-ins that are gone now. */
  readonly removed: number;
  /** Whether there is anything left to remove. */
  readonly more: boolean;
}

/** What became of a batch. `new + updated + unchanged + quarantined` is the length of the batch. */
export interface WriteResult {
  readonly new: number;
  readonly updated: number;
  /** Known already; of a copy that differs in `observedDateTime` alone the later time is kept. */
  readonly unchanged: number;
  readonly quarantined: number;
}
