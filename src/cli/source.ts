import { isKusto, sayStoreAddress, type StoreAddress } from "../store/address.ts";
import { plural } from "../views/words.ts";

/**
 * Where answers come from, as `about` tells it.
 * @param days of RETENTION_DAYS; 0 is no bound
 */
export function sourceOf(address: StoreAddress, days: number): string {
  const bound = isKusto(address) && days > 0 ? `, its last ${plural(days, "day")}` : "";
  return `data of ${sayStoreAddress(address)}${bound}`;
}
