import { afterAll, describe, expect, test } from "vitest";
import { readStoreAddress, isKusto } from "../../../src/store/address.ts";
import type { Engine } from "../../../src/store/kusto/engine.ts";
import { explainFailure } from "../../../src/store/kusto/failures.ts";
import { limited } from "../../../src/store/kusto/limited.ts";
import { openService } from "../../../src/store/kusto/open.ts";
import { readingCredential } from "../../../src/tokens.ts";
import { isLoopback } from "../../../src/loopback.ts";
import { readingConformance } from "../conformance.ts";
import { sampleSignIns } from "../sign-ins.ts";
import { withFixtures } from "./inlined-fixtures.ts";
import { evaluatingEngine, writable } from "./test-store.ts";
import { asHeld, emptyWorkspace, workspaceOf, type Workspace } from "./workspace.ts";

/** Set by `npm run conformance:live`. */
const live = process.env["SIGNPOST_LIVE"] ?? "";

const held = (signIns: Parameters<typeof workspaceOf>[0]) =>
  signIns.map(asHeld).filter((signIn) => signIn !== undefined);

test("rows that stand in the query are asked as those of the tables are", async () => {
  const workspace = workspaceOf(held(sampleSignIns(20)));
  const inTables = writable(() => evaluatingEngine(() => workspace));
  const inlined = writable(() => inlining(evaluatingEngine(emptyWorkspace), () => workspace));
  const ask = async (store: typeof inTables): Promise<unknown> => [
    await store.coverage(),
    await store.list({ where: [{ field: "status", is: ["failure"] }] }, { order: "newest", limit: 9 }),
    await store.summarise({ where: [] }, { facets: ["user", "policy", "mfa"], limit: 9, distinct: ["ip"] }),
  ];
  expect(await ask(inlined)).toEqual(await ask(inTables));
});

function inlining(engine: Engine, workspace: () => Workspace): Engine {
  return { ...engine, query: (text, signal) => engine.query(withFixtures(text, workspace()), signal) };
}

const address = live === "" ? undefined : readStoreAddress(live);

/** The service that is asked, once there is one. */
async function liveEngine(): Promise<Engine> {
  if (address === undefined || !isKusto(address))
    throw new Error("A live service is loganalytics:WORKSPACE-ID or adx:CLUSTER.REGION/DATABASE.");
  const isEmulator = address.kind === "adx" && isLoopback(new URL(address.cluster).hostname);
  const service = await openService(
    address,
    isEmulator ? undefined : readingCredential(process.env, undefined),
  );
  return limited(service, (error) => explainFailure(error, address));
}

test.skipIf(live === "")(
  "a live service (skipped: npm run conformance:live -- ADDRESS asks one)",
  async () => {
    const engine = await liveEngine();
    expect(await engine.query("print s_one = 1")).toEqual([{ s_one: 1 }]);
    await engine.close();
  },
);

describe.each(live === "" ? [] : [live])("%s", () => {
  let engine: Promise<Engine> | undefined;
  afterAll(async () => (await engine)?.close());
  readingConformance(
    live,
    async () => {
      const opened = await (engine ??= liveEngine());
      return writable((workspace) => ({ ...inlining(opened, workspace), close: async () => undefined }));
    },
    { share: 0.04, held },
  );
});
