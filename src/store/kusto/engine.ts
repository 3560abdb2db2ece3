/** One row of an answer, by column. Queries here answer with texts and whole numbers alone. */
export type Row = Readonly<Record<string, unknown>>;

export interface Answer {
  readonly rows: readonly Row[];
  /** Bytes that the service read for it, where it says so. */
  readonly scannedBytes?: number;
}

/** A service that answers queries in KQL, one query at a time. */
export interface Service {
  /**
   * @throws UserError for what an administrator can mend or the asker can narrow, and the signal's reason once that is
   *   aborted. An answer that is not complete is an error.
   */
  query(text: string, signal: AbortSignal): Promise<Answer>;
  close(): void;
}

/** What a query is used for: "much" is one of many pages, which leave some of the turns to other questions. */
export type Use = "much" | undefined;

/** Rows that somebody may want to see: a query for more of them is one for a file or a hunt. */
const cardRows = 100;

export function useOf(rows: number): Use {
  return rows > cardRows ? "much" : undefined;
}

/** Where questions are put: it keeps the limits of the service, and asks the same only once. */
export interface Engine {
  /** @throws as `Service` does */
  query(text: string, signal?: AbortSignal, use?: Use): Promise<readonly Row[]>;
  close(): Promise<void>;
}

/** Milliseconds that the service may take for one query; who asks gives up before. */
export const serviceTime = 60_000;
