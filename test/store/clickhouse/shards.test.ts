import { beforeAll, describe, expect, test } from "vitest";
import { fieldNames } from "../../../src/question/fields.ts";
import { UserError } from "../../../src/errors.ts";
import { lookAtClickHouse } from "../../../src/store/clickhouse/look.ts";
import { openClickHouseStore } from "../../../src/store/clickhouse/open.ts";
import { defineTable, tables } from "../../../src/store/clickhouse/tables.ts";
import { entryOf } from "../../../src/store/sign-in-text.ts";
import type { Filter, Store, TopRequest } from "../../../src/store/store.ts";
import { type ClickHouse, clickHouseHint, openClickHouse, skipsClickHouse } from "./in-process.ts";
import { memoryStore } from "../memory-store.ts";
import { sampleSignIns, someTime } from "../sign-ins.ts";

const hour = 3_600_000;

/** Two shards that are both this process, so that nothing is asked over a network. */
const twoShards = `<clickhouse>
  <tcp_port>9000</tcp_port>
  <remote_servers><two>
    <shard><replica><host>127.0.0.1</host></replica></shard>
    <shard><replica><host>127.0.0.1</host></replica></shard>
  </two></remote_servers>
</clickhouse>`;

describe.skipIf(skipsClickHouse)(`over two shards of a cluster${clickHouseHint}:`, () => {
  const signIns = sampleSignIns(60);
  const oracle = memoryStore();
  let engine: ClickHouse;
  let store: Store;

  const run = (query: string): Promise<unknown> => engine.client.command({ query });

  /** Tables as those of a cluster: what a server holds is here a view that gives the part of the shard that asks. */
  const distribute = async (table: (typeof tables)[number]): Promise<void> => {
    const part = (shard: number): string => `parts.${table.name}_${shard}`;
    for (const shard of [1, 2]) {
      await run(defineTable({ ...table, name: `${table.name}_${shard}` }, "parts"));
      await run(
        `INSERT INTO ${part(shard)} SELECT * FROM node.${table.name} FINAL WHERE ${table.shardBy} % 2 = ${shard - 1}`,
      );
    }
    const parts = [1, 2].map((shard) => `SELECT * FROM ${part(shard)} FINAL WHERE shardNum() = ${shard}`);
    await run(`CREATE VIEW spread.${table.name}_local AS ${parts.join(" UNION ALL ")}`);
    await run(
      `CREATE TABLE spread.${table.name} AS ${part(1)} ENGINE = Distributed('two', 'spread', '${table.name}_local', ${table.shardBy})`,
    );
  };

  beforeAll(async () => {
    engine = openClickHouse(twoShards);
    for (const name of ["node", "parts", "spread"]) await run(`CREATE DATABASE ${name}`);
    const node = await openClickHouseStore({ url: "http://localhost/node", client: engine.client });
    for (const s of [node, oracle]) await s.write(signIns.map(entryOf), { name: "sync", value: "1" });
    for (const table of tables) await distribute(table);
    store = await openClickHouseStore({ url: "http://localhost/spread", client: engine.client });
    return () => engine.close();
  });

  test("both shards hold a part", async () => {
    const result = await engine.client.query({
      query: "SELECT count() FROM parts.sign_in_1 UNION ALL SELECT count() FROM parts.sign_in_2",
      format: "JSONCompactEachRow",
    });
    const counts = (await result.json<[number]>()).flat().map(Number);
    expect(Math.min(...counts)).toBeGreaterThan(10);
    expect(counts[0]).not.toBe(60);
  });

  test.each([
    { where: [] },
    { where: [{ field: "status", is: ["failure"] }], from: someTime - hour, to: someTime + 2 * hour },
    { where: [{ field: "policy", isNot: ["alice"] }] },
    { where: [{ field: "ip", is: ["203.0.113.0/24"] }] },
  ] satisfies Filter[])("answers are those of the whole: %j", async (filter) => {
    const top = (changes: Partial<TopRequest>): TopRequest => ({
      by: ["user"],
      limit: 5,
      rank: "signIns",
      order: "most",
      having: [],
      distinct: ["app"],
      ...changes,
    });
    const ask = (s: Store): Promise<unknown> =>
      Promise.all([
        s.list(filter, { order: "newest", limit: 7, offset: 2 }),
        s.summarise(filter, { facets: fieldNames, limit: 5, distinct: fieldNames }),
        s.top(filter, top({ by: ["user", "policy"] })),
        s.top(filter, top({ rank: "ip", having: [{ of: "signIns", atLeast: 2 }], order: "least" })),
        s.trend(
          filter,
          [-4, -1, 0, 4].map((at) => someTime + at * hour),
        ),
        s.scan(filter, { fields: ["user", "policy"], order: "oldest", limit: 50 }),
        s.lookup("user", { text: "alice", how: "prefix", limit: 5 }),
        s.find(signIns[7]?.id ?? "", 5),
        s.coverage(),
        s.cursor("sync"),
      ]);
    expect(await ask(store)).toEqual(await ask(oracle));
  });

  test("tables of a cluster are used and not made, nor brought up to date", async () => {
    expect(
      await lookAtClickHouse({ url: "http://localhost/spread", client: engine.client }, new Date()),
    ).toContainEqual({
      level: "ok",
      text: "Tables: in database spread, cluster 'two', version 1",
    });
    await run("DROP TABLE spread.sign_in");
    await run(
      "CREATE TABLE spread.sign_in (time Int64, id String) ENGINE = Distributed('two', 'spread', 'sign_in_local', cityHash64(id))",
    );
    const opened = openClickHouseStore({ url: "http://localhost/spread", client: engine.client });
    await expect(opened).rejects.toThrow(UserError);
    await expect(opened).rejects.toThrow(/older version.*docs\/clickhouse\.md/);
  });
});
