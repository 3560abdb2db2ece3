import { expect, test } from "vitest";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import { claimStore, tenantOf } from "../../src/sync/tenant.ts";

const contoso = "66666666-7777-4888-9999-aaaaaaaaaaaa";
const fabrikam = "99999999-7777-4888-9999-aaaaaaaaaaaa";
const tokenOf = (claims: string): string => `header.${Buffer.from(claims).toString("base64url")}.signature`;

test.each([
  [tokenOf(JSON.stringify({ tid: contoso.toUpperCase() })), contoso],
  [tokenOf(JSON.stringify({ tid: "common" })), undefined],
  [tokenOf("{}"), undefined],
  [tokenOf("no JSON"), undefined],
  ["opaque", undefined],
  ["", undefined],
])("of %s the tenant is %s", (token, tenant) => {
  expect(tenantOf(token)).toBe(tenant);
});

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
