import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { graphSignIn } from "../ingest/records.ts";
import { signpostHere as signpost } from "./in-process.ts";
import { temporaryFolder, type Ended } from "./signpost.ts";

/** `signpost audit`: what the terminal asked stands in the trail beside what people ask in Teams. */

vi.setConfig({ testTimeout: 120_000 });

const folder = temporaryFolder();
afterAll(folder.remove);
const run = (...args: string[]): Promise<Ended> => signpost(args, { cwd: folder.path, env: { AUTH: "off" } });

test("the terminal tells who asked what, filtered, as lines and as JSON", async () => {
  const failed = { status: { errorCode: 50126 }, userPrincipalName: "alice@contoso.com" };
  const created = new Date(Date.now() - 3_600_000).toISOString();
  const record = graphSignIn("00000001-5555-4555-8555-555555555555", { ...failed, createdDateTime: created });
  writeFileSync(join(folder.path, "graph.json"), JSON.stringify([record]));
  await run("import", "graph.json", "--store", "own.db");
  expect(await run("audit", "--store", "own.db")).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/no state file own-state\.db/),
  });
  await run("ask", "--store", "own.db", "failures", "for", "alice", "last", "7", "days");
  await run("ask", "--store", "own.db", "what", "is", "50126");
  const lines = await run("audit", "--store", "own.db");
  expect(lines.stdout).toMatch(
    /^20\d\d-\S+Z {2}answered {2}local +terminal\/message +list of 1 +failures for alice last 7 days\n$/,
  );
  expect(lines.stderr).toMatch(/^1 of 1 questions, 0 of them refused/);
  const json = await run("audit", "--store", "own.db", "--json");
  expect(JSON.parse(json.stdout)).toMatchObject({
    person: "local",
    question: "failures for alice last 7 days",
    outcome: "answered",
  });
  for (const none of [["--refused"], ["--person", "someone"], ["--until", "2020-01-01"]])
    expect((await run("audit", "--store", "own.db", ...none)).stderr).toMatch(/Nobody asked anything/);
});
