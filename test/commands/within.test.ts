import fc from "fast-check";
import { expect, test } from "vitest";
import { topWithin } from "../../src/commands/within.ts";
import { fieldNames, fields, type FieldName } from "../../src/question/fields.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import type { Store, Threshold, TopRequest, TopResult } from "../../src/store/store.ts";
import { sampleSignIns } from "../store/sign-ins.ts";
import { askFor, people } from "./company.ts";
import { entryOf } from "../../src/store/sign-in-text.ts";

const groupable = fieldNames.filter((name) => fields[name].groups);

async function storeOf(signIns: readonly SignIn[]): Promise<Store> {
  const store = openSqliteStore({ path: ":memory:" });
  await store.write(signIns.map(entryOf));
  return store;
}

const fieldName: fc.Arbitrary<FieldName> = fc.constantFrom(...groupable);
const measured = fc.oneof(fc.constantFrom("signIns", "successes", "failures"), fieldName);
const bound = fc.integer({ min: 0, max: 3 });
const atLeast: fc.Arbitrary<Threshold> = fc.record({
  of: measured,
  atLeast: bound,
});
const atMost: fc.Arbitrary<Threshold> = fc.record({ of: measured, atMost: bound });
const request: fc.Arbitrary<TopRequest> = fc
  .record({
    by: fc.uniqueArray(fieldName, { minLength: 1, maxLength: 2 }),
    limit: fc.integer({ min: 1, max: 20 }),
    rank: fc.oneof(fc.constantFrom("signIns", "lastSeen"), fieldName),
    order: fc.constantFrom("most", "least"),
    having: fc.oneof(fc.array(atLeast, { maxLength: 2 }), fc.array(atMost, { maxLength: 2 })),
  })
  .map((one) => ({
    ...one,
    distinct: one.rank === "signIns" || one.rank === "lastSeen" ? [] : [one.rank],
  }));

/** Of several names at the same moment either may be shown. */
const byKey = ({ groups, ...rest }: TopResult): unknown => ({
  ...rest,
  groups: groups.map(({ values, ...counts }) => ({ ...counts, keys: values.map(({ key }) => key) })),
});

test("a stretch as long as all time ranks as the store does", async () => {
  const store = await storeOf(sampleSignIns(300));
  await fc.assert(
    fc.asyncProperty(request, async (asked) => {
      const within = await topWithin({ filter: { where: [] }, request: asked, length: Infinity }, store);
      expect(byKey(within)).toEqual(byKey(await store.top({ where: [] }, asked)));
    }),
    { numRuns: 200 },
  );
  await store.close();
});

const { adler, bob, dana } = people;
const at = (minutes: number, errorCode: number, who: Partial<SignIn>, ipAddress: string): SignIn => ({
  id: `${String(minutes).padStart(8, "0")}-0000-4000-8000-${ipAddress.replaceAll(".", "").padStart(12, "0")}`,
  createdDateTime: new Date(Date.parse("2026-03-30T10:00:00Z") + minutes * 60_000).toISOString(),
  type: "interactiveUser",
  status: { errorCode },
  ...who,
  ipAddress,
});

test.each([
  ["ips with 3+ failures in 10 min", ["203.0.113.1", "203.0.113.3"]],
  ["ips with 3+ failures in 30 min", ["203.0.113.1", "203.0.113.2", "203.0.113.3"]],
  ["ips with 3+ failures and no success in 10 min", ["203.0.113.1"]],
  ["ips with more than 2 users in 10 min", ["203.0.113.3"]],
])("%s", async (text, expected) => {
  const store = await storeOf([
    ...[0, 4, 10].map((minute) => at(minute, 50126, bob, "203.0.113.1")),
    ...[0, 8, 16].map((minute) => at(minute, 50126, bob, "203.0.113.2")),
    at(0, 50126, bob, "203.0.113.3"),
    at(1, 50126, adler, "203.0.113.3"),
    at(2, 50126, dana, "203.0.113.3"),
    at(1.5, 0, dana, "203.0.113.3"),
    // Long after, which no stretch of that length reaches.
    at(90, 0, bob, "203.0.113.1"),
  ]);
  const view = await askFor("top", text, { store });
  expect(view.bars.map(({ label }) => label).sort()).toEqual(expected);
  expect(view.shown).toMatch(/within (10|30) minutes$/);
  await store.close();
});
