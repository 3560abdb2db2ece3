import { UserError } from "../errors.ts";
import { isKusto, sayStoreAddress, type KustoAddress, type StoreAddress } from "../store/address.ts";

/** A store that Signpost fills itself. */
export type OwnAddress = Exclude<StoreAddress, KustoAddress>;

/**
 * The address of a store that may be changed.
 * @param instead what to do in one that Signpost only reads
 * @throws {UserError} that says so
 */
export function writable(
  address: StoreAddress,
  instead: Readonly<Record<KustoAddress["kind"], string>>,
): OwnAddress {
  if (isKusto(address))
    throw new UserError(`Signpost only reads ${sayStoreAddress(address)}. ${instead[address.kind]}`);
  return address;
}
