import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { entryOf } from "../../src/store/sign-in-text.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import { isForgotten, readForgotten } from "../../src/sync/forgotten.ts";
import { signpostHere as signpost } from "./in-process.ts";
import { temporaryFolder } from "./signpost.ts";

vi.setConfig({ testTimeout: 30_000 });

const folder = temporaryFolder();
afterAll(folder.remove);
const cwd = folder.path;
const path = join(cwd, "data.db");
const alice = "aaaaaaaa-1111-4222-8333-444455556666";
const bob = "bbbbbbbb-1111-4222-8333-444455556666";
const secret = "the only browser of alice";

beforeAll(async () => {
  const store = openSqliteStore({ path });
  await store.write(
    Array.from({ length: 1_200 }, (_, index) => {
      const isAlice = index % 2 === 0;
      const signIn = {
        id: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
        type: index % 3 === 0 ? ("nonInteractiveUser" as const) : ("interactiveUser" as const),
        createdDateTime: new Date(Date.UTC(2026, 2, 1) + index * 60_000).toISOString(),
        status: { errorCode: 0 },
        userId: isAlice ? alice : bob,
        userPrincipalName: isAlice ? "alice@contoso.com" : "bob@contoso.com",
        userAgent: isAlice ? secret : "Mozilla",
      };
      return entryOf({ ...signIn, raw: JSON.stringify(signIn) });
    }),
  );
  await store.close();
});

const run = (...args: string[]) => signpost([...args, "--store", "data.db"], { cwd });

test("whom nobody knows by that name in full is not forgotten", async () => {
  expect(await run("forget", "alice", "--yes")).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/no sign-ins of alice here.*in full/),
  });
});

test("without --yes it only says what would go", async () => {
  const { status, stdout } = await run("forget", "alice@contoso.com");
  expect([status, stdout]).toEqual([
    0,
    expect.stringMatching(/^600 sign-ins of alice@contoso\.com .* add --yes/),
  ]);
  expect((await run("ask", "all logs for alice@contoso.com all time")).stdout).toContain("600");
});

test("all of one person goes, of everybody else nothing, and it is in the audit trail", async () => {
  const { status, stdout } = await run("forget", "Alice@contoso.com", "--yes");
  expect([status, stdout]).toEqual([0, expect.stringMatching(/^Removed 600 sign-ins/)]);
  const store = openSqliteStore({ path, readonly: true });
  const { signIns } = await store.coverage();
  expect(signIns).toBe(600);
  const forgotten = await readForgotten(store);
  const record = (userId: string, createdDateTime: string) => ({ userId, createdDateTime });
  expect(isForgotten(record(alice.toUpperCase(), "2026-03-01T00:00:00Z"), forgotten)).toBe(true);
  expect(isForgotten(record(alice, "2999-03-01T00:00:00Z"), forgotten)).toBe(false);
  expect(isForgotten(record(bob, "2026-03-01T00:00:00Z"), forgotten)).toBe(false);
  await store.close();
  const trail = (await run("audit", "--json")).stdout;
  expect(trail).toContain(`forget ${alice}`);
  expect((await run("doctor", "--deep")).stdout).toContain("all that is made of 600 sign-ins is exact");
  expect((await run("ask", "all logs for alice@contoso.com all time")).stdout).toMatch(
    /Nothing found|Nobody|no user/i,
  );
});
