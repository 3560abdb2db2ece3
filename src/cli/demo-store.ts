import { rmSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { demoSignIns } from "../demo/demo-sign-ins.ts";
import { UserError } from "../errors.ts";
import { openSqliteStore } from "../store/sqlite/open.ts";
import type { Entry, Store } from "../store/store.ts";

/** Marks a store as demo data; its value is the UTC day that the stories are told of. */
const mark = "demo-day";
const batchSize = 2_000;
/** A demo log this old (ms) is brought up to now. */
const stale = 30 * 60_000;

export interface DemoProgress {
  readonly records: number;
  readonly expected: number;
}

/**
 * Opens the demo store, and builds it anew where there is none, it is not finished, or it tells of another day.
 * @throws UserError where the path holds imported data: the two never mix; the signal's reason when it is aborted
 */
export async function openDemoStore(
  path: string,
  now: Date,
  onProgress: (progress: DemoProgress) => void = () => {},
  signal?: AbortSignal,
): Promise<Store> {
  const today = now.toISOString().slice(0, 10);
  const store = openSqliteStore({ path });
  const day = await store.cursor(mark);
  if (day === today) return store;
  const { signIns } = await store.coverage();
  const unfinished = (await store.cursor(`${mark}-begun`)) !== undefined;
  if (day === undefined && !unfinished && signIns > 0) {
    await store.close();
    throw new UserError(
      `${path} holds imported sign-ins, so no demo is made there. Name another file with --store.`,
    );
  }
  await store.close();
  for (const suffix of ["", "-wal", "-shm"]) rmSync(`${path}${suffix}`, { force: true });
  const fresh = openSqliteStore({ path });
  await fresh.write([], { name: `${mark}-begun`, value: today });
  try {
    await fill(fresh, now, 0, onProgress, signal);
    await fresh.write([], { name: mark, value: today });
    return fresh;
  } catch (error) {
    await fresh.close();
    throw error;
  }
}

/** Adds what has happened at the demo company since the store was built, without holding up who is being answered. */
export async function refreshDemoStore(store: Store, now: Date): Promise<void> {
  const { newest = 0 } = await store.coverage();
  const sameDay = (await store.cursor(mark)) === now.toISOString().slice(0, 10);
  if (sameDay && now.getTime() - newest > stale) await fill(store, now, newest, () => {});
}

/** Refuses to mix imported records into a demo store. */
export async function refuseDemoStore(store: Store, path: string): Promise<void> {
  const isDemo = (await store.cursor(mark)) ?? (await store.cursor(`${mark}-begun`));
  if (isDemo === undefined) return;
  await store.close();
  throw new UserError(
    `${path} is the demo store; imported data never mixes with it. Name another file with --store.`,
  );
}

async function fill(
  store: Store,
  now: Date,
  after: number,
  onProgress: (progress: DemoProgress) => void,
  signal?: AbortSignal,
): Promise<void> {
  let batch: Entry[] = [];
  let records = 0;
  for (const signIn of demoSignIns(now)) {
    if (Date.parse(signIn.createdDateTime) <= after) continue;
    batch.push({ kind: "signIn", signIn });
    if (batch.length < batchSize) continue;
    await store.write(batch);
    records += batch.length;
    batch = [];
    onProgress({ records, expected: 51_000 });
    await setImmediate();
    signal?.throwIfAborted();
  }
  await store.write(batch);
  onProgress({ records: records + batch.length, expected: records + batch.length });
}
