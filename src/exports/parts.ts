/** Rows of one file, page by page. */
export type Part<Row> = AsyncIterable<readonly Row[]>;

/**
 * Pages of rows as parts of at most `most` rows. Each part has to be read to its end before the next is asked for:
 * nothing is held but the page under way.
 *
 * @param empty whether there is a part even where there is no row
 */
export async function* partsOf<Row>(
  pages: AsyncIterable<readonly Row[]>,
  most: number,
  empty: boolean,
): AsyncGenerator<Part<Row>> {
  const iterator = pages[Symbol.asyncIterator]();
  let page: readonly Row[] = [];

  /** The next page with a row in it, or an empty one at the end. */
  async function turn(): Promise<void> {
    for (;;) {
      const next = await iterator.next();
      page = next.done === true ? [] : next.value;
      if (next.done === true || page.length > 0) return;
    }
  }

  async function* part(): AsyncGenerator<readonly Row[]> {
    for (let room = most; room > 0 && page.length > 0;) {
      const taken = page.slice(0, room);
      room -= taken.length;
      yield taken;
      if (taken.length < page.length) page = page.slice(taken.length);
      else await turn();
    }
  }

  try {
    await turn();
    if (empty && page.length === 0) yield part();
    while (page.length > 0) yield part();
  } finally {
    await iterator.return?.();
  }
}
