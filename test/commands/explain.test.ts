import { expect, test } from "vitest";
import { renderText } from "../../src/views/text.ts";
import { viewOf } from "./answer-question.ts";

const window = { from: "now-7d", to: "now" };

test("codes that are named need no data", async () => {
  const view = await viewOf("explain", { intent: "explain", codes: [50126] });
  expect([view.title, view.range, view.coverage]).toEqual(["", "", []]);
  expect(view.headline).toMatch(/^50126 InvalidUserNameOrPassword: /);
});

test("without codes those of what matches are explained, the most frequent first", async () => {
  const view = await viewOf("explain", {
    intent: "explain",
    where: [
      { field: "status", is: ["failure"] },
      { field: "user", is: ["bob"] },
    ],
    window,
  });
  expect(view.headline).toBe("7 sign-ins did not succeed: 5 with 50126 and 2 with 53003.");
  expect(view.title).toBe("Why · Failures · Bob Marsh <bob@contoso.com> · interactive");
  expect(view.codes.map(({ title }) => title)).toEqual([
    "50126 InvalidUserNameOrPassword · 5 of 7, 71 %",
    "53003 BlockedByConditionalAccess · 2 of 7, 29 %",
  ]);
  expect(renderText(view)).toMatch(/What to do:/);
});

test("three codes are explained, and it is said that there are more", async () => {
  const view = await viewOf("explain", { intent: "explain", window });
  expect(view.codes.length).toBe(3);
  expect(view.headline).toBe("16 sign-ins did not succeed: 8 with 50126, 2 with 50105 and 2 with 53003.");
  expect(view.coverage.join(" ")).toMatch(/4 more codes are not explained here/);
});

test("where all succeeded there is nothing to explain, and where there is nothing, nothing is found", async () => {
  const office = await viewOf("explain", {
    intent: "explain",
    where: [{ field: "user", is: ["alex.brandt@contoso.com"] }],
    window: { from: "2026-03-24", to: "2026-03-25" },
  });
  expect(office.headline).toBe("Nothing to explain: none of 1 sign-in failed or was interrupted.");
  const nobody = await viewOf("explain", {
    intent: "explain",
    where: [{ field: "user", is: ["dana"] }],
    window,
  });
  expect(nobody.headline).toMatch(/^Nothing found\. There are 3 matches at other times/);
});
