import type { Entry } from "../store/store.ts";

/** Entries of one transaction: few enough to be quick, many enough to be cheap. */
const batchEntries = 1_000;

/** UTF-16 code units of quarantined text in one transaction, each of which may be long. */
const batchText = 8 * 1024 * 1024;

/** Entries in batches for one transaction each. */
export async function* batchesOf(
  entries: AsyncIterable<Entry> | Iterable<Entry>,
): AsyncGenerator<readonly Entry[]> {
  let batch: Entry[] = [];
  let text = 0;
  for await (const entry of entries) {
    batch.push(entry);
    if (entry.kind === "quarantined") text += entry.raw.length;
    if (batch.length < batchEntries && text < batchText) continue;
    yield batch;
    batch = [];
    text = 0;
  }
  if (batch.length > 0) yield batch;
}
