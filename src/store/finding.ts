/** What a look at something has found. */
export interface Finding {
  /** A note is worth knowing; only what is to be fixed makes the exit status 1. */
  readonly level: "ok" | "note" | "FIX";
  readonly text: string;
}
