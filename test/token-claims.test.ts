import { expect, test } from "vitest";
import { permissionsOf, tenantOf } from "../src/token-claims.ts";

const contoso = "66666666-7777-4888-9999-aaaaaaaaaaaa";
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

test.each([
  [tokenOf(JSON.stringify({ roles: ["AuditLog.Read.All"] })), ["AuditLog.Read.All"]],
  [tokenOf("{}"), []],
  [tokenOf(JSON.stringify({ roles: "all" })), []],
  ["opaque", undefined],
])("of %s the permissions are %j", (token, permissions) => {
  expect(permissionsOf(token)).toEqual(permissions);
});
