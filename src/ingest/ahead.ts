/** The same, one step ahead: while one is worked on, the next is made. What breaks in the making is thrown in its turn. */
export async function* oneAhead<Item>(source: AsyncIterable<Item>): AsyncGenerator<Item> {
  const items = source[Symbol.asyncIterator]();
  let next = begin(items);
  try {
    for (;;) {
      const { done, value } = await next;
      if (done === true) return;
      next = begin(items);
      yield value;
    }
  } finally {
    await next.catch(() => {});
    await items.return?.();
  }
}

/** Nobody hears of a failure before it is waited for. */
function begin<Item>(items: AsyncIterator<Item>): Promise<IteratorResult<Item, unknown>> {
  const next = items.next();
  next.catch(() => {});
  return next;
}
