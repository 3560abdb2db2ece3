import { beforeAll, describe, expect, test } from "vitest";
import { fold } from "../../../src/question/fold.ts";
import type { Entity } from "../../../src/question/field.ts";
import { field, type FieldName } from "../../../src/question/fields.ts";
import { entryOf } from "../../../src/store/sign-in-text.ts";
import type { Store } from "../../../src/store/store.ts";
import { memoryStore } from "../memory-store.ts";
import { sampleSignIns } from "../sign-ins.ts";
import { type ClickHouse, clickHouseHint, openClickHouse, skipsClickHouse } from "./in-process.ts";

/** One field of each kind of match, and what the n-th value of a long list is like. */
const lists = {
  user: (n) =>
    ["Somebody Else", "somebody@fabrikam.com", "0000cccc-aaaa-4bbb-8ccc-dddddddddddd"][n % 3] + `${n}`,
  policy: (n) => `Policy ${n}`,
  city: (n) => `Town ${n}`,
  userAgent: (n) => `Agent/${n}.0`,
  authMethod: (n) => `Method ${n}`,
  location: (n) => `Place ${n}`,
  ip: (n) => `10.${n >> 8}.${n & 255}.${n % 10 === 0 ? "0/24" : "9"}`,
  requestId: (n) => `ffff${String(n).padStart(4, "0")}-aaaa-4bbb-8ccc-dddddddddddd`,
  errorCode: (n) => String(900_000 + n),
} as const satisfies Partial<Record<FieldName, (n: number) => string>>;

describe.skipIf(skipsClickHouse)(`conditions with many values${clickHouseHint}:`, () => {
  const signIns = sampleSignIns(60);
  const oracle = memoryStore();
  let engine: ClickHouse;
  let store: Store;
  beforeAll(async () => {
    engine = openClickHouse();
    store = await engine.store();
    for (const s of [store, oracle]) await s.write(signIns.map(entryOf));
    return async () => {
      await store.close();
      await engine.close();
    };
  });

  /** So many different values, of which the last one of the field's own comes at the very end. */
  const valuesOf = (name: keyof typeof lists, count: number): string[] => {
    const held = signIns.flatMap((signIn): readonly (string | Entity)[] => field(name).read(signIn));
    const texts = held.map((one) => (typeof one === "string" ? one : (one.name ?? one.id)));
    const own = texts.find((text) => fold(text) !== "") ?? "";
    return [...Array.from({ length: count - 1 }, (_, n) => lists[name](n)), own];
  };

  test.each(Object.keys(lists) as (keyof typeof lists)[])(
    "%s: 1, 255, 256 and 1,000 values mean what one does",
    async (name) => {
      for (const count of [1, 255, 256, 1_000]) {
        const values = valuesOf(name, count);
        const page = { order: "newest", limit: 60 } as const;
        for (const condition of [{ is: values }, { isNot: values }]) {
          const where = [{ field: name, ...condition }];
          const expected = await oracle.list({ where }, page);
          expect(expected.rows.length).toBeGreaterThan(0);
          expect(expected.rows.length).toBeLessThan(60);
          expect(await store.list({ where }, page)).toEqual(expected);
        }
      }
    },
  );

  test("a thousand blocks of addresses", async () => {
    const blocks = Array.from({ length: 1_000 }, (_, n) => `10.${n >> 8}.${n & 255}.0/24`);
    const where = [{ field: "ip" as const, is: [...blocks, "203.0.113.0/24"] }];
    const page = { order: "newest", limit: 60 } as const;
    expect(await store.list({ where }, page)).toEqual(await oracle.list({ where }, page));
  });

  test("a thousand candidates are ranked, as hunts do", async () => {
    const where = [
      { field: "user" as const, is: valuesOf("user", 1_000) },
      { field: "ip" as const, isNot: valuesOf("ip", 1_000) },
    ];
    const request = {
      by: ["user"],
      limit: 1_000,
      rank: "signIns",
      order: "most",
      having: [{ of: "failures", atLeast: 1 }],
      distinct: ["ip"],
    } as const;
    const expected = await oracle.top({ where }, request);
    expect(expected.total).toBeGreaterThan(0);
    expect(await store.top({ where }, request)).toEqual(expected);
  });
});
