import { expect, test } from "vitest";
import { end, shares, sizes, start } from "../../bench/generator/data-set.ts";
import { deliveriesOf } from "../../bench/generator/deliveries.ts";
import { recordsOf } from "../../bench/generator/records.ts";
import { readGraph } from "../../src/ingest/graph.ts";
import { mergeCopies } from "../../src/signin/merge.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";
import { statusOf } from "../../src/signin/status.ts";

const set = { records: 20_000, seed: "test" };
const { signInAt, recordAt, population } = recordsOf(set);
const signIns = Array.from({ length: set.records }, (_, index) => signInAt(index));
const deliveries = [...deliveriesOf(set)];

function shareOf(counts: (signIn: SignIn) => boolean): number {
  return signIns.filter(counts).length / signIns.length;
}

test("the same seed gives the same records, in whichever order they are made, and another seed others", () => {
  const again = recordsOf(set);
  for (const index of [19_999, 0, 1, 777, 776]) {
    expect(again.recordAt(index, "first")).toEqual(recordAt(index, "first"));
    expect(again.recordAt(index)).toEqual(recordAt(index));
  }
  expect(recordsOf({ ...set, seed: "other" }).signInAt(0).id).not.toBe(signInAt(0).id);
  expect(new Set(signIns.map(({ id }) => id)).size).toBe(set.records);
});

test("types, failures and interruptions have their shares", () => {
  for (const [type, share] of Object.entries(shares.type)) {
    expect(shareOf((signIn) => signIn.type === type)).toBeCloseTo(share, 1.7);
  }
  expect(shareOf((signIn) => statusOf(signIn) === "failure")).toBeCloseTo(shares.failure, 1.7);
  expect(shareOf((signIn) => statusOf(signIn) === "interrupted")).toBeCloseTo(shares.interrupted, 1.7);
});

test("users are as many as promised, the heaviest with about 2 % of all sign-ins and the median with 150 of ten million", () => {
  expect(population.users).toHaveLength(sizes.users);
  expect(new Set(population.users.map(({ principalName }) => principalName)).size).toBe(sizes.users);
  const heaviest = shareOf(({ userId }) => userId === population.users[0]?.id);
  expect(heaviest).toBeGreaterThan(0.015);
  expect(heaviest).toBeLessThan(0.025);
  const around = new Set(population.users.slice(9_000, 11_000).map(({ id }) => id));
  const median = (shareOf(({ userId }) => around.has(userId ?? "")) / around.size) * 10_000_000;
  expect(median).toBeGreaterThan(100);
  expect(median).toBeLessThan(200);
});

test("addresses and countries are as many as promised", () => {
  expect(new Set(population.addresses.map(({ ip }) => ip)).size).toBe(sizes.addresses);
  expect(new Set(population.addresses.map(({ country }) => country)).size).toBe(sizes.countries);
  expect(population.apps).toHaveLength(sizes.apps);
});

test("times lie within the thirty days and never fall", () => {
  const times = signIns.map(({ createdDateTime }) => Date.parse(createdDateTime));
  expect(Math.min(...times)).toBeGreaterThanOrEqual(start);
  expect(Math.max(...times)).toBeLessThan(end);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});

test("every record is delivered, some again and some late, and what has more in it comes after what has less", () => {
  const seen = new Map<number, string[]>();
  for (const { index, form } of deliveries) seen.set(index, [...(seen.get(index) ?? []), form]);
  expect(seen.size).toBe(set.records);
  const again = [...seen.values()].filter(({ length }) => length > 1);
  expect(again.length / set.records).toBeCloseTo(shares.again, 1.7);
  for (const forms of seen.values()) expect(["final", "final,final", "first,final"]).toContain(forms.join());
  const latecomers = deliveries.filter(({ index }, at) => at > 0 && index < (deliveries[at - 1]?.index ?? 0));
  expect(latecomers.length).toBeGreaterThan(shares.late * set.records);
});

test("the importer reads every record, which has 1.5 to 2.5 kB on the whole, and a record's last form wins", () => {
  let bytes = 0;
  for (let index = 0; index < 2_000; index++) {
    const [first, final] = (["first", "final"] as const).map((form) => readGraph(recordAt(index, form), {}));
    if (first?.kind !== "signIn" || final?.kind !== "signIn") throw new Error(`record ${index} was not read`);
    expect(mergeCopies(first.signIn, final.signIn)).toEqual(final.signIn);
    bytes += JSON.stringify(recordAt(index)).length;
  }
  expect(bytes / 2_000).toBeGreaterThan(1_500);
  expect(bytes / 2_000).toBeLessThan(2_500);
});
