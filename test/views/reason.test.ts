import { expect, test } from "vitest";
import { explainedCodes } from "../../src/signin/error-codes/catalogue.ts";
import { codeTitle, explained, reasonOf, reasonOfOne } from "../../src/views/reason.ts";

test("a reason says how many, what it means, what to do, and whether the password was right", () => {
  expect(reasonOf(53003, 1_200, 1_400)).toEqual({
    title: "53003 BlockedByConditionalAccess · 1,200 of 1,400",
    meaning: expect.stringContaining("Conditional Access"),
    remedy: expect.stringMatching(/\w/),
    mark: "The password was accepted.",
    links: [
      { title: "Look up 53003", url: "https://login.microsoftonline.com/error?code=53003" },
      { title: "Documentation", url: expect.stringMatching(/^https:\/\/learn\.microsoft\.com\//) },
    ],
  });
  expect(reasonOfOne(50126).mark).toBe("");
});

test("of a code that has a name alone the name is said, and the words of the log", () => {
  expect(reasonOfOne(50001, "The resource is unknown.").meaning).toMatch(/./);
  expect(reasonOfOne(999_999, "Out of cheese.")).toEqual({
    title: "999999",
    meaning: "Signpost does not know this code. The log says: Out of cheese.",
    remedy: "",
    mark: "",
    links: [{ title: "Look up 999999", url: "https://login.microsoftonline.com/error?code=999999" }],
  });
});

test("a failure whose source gave no code has no number to show or look up", () => {
  expect(reasonOf(-1, 3, 4).title).toBe("Unknown error code · 3 of 4");
  expect(reasonOf(-1, 3, 4, true).title).toBe("Unknown error code · 3 of 4 that did not get in");
  expect(reasonOfOne(-1, "Sign-in was blocked.")).toEqual({
    title: "Unknown error code",
    meaning: "The source of this record gave no error code. The log says: Sign-in was blocked.",
    remedy: "",
    mark: "",
    links: [],
  });
});

test.each([
  [50126, "50126 InvalidUserNameOrPassword"],
  [999_999, "999999"],
  [0, "0"],
  [-1, "Unknown error code"],
])("code %d is titled %s", (code, title) => {
  expect(codeTitle(code)).toBe(title);
});

test.each([
  [0, "Success: no error", "good", /^$/],
  [50126, "Failure", "attention", /reset/],
  [50074, "Interrupted", "warning", /./],
  [999_999, "Failure", "attention", /^Look it up with Microsoft's tool, below\.$/],
])("code %d is explained as %s", (code, status, tone, remedy) => {
  expect(explained(code)).toMatchObject({ status, tone, remedy: expect.stringMatching(remedy) });
});

test("what an explanation warns of: the password, an attack, an expiry, where to read on", () => {
  expect(explained(53003).marks).toEqual([
    "The password was accepted: whoever it was knew it.",
    expect.stringMatching(/^May be an attack: ./),
    "Which policy it was stands in the sign-in's conditional access section.",
  ]);
  expect(explained(50053).marks[0]).toMatch(/^Often an attack: ./);
  const expired = explainedCodes.find(({ expectedExpiry }) => expectedExpiry);
  expect(explained(expired?.code ?? 0).marks).toContain(
    "Expected: sessions and tokens run out. Nobody has to act on single ones.",
  );
});

test("every explanation has a meaning, and something to do unless nobody has to act", () => {
  for (const { code } of explainedCodes) {
    expect(explained(code)).toMatchObject({
      title: expect.stringContaining(String(code)),
      meaning: expect.stringMatching(/\.$/),
      cause: expect.stringMatching(/\.$/),
      remedy: expect.stringMatching(/\.$/),
    });
  }
});
