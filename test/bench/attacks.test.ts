import { afterAll, beforeAll, expect, test } from "vitest";
import { storiesOf } from "../../bench/attacks/attacks.ts";
import { range } from "../../bench/attacks/range.ts";
import { surveyOf } from "../../bench/attacks/survey.ts";
import { tenantOf } from "../../bench/attacks/tenant.ts";
import type { DataSet } from "../../bench/generator/data-set.ts";
import { deliveriesOfStories } from "../../bench/hunting/deliveries.ts";
import { tallyOf } from "../../bench/hunting/tally.ts";
import { huntRequest } from "../../bench/questions/hunt-request.ts";
import { search } from "../../src/commands/hunts/hunt-search.ts";
import { huntNames } from "../../src/hunts/hunts.ts";
import { entryOf } from "../../src/store/sign-in-text.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";

const set: DataSet = { records: 3_000, seed: "test" };
const tenant = tenantOf(set);
const survey = surveyOf(set, tenant);
const stories = storiesOf(set, tenant, survey);
const background = Array.from({ length: set.records }, (_, index) => tenant.signInAt(index));

test("the same seed tells the same stories, another seed others, all of them in the range", () => {
  const idsOf = (all: typeof stories): string[] =>
    all.flatMap(({ signIns, everyday = [] }) => [...signIns, ...everyday].map(({ id }) => id));
  expect(JSON.stringify(storiesOf(set, tenant, survey))).toBe(JSON.stringify(stories));
  const ids = new Set(idsOf(stories));
  expect(ids.size).toBe(idsOf(stories).length);
  const others = storiesOf({ ...set, seed: "other" }, tenant, survey);
  expect(idsOf(others).filter((id) => ids.has(id))).toEqual([]);
  for (const { first, last } of stories) {
    expect(first).toBeGreaterThanOrEqual(range.from);
    expect(last).toBeLessThan(range.to);
  }
});

const store = openSqliteStore({ path: ":memory:" });
beforeAll(() => store.write([...background, ...deliveriesOfStories(stories, set.seed)].map(entryOf)));
afterAll(() => store.close());

test.each(huntNames)("%s finds all of its attacks, and leaves alone what stays just below", async (hunt) => {
  const asked = huntRequest(hunt, { now: range.to }, range.to - range.from, await store.coverage());
  const { findings, remarks } = await search({ ...asked, limit: 10_000 }, store);
  const sightings = findings.map(({ subject, first, last }) => ({
    subject: subject.map(({ value }) => value.key),
    first,
    last,
    text: "",
  }));
  const { attacks, missed, innocent } = tallyOf(hunt, sightings, stories);
  expect(attacks).toBeGreaterThan(3);
  expect(missed).toEqual([]);
  expect(innocent.nearMiss.alone).toBe(innocent.nearMiss.all);
  // Of many nothing is known from before the range: the company is small.
  expect(remarks.filter((remark) => !/before the range/.test(remark))).toEqual([]);
});
