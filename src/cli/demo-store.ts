import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { demoSignIns } from "../demo/demo-sign-ins.ts";
import { UserError } from "../errors.ts";
import type { SignIn } from "../signin/sign-in.ts";
import { sayStoreAddress, type StoreAddress } from "../store/address.ts";
import { entryOf } from "../store/sign-in-text.ts";
import { openSqliteStore } from "../store/sqlite/open.ts";
import type { Entry, Store } from "../store/store.ts";

/** Marks a store as demo data; its value is the UTC day that the stories are told of. */
const mark = "demo-day";
/** Stands between the name of a store and what tells apart those who build it. */
const beside = ".making-";
/** Nobody builds this long (ms). */
const abandoned = 60 * 60_000;
/** About how many records there will be. */
const expected = 51_000;
const batchSize = 2_000;
/** A demo log this old (ms) is brought up to now. */
const stale = 30 * 60_000;

export interface DemoProgress {
  readonly records: number;
  readonly expected: number;
}

export interface DemoOptions {
  readonly onProgress?: (progress: DemoProgress) => void;
  readonly signal?: AbortSignal;
  /** What is told, as of a moment, oldest first; absent: the demo company's sign-ins. */
  readonly signIns?: (now: Date) => Iterable<SignIn>;
}

/**
 * Opens the demo store, and builds it anew where there is none or it tells of another day. It is built in a file beside
 * it, which takes its place once it is complete: who stops or crashes before leaves no half a store, and of two
 * processes that build at once the later one opens what the earlier one has finished.
 * @throws UserError where the path holds anything but demo data: the two never mix; the signal's reason when it is aborted
 */
export async function openDemoStore(path: string, now: Date, options: DemoOptions = {}): Promise<Store> {
  const today = utcDate(now);
  const told = await openToldOf(path, today);
  if (told !== undefined) return told;
  removeAbandoned(path);
  const making = `${path}${beside}${randomUUID()}`;
  try {
    await build(making, now, options);
    const other = await openToldOf(path, today);
    if (other !== undefined) return other;
    for (const suffix of ["-wal", "-shm"]) rmSync(`${path}${suffix}`, { force: true });
    renameSync(making, path);
  } finally {
    removeStore(making);
  }
  return openSqliteStore({ path });
}

/**
 * Adds what has happened at the demo company since the newest record, without holding up who is being answered. On a new
 * UTC day the stories are told of that day: of those, too, only what is newer is added, beside what was told the day
 * before, and the store counts as told of the new day. A store that tells of a later day is left alone.
 */
export async function refreshDemoStore(store: Store, now: Date): Promise<void> {
  const today = utcDate(now);
  const told = await store.cursor(mark);
  if (told === undefined || today < told) return;
  const { newest = 0 } = await store.coverage();
  if (told === today && now.getTime() - newest <= stale) return;
  await fill(store, now, newest, {});
  if (told !== today) await store.write([], { name: mark, value: today });
}

/**
 * The file of a demo.
 * @throws {UserError} for a store that is none
 */
export function demoFile(address: StoreAddress): string {
  if (address.kind === "sqlite") return address.path;
  throw new UserError(`${sayStoreAddress(address)} is no place for the demo. Name a file with --store.`);
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

/**
 * The store at the path if it tells of this day. Undefined where there is none or it is to be replaced.
 * @throws UserError where something else is stored there
 */
async function openToldOf(path: string, day: string): Promise<Store | undefined> {
  if (!existsSync(path)) return undefined;
  const store = openSqliteStore({ path });
  const told = await store.cursor(mark);
  if (told === day) return store;
  const isDemo = told !== undefined || (await store.cursor(`${mark}-begun`)) !== undefined;
  const { signIns, quarantined } = await store.coverage();
  await store.close();
  if (isDemo) return undefined;
  const holds = signIns > 0 || quarantined.length > 0 ? "holds imported sign-ins" : "is no demo store";
  throw new UserError(`${path} ${holds}, so no demo is made there. Name another file with --store.`);
}

async function build(path: string, now: Date, options: DemoOptions): Promise<void> {
  options.onProgress?.({ records: 0, expected });
  const store = openSqliteStore({ path });
  try {
    await fill(store, now, 0, options);
    await store.write([], { name: mark, value: utcDate(now) });
  } finally {
    await store.close();
  }
}

/** Takes away what processes that were killed while they built have left. */
function removeAbandoned(path: string): void {
  const folder = dirname(path);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (!name.startsWith(`${basename(path)}${beside}`)) continue;
    const { mtimeMs = Date.now() } = statSync(file, { throwIfNoEntry: false }) ?? {};
    if (Date.now() - mtimeMs > abandoned) rmSync(file, { force: true });
  }
}

function removeStore(path: string): void {
  for (const suffix of ["", "-wal", "-shm"]) rmSync(`${path}${suffix}`, { force: true });
}

function utcDate(now: Date): string {
  return now.toISOString().slice(0, 10);
}

async function fill(
  store: Store,
  now: Date,
  after: number,
  { onProgress, signal, signIns = demoSignIns }: DemoOptions,
): Promise<void> {
  let batch: Entry[] = [];
  let made = 0;
  let records = 0;
  for (const signIn of signIns(now)) {
    if (Date.parse(signIn.createdDateTime) > after) batch.push(entryOf(signIn));
    made += 1;
    if (made % batchSize !== 0) continue;
    await store.write(batch);
    records += batch.length;
    batch = [];
    onProgress?.({ records, expected });
    await setImmediate();
    signal?.throwIfAborted();
  }
  await store.write(batch);
  onProgress?.({ records: records + batch.length, expected: records + batch.length });
}
