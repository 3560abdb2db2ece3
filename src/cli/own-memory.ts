import { stateBeside } from "../config.ts";
import { UserError } from "../errors.ts";
import { openSqliteState } from "../state/sqlite/open-state.ts";
import type { State } from "../state/state.ts";
import type { StoreAddress } from "../store/address.ts";

/**
 * What the terminal remembers: in the file that STATE names, else beside the store. A store may lie where nothing can
 * be written; then questions are answered all the same, and nothing is remembered.
 * @throws UserError where the file that STATE names cannot be used
 */
export function openMemory(store: StoreAddress): State | undefined {
  const named = process.env["STATE"]?.trim() ?? "";
  if (named !== "") return openSqliteState(named);
  try {
    return openSqliteState(stateBeside(store));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(`${error.message} Until then, nothing is remembered.\n`);
    return undefined;
  }
}
