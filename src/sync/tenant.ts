import { z } from "zod";
import { UserError } from "../errors.ts";
import type { Store } from "../store/store.ts";

const cursor = "graph-tenant";
const Claims = z.object({ tid: z.guid().toLowerCase() });

/** The tenant that a token is for; undefined where the token does not tell. It is not verified: Graph does that. */
export function tenantOf(token: string): string | undefined {
  try {
    const claims = Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8");
    return Claims.parse(JSON.parse(claims)).tid;
  } catch {
    return undefined;
  }
}

/**
 * Sign-ins of two tenants never come into one store: it keeps whose the first were.
 * @throws UserError where the store holds those of another one
 */
export async function claimStore(
  store: Pick<Store, "cursor" | "write">,
  tenant: string | undefined,
): Promise<void> {
  if (tenant === undefined) return;
  const held = await store.cursor(cursor);
  if (held === undefined) await store.write([], { name: cursor, value: tenant });
  else if (held !== tenant)
    throw new UserError(
      `The store holds sign-ins of the tenant ${held}, and these credentials are for ${tenant}. Name another file with STORE for each tenant.`,
    );
}
