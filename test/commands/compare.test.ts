import fc from "fast-check";
import { expect, test } from "vitest";
import { changeText } from "../../src/commands/changes.ts";
import { statusOf } from "../../src/signin/status.ts";
import type { Question } from "../../src/question/question.ts";
import { answerQuestion, viewOf } from "./answer-question.ts";
import { now, people, signIns } from "./company.ts";

const failures: Question["where"] = [{ field: "status", is: ["failure"] }];
const week = { from: "now-7d", to: "now" };
const before = { from: "now-30d", to: "now-7d" };

test("says how many there are, how many there were, and the change of the rate where lengths differ", async () => {
  const view = await viewOf("compare", {
    intent: "compare",
    where: failures,
    window: week,
    baseline: before,
  });
  expect(view.headline).toBe(
    "14 failures in the last 7 days, 1 in the other range: 14 times as many; per hour 46 times as many.",
  );
  expect(view.range).toBe("24 Mar 2026 10:00 to 31 Mar 2026 10:00 UTC");
  expect(view.baseline).toBe("Compared with 1 Mar 2026 10:00 to 24 Mar 2026 10:00 UTC");
  expect(view.lines.join(" ")).toMatch(/differ in length, 168 hours and 552 hours/);
  expect(view.rows.map(({ label, now, before, change }) => [label, now, before, change])).toEqual([
    ["Failure", "14 (0.083 an hour)", "1 (0.002 an hour)", "× 46"],
    ["Users", "4", "1", ""],
    ["Addresses", "4", "1", ""],
    ["Applications", "4", "1", ""],
    ["Countries", "2", "1", ""],
  ]);
});

test("names what grew and shrank most, what is new and what is gone", async () => {
  const view = await viewOf("compare", {
    intent: "compare",
    where: failures,
    window: week,
    baseline: before,
  });
  const users = view.sections.find(({ title }) => title === "Changed most: users");
  expect(users?.bars.map(({ label, value }) => [label, value])).toEqual([
    ["Bob Marsh", "7 · 0 · new"],
    ["Alex Adler", "4 · 0 · new"],
    [people.gail.userDisplayName, "2 · 0 · new"],
    ["Dana Ruiz", "0 · 1 · gone"],
  ]);
  // Who is gone is looked for where they were.
  expect(users?.bars.at(-1)?.ask).toContain("from:now-30d to:now-7d");
  const codes = view.sections.find(({ title }) => title === "Changed most: error codes");
  expect(codes?.bars[0]).toMatchObject({
    label: "50126 InvalidUserNameOrPassword",
    value: "8 · 1 · × 26",
  });
});

test("takes as much time before the range where no other is named", async () => {
  const view = await viewOf("compare", { intent: "compare", window: { from: "now-2d", to: "now" } });
  expect(view.baseline).toBe("Compared with 27 Mar 2026 10:00 to 29 Mar 2026 10:00 UTC");
  expect(view.headline).toBe(
    "6 sign-ins in the last 2 days, 10 before: 40 % less; failures 3, before 9: 67 % less.",
  );
  expect(view.sections.length).toBeGreaterThan(2);
});

test("compares the groups that are asked for", async () => {
  const view = await viewOf("compare", {
    intent: "compare",
    window: week,
    baseline: before,
    by: ["app", "country"],
  });
  expect(view.sections.map(({ title }) => title)).toEqual(["Changed most: applications and countries"]);
  expect(view.sections[0]?.bars[0]?.label).toBe("Azure Portal · United States");
});

test("says where nothing can be known of the range before, and where the ranges overlap", async () => {
  const early = await viewOf("compare", {
    intent: "compare",
    window: week,
    baseline: { from: "2026-01-01", to: "2026-01-08" },
  });
  expect(early.lines.join(" ")).toMatch(/lies before the oldest record/);
  const overlapping = await viewOf("compare", {
    intent: "compare",
    window: week,
    baseline: { from: "now-14d", to: "now-5d" },
  });
  expect(overlapping.lines.join(" ")).toMatch(/overlap/);
});

test.each([
  [{ window: undefined }, /Say which range/],
  [{ window: week, baseline: { from: "now+1d", to: "now+2d" } }, /lies in the future/],
  [{ window: week, baseline: { from: "now-1d", to: "now-2d" } }, /ends before it starts/],
  [{ window: week, baseline: {} }, /Say which range to compare with/],
] as const)("%j cannot be compared, and says why", async (asked, message) => {
  await expect(answerQuestion({ intent: "compare", ...asked })).rejects.toThrow(message);
});

test("of service principals their own fields are compared, and none is said to be none", async () => {
  const view = await viewOf("compare", {
    intent: "compare",
    where: [{ field: "type", is: ["servicePrincipal"] }],
    window: { from: "now-2d", to: "now" },
  });
  expect(view.headline).toBe("3 sign-ins in the last 2 days, none before; failures 2, before 0.");
  expect(view.sections.map(({ title }) => title)).toEqual([
    "Changed most: service principals",
    "Changed most: resources",
    "Changed most: error codes",
  ]);
  const gone = await viewOf("compare", {
    intent: "compare",
    where: [{ field: "user", is: ["gail@fabrikam.com"] }, ...failures],
    window: { from: "now-3d", to: "now" },
    baseline: { from: "now-6d", to: "now-3d" },
  });
  expect(gone.headline).toBe("No failures in the last 3 days, 2 in the other range.");
});

test("nothing at all is said to be nothing", async () => {
  const view = await viewOf("compare", {
    intent: "compare",
    where: [{ field: "user", is: ["dana"] }],
    window: { from: "now-2d", to: "now" },
  });
  expect(view.headline).toMatch(/^Nothing found\./);
  expect([view.rows, view.sections]).toEqual([[], []]);
});

test("any two ranges: the counts are those of the sign-ins in them", async () => {
  const days = fc.integer({ min: 1, max: 60 });
  await fc.assert(
    fc.asyncProperty(days, days, async (from, length) => {
      const window = { from: `now-${from}d`, to: "now" };
      const baseline = { from: `now-${from + length}d`, to: `now-${from}d` };
      const view = await answerQuestion({ intent: "compare", window, baseline });
      if (view.card !== "compare" || view.rows.length === 0) return;
      const within = (daysFrom: number, daysTo: number): number =>
        signIns.filter((one) => {
          const age = (now.getTime() - Date.parse(one.createdDateTime)) / 86_400_000;
          return (
            one.type === "interactiveUser" && statusOf(one) === "failure" && age <= daysFrom && age > daysTo
          );
        }).length;
      const failed = view.rows.find(({ label }) => label === "Failure");
      const told = [failed?.now ?? "0", failed?.before ?? "0"].map((text) => Number(text.split(" ")[0]));
      expect(told).toEqual([within(from, 0), within(from + length, from)]);
    }),
    { numRuns: 30 },
  );
});

test.each([
  [23, 9, "+156 %"],
  [9, 23, "−61 %"],
  [3, 3, "no change"],
  [0, 0, "no change"],
  [3, 0, "new"],
  [0, 3, "gone"],
  [1001, 1000, "+<1 %"],
])("from %i now and %i before: %s", (now, before, text) => {
  expect(changeText(now, before)).toBe(text);
});
