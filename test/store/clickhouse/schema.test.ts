import { beforeAll, describe, expect, test } from "vitest";
import { UserError } from "../../../src/errors.ts";
import { lookAtClickHouse } from "../../../src/store/clickhouse/look.ts";
import { openClickHouseStore } from "../../../src/store/clickhouse/open.ts";
import { readPlace } from "../../../src/store/clickhouse/place.ts";
import { eraseSignIns, removeOld } from "../../../src/store/clickhouse/removal.ts";
import { quoteText, type Statement } from "../../../src/store/clickhouse/statement.ts";
import { clusterSchema } from "../../../src/store/clickhouse/schema.ts";
import { entryOf } from "../../../src/store/sign-in-text.ts";
import {
  type ClickHouse,
  clickHouseHint,
  databaseOf,
  openClickHouse,
  skipsClickHouse,
} from "./in-process.ts";
import { sampleSignIns, someTime } from "../sign-ins.ts";

describe.skipIf(skipsClickHouse)(`tables in ClickHouse${clickHouseHint}:`, () => {
  let engine: ClickHouse;
  beforeAll(() => {
    engine = openClickHouse();
    return () => engine.close();
  });
  const run = (query: string): Promise<unknown> => engine.client.command({ query });

  /** As the engine writes it itself, once it has understood it. */
  const formatted = async (statement: string): Promise<string> => {
    const result = await engine.client.query({
      query: "SELECT formatQuery({statement:String})",
      query_params: { statement },
      format: "JSONCompactEachRow",
    });
    return (await result.json<[string]>())[0]?.[0] ?? "";
  };

  test("two programs that start at once make one store", async () => {
    const options = await engine.database();
    const stores = await Promise.all([1, 2, 3].map(() => openClickHouseStore(options)));
    await stores[0]?.write(sampleSignIns(3).map(entryOf));
    for (const store of stores) expect((await store.coverage()).signIns).toBe(3);
  });

  test("a store that is open for reading is changed by nothing, tables included", async () => {
    const options = await engine.database();
    await expect(openClickHouseStore({ ...options, readonly: true })).rejects.toThrow(
      /has no tables of Signpost/,
    );
    await (await openClickHouseStore(options)).write(sampleSignIns(3).map(entryOf));
    const reader = await openClickHouseStore({ ...options, readonly: true });
    expect((await reader.coverage()).signIns).toBe(3);
    for (const change of [reader.write([]), reader.remove(0, 1), reader.erase(["x"])]) {
      await expect(change).rejects.toThrow(UserError);
      await expect(change).rejects.toThrow(/open for reading only/);
    }
    await run(`ALTER TABLE ${databaseOf(options)}.sign_in DROP COLUMN cityFolded`);
    await expect(openClickHouseStore({ ...options, readonly: true })).rejects.toThrow(
      /from an older version/,
    );
  });

  test("tables of a newer version are left alone", async () => {
    const options = await engine.database();
    await openClickHouseStore(options);
    await run(`INSERT INTO ${databaseOf(options)}.schema_version VALUES (99)`);
    await expect(openClickHouseStore(options)).rejects.toThrow(UserError);
    await expect(openClickHouseStore(options)).rejects.toThrow(/newer version of Signpost/);
    expect(await lookAtClickHouse(options, new Date())).toContainEqual({
      level: "FIX",
      text: expect.stringMatching(/of a newer version/) as string,
    });
  });

  test("the definitions for a cluster are understood by ClickHouse", async () => {
    for (const statement of clusterSchema("it's \\ main")
      .split(";\n")
      .filter((text) => text.trim() !== "")) {
      const text = await formatted(statement);
      expect(text).toMatch(/^(CREATE TABLE IF NOT EXISTS|INSERT INTO) signpost\.\w+/);
      expect(text.includes("ON CLUSTER `it's \\\\ main`")).toBe(text.startsWith("CREATE"));
    }
  });

  test("what removes rows of a cluster goes to the tables of its servers, and is understood", async () => {
    const cluster = quoteText("it's main");
    const statements: string[] = [];
    const stub = {
      place: readPlace("http://localhost/logs"),
      ask: async ({ text }: Statement) => (text.includes("uniqExact") ? [[1]] : [["x", 1, 202603]]),
      run: async ({ text }: Statement) => void statements.push(text),
      insert: async () => undefined,
      may: async () => true,
      close: async () => undefined,
    };
    expect(await removeOld(stub, { cluster }, someTime, 5)).toEqual({ removed: 1, more: false });
    expect(await eraseSignIns(stub, { cluster }, ["x"])).toBe(1);
    expect(statements).toHaveLength(8);
    for (const statement of statements) {
      const text = await formatted(statement);
      expect(text).toMatch(
        /^(DELETE FROM logs\.\w+_local ON CLUSTER `it's main`( IN PARTITION 202603)? WHERE|ALTER TABLE logs\.\w+_local ON CLUSTER `it's main`\s+\(DELETE WHERE)/,
      );
    }
  });

  test("doctor sees an empty database, a filled one, and what its questions cost", async () => {
    const options = await engine.database();
    const now = new Date(someTime + 24 * 3_600_000);
    const before = await lookAtClickHouse(options, now);
    expect(before).toContainEqual({ level: "note", text: expect.stringMatching(/^Tables: none/) as string });
    expect(await lookAtClickHouse({ ...options, readonly: true }, now)).toContainEqual({
      level: "FIX",
      text: expect.stringMatching(/^Tables: none/) as string,
    });
    const store = await openClickHouseStore(options);
    await store.write(sampleSignIns(20).map(entryOf));
    const findings = await lookAtClickHouse(options, now);
    expect(findings.map(({ level }) => level)).toEqual(Array.from({ length: 7 }, () => "ok"));
    expect(findings.map(({ text }) => text.replaceAll(/\d[\d.]*/g, "0"))).toEqual([
      "ClickHouse: http://0:0, version 0, user default",
      "Permission to read: there",
      "Permission to write: there",
      "Tables: in database signpost_0, version 0",
      expect.stringMatching(/^Data: newest record 0-0-0T0:0:0Z, 0 (hours|days?) old$/),
      "Size: 0 rows, 0 MiB on the disk of this server",
      "Cost: “failures last 0 days” reads about 0 rows",
    ]);
  });
});
