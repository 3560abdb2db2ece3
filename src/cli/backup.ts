import { existsSync, statSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { statePath } from "../config.ts";
import { UserError } from "../errors.ts";
import { restoreSnapshot, takeSnapshot } from "../sqlite/snapshot.ts";
import { stateKind } from "../state/sqlite/open-state.ts";
import { storeKind } from "../store/sqlite/migrations.ts";
import { makeNew } from "./new-path.ts";

export interface BackupOptions {
  readonly store: string;
  /** The file that STATE names, or the one beside the store. */
  readonly state?: string | undefined;
}

/** The files of a backup, whatever they are called where they are in use. */
const names = { store: "signpost.db", state: "signpost-state.db" } as const;

/** `signpost backup FOLDER`: the sign-ins, and what the bot remembers with its audit trail, as of now. */
export async function backup(folder: string, options: BackupOptions): Promise<void> {
  const state = statePath(options.store, options.state, process.env);
  const place = await makeNew(folder, true, async (growing) => {
    await takeSnapshot(options.store, join(growing, names.store), storeKind);
    if (existsSync(state)) await takeSnapshot(state, join(growing, names.state), stateKind);
    return undefined;
  });
  for (const [what, name] of Object.entries(names)) {
    const path = join(place, name);
    console.log(
      existsSync(path) ? `${path}: ${megabytes(path)}` : `There is no ${what} file ${state}: left out.`,
    );
  }
  console.log(`Restore it with: signpost restore ${place}`);
}

/** `signpost restore FOLDER`: puts a backup in the place of files that are not there. */
export async function restore(folder: string, options: BackupOptions): Promise<void> {
  const state = statePath(options.store, options.state, process.env);
  const saved = join(folder, names.state);
  if (!existsSync(join(folder, names.store)))
    throw new UserError(
      `${folder} is no backup: it has no ${names.store}. Name the folder that "signpost backup" made.`,
    );
  const inTheWay = (existsSync(saved) ? [options.store, state] : [options.store])
    .flatMap((path) => [path, `${path}-wal`, `${path}-shm`])
    .filter(existsSync);
  if (inTheWay.length > 0)
    throw new UserError(
      `There already: ${inTheWay.join(", ")}. Stop Signpost and move them away first, or name other files with --store and --state.`,
    );
  for (const path of [options.store, state]) await mkdir(dirname(path), { recursive: true });
  await restoreSnapshot(join(folder, names.store), options.store, storeKind);
  if (existsSync(saved)) await restoreSnapshot(saved, state, stateKind);
  console.log(
    `Restored ${options.store}${existsSync(saved) ? ` and ${state}` : ""}. Check them with: signpost doctor`,
  );
  console.log(
    "Who was forgotten after the backup was made is there again. Forget them once more: signpost forget USER",
  );
}

function megabytes(path: string): string {
  return `${(statSync(path).size / 1_048_576).toFixed(1)} MiB`;
}
