import { afterAll, expect, test, vi } from "vitest";
import { signpost, temporaryFolder, type Ended } from "./signpost.ts";

/** `signpost audit`: what the terminal asked stands in the trail beside what people ask in Teams. */

vi.setConfig({ testTimeout: 120_000 });

const folder = temporaryFolder();
afterAll(folder.remove);
const run = (...args: string[]): Promise<Ended> => signpost(args, { cwd: folder.path, env: { AUTH: "off" } });

test("the terminal tells who asked what, filtered, as lines and as JSON", async () => {
  expect(await run("audit", "--store", "demo.db")).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/no state file demo-state\.db/),
  });
  await run("ask", "--demo", "--store", "demo.db", "failures", "for", "alice", "last", "7", "days");
  await run("ask", "--demo", "--store", "demo.db", "what", "is", "50126");
  const lines = await run("audit", "--store", "demo.db");
  expect(lines.stdout).toMatch(
    /^20\d\d-\S+Z {2}answered {2}local +terminal\/message +list of 5 +failures for alice last 7 days\n$/,
  );
  expect(lines.stderr).toMatch(/^1 of 1 questions, 0 of them refused/);
  const json = await run("audit", "--store", "demo.db", "--json");
  expect(JSON.parse(json.stdout)).toMatchObject({
    person: "local",
    question: "failures for alice last 7 days",
    outcome: "answered",
  });
  for (const none of [["--refused"], ["--person", "someone"], ["--until", "2020-01-01"]])
    expect((await run("audit", "--store", "demo.db", ...none)).stderr).toMatch(/Nobody asked anything/);
});
