import { expect, test } from "vitest";
import { permissionFindings } from "../../src/cli/permission-findings.ts";

const tokenWith = (roles: readonly string[] | undefined) => async (): Promise<string> =>
  `x.${Buffer.from(JSON.stringify({ roles })).toString("base64url")}.x`;
const both = { roles: true, groups: true };

test.each([
  [["RoleManagement.Read.Directory"], { roles: true, groups: false }, /^ok Readers: the bot may ask/],
  [["Directory.Read.All"], both, /^ok Readers: the bot may ask/],
  [
    ["AuditLog.Read.All"],
    { roles: true, groups: false },
    /^FIX Readers: .*Grant it RoleManagement\.Read\.Directory and consent.*READER_ROLES=off/,
  ],
  [undefined, both, /Grant it RoleManagement\.Read\.Directory, GroupMember\.Read\.All and User\.Read\.All/],
  [
    ["GroupMember.Read.All"],
    { roles: false, groups: true },
    /Grant it User\.Read\.All and consent for the tenant \(docs\/teams\.md, step 3\), or set READERS instead\.$/,
  ],
])("with %j and %j it is said whether readers can be recognised", async (roles, asks, said) => {
  const found = await permissionFindings(tokenWith(roles), asks);
  expect(found.map(({ level, text }) => `${level} ${text}`)).toEqual([expect.stringMatching(said)]);
});

test("where nobody is asked, or there is no token, there is nothing to say", async () => {
  expect(await permissionFindings(tokenWith([]), { roles: false, groups: false })).toEqual([]);
  expect(await permissionFindings(() => Promise.reject(new Error("no token")), both)).toEqual([]);
  expect(await permissionFindings(async () => "opaque", both)).toEqual([]);
});
