import * as fc from "fast-check";
import { expect, test } from "vitest";
import { pagesOf, type PageSource } from "../../src/exports/pages.ts";
import { scannedFields, wholeSignIns } from "../../src/exports/rows.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";
import { signIns as company } from "../commands/company.ts";
import { signInsArbitrary } from "../store/sign-ins.ts";
import { storeOf } from "./exported.ts";
import { entryOf } from "../../src/store/sign-in-text.ts";

test("pages of any size, in both orders, hold every sign-in once and in order", async () => {
  const property = fc.asyncProperty(
    signInsArbitrary({ maxLength: 25 }),
    fc.constantFrom("newest" as const, "oldest" as const),
    fc.integer({ min: 1, max: 9 }),
    fc.integer({ min: 0, max: 30 }),
    fc.integer({ min: 0, max: 12 }),
    // Few moments, so that many sign-ins share one.
    fc.integer({ min: 1, max: 5 }),
    async (some, order, pageSize, limit, offset, moments) => {
      const signIns = some.map((signIn, index) => ({
        ...signIn,
        createdDateTime: new Date(Date.UTC(2026, 2, 1) + (index % moments)).toISOString(),
      }));
      const store = await storeOf(signIns);
      const { rows } = await store.list({ where: [] }, { order, limit, offset });
      const ids = rows.map(({ id }) => id);
      const given = async <Row>(source: PageSource<Row>): Promise<string[]> => {
        const all: string[] = [];
        for await (const page of pagesOf({ ...source, pageSize }, { where: [] }, { order, limit, offset })) {
          expect(page.length).toBeGreaterThan(0);
          expect(page.length).toBeLessThanOrEqual(pageSize);
          all.push(...page.map(source.idOf));
        }
        return all;
      };
      expect(await given(wholeSignIns(store))).toEqual(ids);
      expect(await given(scannedFields(store, ["user"]))).toEqual(ids);
    },
  );
  await fc.assert(property, { numRuns: 200 });
});

test("what is written while a file is read comes once or not at all", async () => {
  const [one] = company as [SignIn];
  const tied = (n: number): SignIn => ({ ...one, id: `0000000${n}-9999-4999-8999-999999999999` });
  const store = await storeOf([2, 4, 6, 8].map(tied));
  const given: string[] = [];
  const source = { ...wholeSignIns(store), pageSize: 2 };
  for await (const page of pagesOf(source, { where: [] }, { order: "newest", limit: 10 })) {
    given.push(...page.map(({ id }) => id));
    await store.write([entryOf(tied(9))]);
  }
  expect(given.slice(0, 2)).toEqual([8, 6].map((n) => tied(n).id));
  expect(new Set(given).size).toBe(given.length);
  expect(given).toEqual(expect.arrayContaining([4, 2].map((n) => tied(n).id)));
});

test("a reader that gives up reads no further", async () => {
  const store = await storeOf(company);
  const signal = AbortSignal.abort(new Error("gone"));
  const pages = pagesOf(wholeSignIns(store), { where: [] }, { order: "newest", limit: 10, signal });
  await expect(pages.next()).rejects.toThrow("gone");
});
