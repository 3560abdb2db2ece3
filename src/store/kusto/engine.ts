/** One row of an answer, by column. Queries here answer with texts and whole numbers alone. */
export type Row = Readonly<Record<string, unknown>>;

/** A service that answers queries. It keeps the service's limits by itself. */
export interface Engine {
  /**
   * @throws UserError for what an administrator can mend or the asker can narrow, and the signal's reason once that is
   *   aborted. An answer that is not complete is an error.
   */
  query(text: string, signal?: AbortSignal): Promise<readonly Row[]>;
  close(): Promise<void>;
}
