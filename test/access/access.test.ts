import { expect, test } from "vitest";
import { authorise, type Access } from "../../src/access/access.ts";
import { intents, type Condition, type Intent, type Question } from "../../src/question/question.ts";

const bob = "bbbbbbbb-cccc-4ddd-8eee-ffffffffffff";
const dana = "dddddddd-cccc-4ddd-8eee-ffffffffffff";
const readers = new Set([dana]);
const question = (intent: Intent, where: Condition[] = []): Question => ({
  intent,
  where,
  notUnderstood: [],
});
const permit = (asked: Question, askerId: string | undefined, access: Access) =>
  authorise({ question: asked, askerId, shared: false }, access);
const all = { may: "all", audience: "conversation" };
const nobody = { may: "nothing", reason: "unknown-asker" };
const refused = { may: "nothing", reason: "not-a-reader" };

/** "explain" without codes is about those of sign-ins. */
const personal = ["save", "saved", "run", "forget", "watches", "unwatch", "mute", "unmute"] as const;
const forReaders = [
  "about",
  "audit",
  "alert",
  "alerts",
  "allow",
  "disallow",
  "acknowledge",
  "close",
  "reopen",
] as const;
const aboutSignIns = intents.filter((intent) => !["help", ...forReaders, ...personal].includes(intent));

test.each([question("help"), { ...question("explain"), codes: [50126] }])(
  "$intent $codes is for everybody",
  async (asked) => {
    for (const asker of [dana, bob, undefined, ""]) {
      expect(await permit(asked, asker, { readers })).toEqual(all);
    }
  },
);

test.each(aboutSignIns)("%s: readers see all, others their own, strangers nothing", async (intent) => {
  const own = { ...question(intent), where: [{ field: "user", is: [bob] }] };
  expect(await permit(question(intent), dana, { readers })).toEqual(all);
  expect(await permit(question(intent), dana.toUpperCase(), { readers })).toEqual(all);
  expect(await permit(question(intent), bob, { readers })).toEqual({
    may: "own",
    question: own,
    audience: "conversation",
  });
  expect(await permit(question(intent), undefined, { readers })).toEqual(nobody);
  expect(await permit(question(intent), "", { readers })).toEqual(nobody);
  expect(await permit(question(intent), undefined, { readers: "everyone" })).toEqual(all);
});

test.each(personal)("%s is about what the asker has said, so everybody may", async (intent) => {
  for (const asker of [dana, bob]) expect(await permit(question(intent), asker, { readers })).toEqual(all);
});

test.each(forReaders)("%s is for readers", async (intent) => {
  expect(await permit(question(intent), dana, { readers })).toEqual(all);
  expect(await permit(question(intent), bob, { readers })).toEqual(refused);
  expect(await permit(question(intent), undefined, { readers })).toEqual(nobody);
});

test.each([["alice"], ["alice@contoso.com"], [dana], [""], ["list:admins"], ["me", "alice"], [bob, dana]])(
  "asking for %j is refused, not narrowed in silence",
  async (...is) => {
    expect(await permit(question("list", [{ field: "user", is }]), bob, { readers })).toEqual(refused);
  },
);

test.each([["me"], ["ME"], ["Me"], [bob], [bob.toUpperCase()], ["me", bob]])(
  "asking for %j is asking for oneself",
  async (...is) => {
    expect(await permit(question("list", [{ field: "user", is }]), bob, { readers })).toMatchObject({
      may: "own",
      question: { where: [{ field: "user", is: [bob] }] },
    });
  },
);

test("other conditions stay, and never widen what is seen", async () => {
  const where: Condition[] = [
    { field: "id", is: [dana] },
    { field: "user", isNot: ["alice"] },
    { field: "app", is: ["Teams"] },
  ];
  expect(await permit(question("list", where), bob, { readers })).toMatchObject({
    may: "own",
    question: { where: [...where, { field: "user", is: [bob] }] },
  });
});

test("a file goes to its asker alone, also where answers are shown to all", async () => {
  const access = { readers, conversations: { isAllowed: async () => true } };
  const inChannel = { askerId: dana, shared: true, conversation: "19:a" };
  const audienceOf = async (intent: Intent) => {
    const permission = await authorise({ question: question(intent), ...inChannel }, access);
    return permission.may === "nothing" ? undefined : permission.audience;
  };
  expect([await audienceOf("list"), await audienceOf("export")]).toEqual(["conversation", "asker"]);
});
