import nock from "nock";
import { afterEach, beforeAll, expect, test } from "vitest";
import { createCachedDirectory } from "../../src/access/cached-directory.ts";
import { createGraphDirectory } from "../../src/access/graph-directory.ts";
import { readerRoles } from "../../src/access/reader-roles.ts";
import type { Standing } from "../../src/access/access.ts";
import { collectLog } from "../bot/teams.ts";

const person = "bbbbbbbb-cccc-4ddd-8eee-ffffffffffff";
const group = "cccccccc-dddd-4eee-8fff-000000000000";
const securityReader = "5d6b6bb7-de71-4623-b4af-96380a352509";
const userAdministrator = "fe930be7-5e62-47db-91af-98c3a49a38b1";
const rolesPath = "/beta/roleManagement/directory/transitiveRoleAssignments";

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());

function directoryOf(options: { roles?: boolean; groups?: string[] } = {}) {
  const { log, lines } = collectLog();
  const { roles = true, groups = [] } = options;
  return { directory: createGraphDirectory({ token: async () => "graph-token", roles, groups, log }), lines };
}

function answerRoles(...assignments: object[]): void {
  nock("https://graph.microsoft.com", {
    reqheaders: { authorization: "Bearer graph-token", consistencylevel: "eventual" },
  })
    .get(rolesPath)
    .query({ $filter: `principalId eq '${person}'`, $count: "true" })
    .reply(200, { value: assignments });
}

const assignment = (roleDefinitionId: string | null, directoryScopeId: string | null = "/"): object => ({
  id: "a",
  principalId: person,
  roleDefinitionId,
  directoryScopeId,
});

test.each([...readerRoles.keys()])("%s for the whole tenant reads", async (role) => {
  answerRoles(assignment(userAdministrator), assignment(role.toUpperCase()));
  expect(await directoryOf().directory.standingOf(person)).toBe("reader");
});

test.each<[string, object[]]>([
  ["no role at all", []],
  ["another role", [assignment(userAdministrator)]],
  ["a role in an administrative unit", [assignment(securityReader, "/administrativeUnits/1")]],
  ["a role for one application", [{ ...assignment(securityReader, null), appScopeId: "/app" }]],
  ["a role whose properties may not be read", [assignment(null, null)]],
])("%s does not read", async (_, assignments) => {
  answerRoles(...assignments);
  expect(await directoryOf().directory.standingOf(person)).toBe("none");
});

test("roles on a later page count, and no page of another host is followed", async () => {
  const next = `https://graph.microsoft.com${rolesPath}?$skiptoken=2`;
  nock("https://graph.microsoft.com")
    .get(rolesPath)
    .query((query) => !("$skiptoken" in query))
    .reply(200, { value: [], "@odata.nextLink": next })
    .get(rolesPath)
    .query({ $skiptoken: "2" })
    .reply(200, { value: [assignment(securityReader)], "@odata.nextLink": "https://evil.example/" });
  expect(await directoryOf().directory.standingOf(person)).toBe("reader");
  nock("https://graph.microsoft.com")
    .get(rolesPath)
    .query(true)
    .reply(200, { value: [], "@odata.nextLink": "https://evil.example/" });
  expect(await directoryOf().directory.standingOf(person)).toBe("none");
});

test("members of a configured group read, whatever the group's case", async () => {
  nock("https://graph.microsoft.com")
    .post(`/v1.0/users/${person}/checkMemberGroups`, { groupIds: [group] })
    .reply(200, { value: [group.toUpperCase()] });
  expect(await directoryOf({ roles: false, groups: [group] }).directory.standingOf(person)).toBe("reader");
});

test("more groups than one request takes are asked about in several", async () => {
  const groups = Array.from(
    { length: 45 },
    (_, index) => `${String(index).padStart(8, "0")}${group.slice(8)}`,
  );
  const asked: string[][] = [];
  nock("https://graph.microsoft.com")
    .persist()
    .post(`/v1.0/users/${person}/checkMemberGroups`)
    .reply(200, (_path, body) => {
      asked.push((body as { groupIds: string[] }).groupIds);
      return { value: [] };
    });
  expect(await directoryOf({ roles: false, groups }).directory.standingOf(person)).toBe("none");
  expect(asked.map(({ length }) => length)).toEqual([20, 20, 5]);
});

test.each([401, 403, 429, 500, 503])(
  "%i of Graph lets nobody read, and is logged without a name",
  async (status) => {
    nock("https://graph.microsoft.com")
      .get(rolesPath)
      .query(true)
      .reply(status, { error: { code: "x" } });
    const { directory, lines } = directoryOf();
    expect(await directory.standingOf(person)).toBe("unknown");
    expect(JSON.stringify(lines)).not.toContain(person);
    expect(String(lines[0]?.fields["err"])).toContain(String(status));
  },
);

test("nonsense of Graph lets nobody read", async () => {
  for (const body of ["{}", "[]", "<html>", '{"value":[1]}']) {
    nock("https://graph.microsoft.com").get(rolesPath).query(true).reply(200, body);
    expect(await directoryOf().directory.standingOf(person)).toBe("unknown");
  }
});

function cached(answers: readonly (Standing | Error)[]) {
  let asked = 0;
  let now = 0;
  const directory = createCachedDirectory(
    {
      async standingOf() {
        const answer = answers[asked++];
        if (answer === undefined || answer instanceof Error) throw answer ?? new Error("none left");
        return answer;
      },
    },
    { keeps: 300, keepsUnknown: 15, most: 2, clock: () => now },
  );
  return {
    directory,
    asked: () => asked,
    wait(milliseconds: number) {
      now += milliseconds;
    },
  };
}

test("what the directory said holds for a while, and no longer, also where it does not answer then", async () => {
  const { directory, asked, wait } = cached(["reader", new Error("down"), "none"]);
  expect(await directory.standingOf("a")).toBe("reader");
  wait(299);
  expect([await directory.standingOf("a"), asked()]).toEqual(["reader", 1]);
  wait(1);
  expect(await directory.standingOf("a")).toBe("unknown");
  wait(14);
  expect([await directory.standingOf("a"), asked()]).toEqual(["unknown", 2]);
  wait(1);
  expect(await directory.standingOf("a")).toBe("none");
});

test("questions about one person at once are one, and few people are remembered", async () => {
  const { directory, asked } = cached(["reader", "none", "none", "none"]);
  expect(await Promise.all([directory.standingOf("a"), directory.standingOf("a")])).toEqual([
    "reader",
    "reader",
  ]);
  expect(asked()).toBe(1);
  await directory.standingOf("b");
  await directory.standingOf("c");
  // "a" was the oldest of three.
  expect([await directory.standingOf("a"), asked()]).toEqual(["none", 4]);
});
