import { afterAll, describe, expect, test } from "vitest";
import { readStoreAddress } from "../../../src/store/address.ts";
import { serveClickHouse } from "../../engines/clickhouse-server.ts";
import { storeConformance } from "../conformance.ts";
import { clickHouseHint, openClickHouse, skipsClickHouse } from "./in-process.ts";
import { scratchOn } from "./scratch.ts";

/** Set by `npm run conformance:live`. */
const live = process.env["SIGNPOST_LIVE"] ?? "";
/** CONFORMANCE=full puts all questions. */
const isFull = process.env["CONFORMANCE"] === "full";

test.skipIf(skipsClickHouse)(
  `databases for tests are made beside the one that is named, and go again${clickHouseHint}`,
  async () => {
    const engine = openClickHouse();
    const server = await serveClickHouse(engine.client, "bot", "p@ss word");
    const names = async (): Promise<unknown[]> => {
      const result = await engine.client.query({
        query: "SELECT name FROM system.databases WHERE name LIKE 'signpost%'",
        format: "JSONCompactEachRow",
      });
      return (await result.json<unknown[]>()).flat();
    };
    const scratch = scratchOn(`${server.address.replace("://", "://bot@")}/signpost`, "p@ss word");
    const [first, second] = [await scratch.store(), await scratch.store()];
    expect(await names()).toEqual(
      [1, 2].map(() => expect.stringMatching(/^signpost_conformance_\d+$/) as string),
    );
    await second.write([], { name: "sync", value: "1" });
    expect([await first.cursor("sync"), await second.cursor("sync")]).toEqual([undefined, "1"]);
    await first.close();
    expect(await names()).toHaveLength(1);
    await scratch.close();
    expect(await names()).toEqual([]);
    await second.close().catch(() => undefined);
    await server.close();
    await engine.close();
  },
);

test.skipIf(live === "")("a live server (skipped: npm run conformance:live -- clickhouse:URL asks one)", () =>
  expect(readStoreAddress(live).kind).toBe("clickhouse"),
);

describe.each(live === "" ? [] : [readStoreAddress(live)])("$kind", (address) => {
  if (address.kind !== "clickhouse")
    throw new Error("A live server is clickhouse:https://HOST:8443/DATABASE.");
  const scratch = scratchOn(address.url, process.env["CLICKHOUSE_PASSWORD"]);
  afterAll(() => scratch.close());
  storeConformance("ClickHouse", () => scratch.store(), isFull ? 1 : 0.1, isFull ? 1 : 0.15);
});
