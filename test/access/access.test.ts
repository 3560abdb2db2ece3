import { expect, test } from "vitest";
import { permit } from "../../src/access/access.ts";
import { intents, type Condition, type Intent, type Question } from "../../src/question/question.ts";

const bob = "bbbbbbbb-cccc-4ddd-8eee-ffffffffffff";
const dana = "dddddddd-cccc-4ddd-8eee-ffffffffffff";
const readers = new Set([dana]);
const question = (intent: Intent, where: Condition[] = []): Question => ({
  intent,
  where,
  notUnderstood: [],
});
const nobody = { may: "nothing", reason: "unknown-asker" };
const refused = { may: "nothing", reason: "not-a-reader" };

/** "explain" without codes is about those of sign-ins. */
const personal = ["save", "saved", "run", "forget", "watches", "unwatch"] as const;
const aboutSignIns = intents.filter((intent) => !["help", "about", ...personal].includes(intent));

test.each([question("help"), { ...question("explain"), codes: [50126] }])(
  "$intent $codes is for everybody",
  (asked) => {
    for (const asker of [dana, bob, undefined, ""]) {
      expect(permit(asked, asker, { readers })).toEqual({ may: "all" });
    }
  },
);

test.each(aboutSignIns)("%s: readers see all, others their own, strangers nothing", (intent) => {
  const own = { ...question(intent), where: [{ field: "user", is: [bob] }] };
  expect(permit(question(intent), dana, { readers })).toEqual({ may: "all" });
  expect(permit(question(intent), dana.toUpperCase(), { readers })).toEqual({ may: "all" });
  expect(permit(question(intent), bob, { readers })).toEqual({ may: "own", question: own });
  expect(permit(question(intent), undefined, { readers })).toEqual(nobody);
  expect(permit(question(intent), "", { readers })).toEqual(nobody);
  expect(permit(question(intent), undefined, { readers: "everyone" })).toEqual({ may: "all" });
});

test.each(personal)("%s is about what the asker has said, so everybody may", (intent) => {
  for (const asker of [dana, bob])
    expect(permit(question(intent), asker, { readers })).toEqual({ may: "all" });
});

test("what the tenant's logs hold is for readers", () => {
  expect(permit(question("about"), dana, { readers })).toEqual({ may: "all" });
  expect(permit(question("about"), bob, { readers })).toEqual(refused);
  expect(permit(question("about"), undefined, { readers })).toEqual(nobody);
});

test.each([["alice"], ["alice@contoso.com"], [dana], [""], ["list:admins"], ["me", "alice"], [bob, dana]])(
  "asking for %j is refused, not narrowed in silence",
  (...is) => {
    expect(permit(question("list", [{ field: "user", is }]), bob, { readers })).toEqual(refused);
  },
);

test.each([["me"], ["ME"], ["Me"], [bob], [bob.toUpperCase()], ["me", bob]])(
  "asking for %j is asking for oneself",
  (...is) => {
    expect(permit(question("list", [{ field: "user", is }]), bob, { readers })).toMatchObject({
      may: "own",
      question: { where: [{ field: "user", is: [bob] }] },
    });
  },
);

test("other conditions stay, and never widen what is seen", () => {
  const where: Condition[] = [
    { field: "id", is: [dana] },
    { field: "user", isNot: ["alice"] },
    { field: "app", is: ["Teams"] },
  ];
  expect(permit(question("list", where), bob, { readers })).toMatchObject({
    may: "own",
    question: { where: [...where, { field: "user", is: [bob] }] },
  });
});
