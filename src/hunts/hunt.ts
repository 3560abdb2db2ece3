import type { FieldName } from "../question/fields.ts";

/** What a hunt counts and how far it looks; each part can be overridden in words ("spray min 10 users 30m"). */
export interface Thresholds {
  /** At least so many of each in one finding. */
  readonly having?: readonly { readonly of: "signIns" | "failures" | FieldName; readonly atLeast: number }[];
  /** ISO 8601 duration into which they have to fall. */
  readonly within?: string;
  /** ISO 8601 duration before the range with which it is compared. */
  readonly baseline?: string;
}

/** A named detection over the log. */
export interface Hunt {
  /** As Signpost calls it: lower case, hyphens. */
  readonly name: string;
  /** Phrases that ask for it, wherever they stand. The name itself needs no phrase. */
  readonly words: readonly string[];
  readonly thresholds: Thresholds;
}
