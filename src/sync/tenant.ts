import { UserError } from "../errors.ts";
import type { Store } from "../store/store.ts";

const cursor = "graph-tenant";
/** The tenant that a store belongs to; undefined for one that nobody has claimed. */
export const ownerOf = (store: Pick<Store, "cursor">): Promise<string | undefined> => store.cursor(cursor);

/**
 * Sign-ins of two tenants never come into one store: it keeps whose the first were.
 * @param tenant undefined: any
 * @throws UserError where the store belongs to another one
 */
export function checkOwner(owner: string | undefined, tenant: string | undefined): void {
  if (owner !== undefined && tenant !== undefined && owner !== tenant)
    throw new UserError(
      `The store holds sign-ins of the tenant ${owner}, and these credentials are for ${tenant}. Name another file with STORE for each tenant.`,
    );
}

/** Claims a store for a tenant, unless somebody has. @throws UserError as above */
export async function claimStore(
  store: Pick<Store, "cursor" | "write">,
  tenant: string | undefined,
): Promise<void> {
  const owner = await ownerOf(store);
  checkOwner(owner, tenant);
  if (owner === undefined && tenant !== undefined) await store.write([], { name: cursor, value: tenant });
}
