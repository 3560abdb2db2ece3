import { existsSync } from "node:fs";
import { UserError } from "../errors.ts";
import { sayStoreAddress, type StoreAddress } from "../store/address.ts";
import type { Store } from "../store/store.ts";
import { refuseDemoStore } from "./demo-store.ts";
import { writable, type OwnAddress } from "./only-read.ts";
import { openStore, type OpenOptions } from "./open-store.ts";
import { openStorePool } from "./store-pool.ts";

/**
 * Opens a store to bring sign-ins into it, in threads; a file is made where there is none.
 * @throws {UserError} for the demo's, and for one that Signpost only reads
 */
export async function openToFill(address: StoreAddress): Promise<Store> {
  const own = writable(address, {
    loganalytics: "Entra's diagnostic settings fill it: there is nothing to import or sync.",
    adx: "Its tables are filled there, by a data connection or an export (docs/stores.md): there is nothing to import or sync.",
  });
  const existing = await openStore(own);
  await refuseDemoStore(existing, sayStoreAddress(own));
  await existing.close();
  const { store } = await openStorePool(own, console, "import");
  return store;
}

/**
 * Opens a store that is there.
 * @throws {UserError} where there is none, and for the demo's
 */
export async function openOwn(address: OwnAddress, options: OpenOptions): Promise<Store> {
  if (address.kind === "sqlite" && !existsSync(address.path))
    throw new UserError(`There is no store ${address.path}. Name one with --store.`);
  const store = await openStore(address, options);
  await refuseDemoStore(store, sayStoreAddress(address));
  return store;
}
