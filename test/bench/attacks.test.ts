import { afterAll, beforeAll, expect, test } from "vitest";
import { storiesOf } from "../../bench/attacks/attacks.ts";
import { range } from "../../bench/attacks/range.ts";
import { surveyOf } from "../../bench/attacks/survey.ts";
import { tenantOf } from "../../bench/attacks/tenant.ts";
import type { DataSet } from "../../bench/generator/data-set.ts";
import { deliveriesOfStories } from "../../bench/hunting/deliveries.ts";
import { tallyOf } from "../../bench/hunting/tally.ts";
import { huntRequest } from "../../bench/questions/hunt-request.ts";
import { search } from "../../src/commands/hunt-search.ts";
import { distance } from "../../src/hunts/travel.ts";
import { huntNames } from "../../src/hunts/hunts.ts";
import { entryOf } from "../../src/store/sign-in-text.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";

const set: DataSet = { records: 3_000, seed: "test" };
const tenant = tenantOf(set);
const survey = surveyOf(set, tenant);
const stories = storiesOf(set, tenant, survey);
const background = Array.from({ length: set.records }, (_, index) => tenant.signInAt(index));

test("the same seed tells the same stories, another seed others, all of them in the range", () => {
  expect(storiesOf(set, tenant, survey)).toEqual(stories);
  const ids = stories.flatMap(({ signIns, everyday = [] }) => [...signIns, ...everyday].map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
  const others = storiesOf({ ...set, seed: "other" }, tenant, survey);
  expect(
    others.flatMap(({ signIns }) => signIns.map(({ id }) => id)).filter((id) => ids.includes(id)),
  ).toEqual([]);
  for (const { first, last } of stories) {
    expect(first).toBeGreaterThanOrEqual(range.from);
    expect(last).toBeLessThan(range.to);
  }
});

test("people of the tenant get in from one country, where no two places are too far apart", () => {
  const byUser = new Map<string, Set<string>>();
  for (const { userId, status, location } of background) {
    if (userId === undefined || status.errorCode !== 0) continue;
    byUser.set(userId, (byUser.get(userId) ?? new Set()).add(location?.countryOrRegion ?? ""));
  }
  expect(byUser.size).toBeGreaterThan(100);
  expect([...byUser.values()].filter(({ size }) => size > 1)).toEqual([]);
  for (const { addresses, around } of tenant.people.slice(0, 50)) {
    const [home] = addresses;
    for (const { latitude, longitude } of around.slice(0, 20)) {
      expect(distance([home?.latitude ?? 0, home?.longitude ?? 0], [latitude, longitude])).toBeLessThan(500);
    }
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
  expect(remarks).toEqual([]);
});
