import { expect, test } from "vitest";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import { claimStore } from "../../src/sync/tenant.ts";

const contoso = "66666666-7777-4888-9999-aaaaaaaaaaaa";
const fabrikam = "99999999-7777-4888-9999-aaaaaaaaaaaa";

test("a store belongs to the tenant that was read first, and to no other", async () => {
  const store = openSqliteStore({ path: ":memory:" });
  await claimStore(store, undefined);
  await claimStore(store, contoso);
  await claimStore(store, contoso);
  await expect(claimStore(store, fabrikam)).rejects.toThrow(
    new RegExp(`tenant ${contoso}.*for ${fabrikam}.*another file with STORE`),
  );
  await store.close();
});
