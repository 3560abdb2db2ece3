import { existsSync, statSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { statePath } from "../config.ts";
import { UserError } from "../errors.ts";
import { restoreSnapshot, takeSnapshot } from "../sqlite/snapshot.ts";
import { stateKind } from "../state/sqlite/open-state.ts";
import { sayStoreAddress, type StoreAddress } from "../store/address.ts";
import { storeKind } from "../store/sqlite/migrations.ts";
import { makeNew } from "./new-path.ts";
import { toType } from "./to-type.ts";

export interface BackupOptions {
  readonly store: StoreAddress;
  /** The file that STATE names, or the one beside the store. */
  readonly state?: string | undefined;
}

/** The files of a backup, whatever they are called where they are in use. */
const names = { store: "signpost.db", state: "signpost-state.db" } as const;

/** `signpost backup FOLDER`: the sign-ins, and what the bot remembers with its audit trail, as of now. */
export async function backup(folder: string, options: BackupOptions): Promise<void> {
  const files = filesOf(options);
  if (files.store === undefined && !existsSync(files.state))
    throw new UserError(
      `There is nothing to back up here: no state file ${files.state}. ${elsewhere(options)}`,
    );
  const place = await makeNew(folder, true, async (growing) => {
    if (files.store !== undefined) await takeSnapshot(files.store, join(growing, names.store), storeKind);
    if (existsSync(files.state)) await takeSnapshot(files.state, join(growing, names.state), stateKind);
    return undefined;
  });
  if (files.store === undefined) console.log(elsewhere(options));
  else tellSize(join(place, names.store));
  if (existsSync(join(place, names.state))) tellSize(join(place, names.state));
  else console.log(`There is no state file ${files.state}: left out.`);
  console.log(`Restore it with: ${toType(["restore", place, ...stateOf(options)], files.store)}`);
}

/** `signpost restore FOLDER`: puts a backup in the place of files that are not there. */
export async function restore(folder: string, options: BackupOptions): Promise<void> {
  const { store, state } = filesOf(options);
  const needed = store === undefined ? names.state : names.store;
  if (!existsSync(join(folder, needed)))
    throw new UserError(
      `${folder} is no backup: it has no ${needed}. Name the folder that "signpost backup" made.`,
    );
  const saved = join(folder, names.state);
  const places = [...(store === undefined ? [] : [store]), ...(existsSync(saved) ? [state] : [])];
  const inTheWay = places.flatMap((path) => [path, `${path}-wal`, `${path}-shm`]).filter(existsSync);
  if (inTheWay.length > 0)
    throw new UserError(
      `There already: ${inTheWay.join(", ")}. Stop Signpost and move them away first, or name other files with --store and --state.`,
    );
  for (const path of places) await mkdir(dirname(path), { recursive: true });
  if (store !== undefined) await restoreSnapshot(join(folder, names.store), store, storeKind);
  if (existsSync(saved)) await restoreSnapshot(saved, state, stateKind);
  console.log(`Restored ${places.join(" and ")}. Check them with: ${toType(["doctor"], store)}`);
  if (store === undefined) return console.log(elsewhere(options));
  console.log(
    `Who was forgotten after the backup was made is there again. Forget them once more: ${toType(["forget", "USER", ...stateOf(options)], store)}`,
  );
}

/** Where the bot's memory is, as a command is told it; beside the store that needs no word. */
function stateOf({ state }: BackupOptions): string[] {
  return state === undefined ? [] : ["--state", state];
}

/** What of a store's is in files of this machine. */
function filesOf({ store, state }: BackupOptions): {
  readonly store: string | undefined;
  readonly state: string;
} {
  return {
    store: store.kind === "sqlite" ? store.path : undefined,
    state: statePath(store, state, process.env),
  };
}

/** Who keeps the sign-ins that are in no file. */
function elsewhere({ store }: BackupOptions): string {
  const how =
    store.kind === "clickhouse" ? "Back them up there, with ClickHouse's BACKUP." : "Azure keeps them there.";
  return `The sign-ins are in ${sayStoreAddress(store)}. ${how}`;
}

function tellSize(path: string): void {
  console.log(`${path}: ${(statSync(path).size / 1_048_576).toFixed(1)} MiB`);
}
