import { expect, test } from "vitest";
import { createAnswerer } from "../../src/commands/answer.ts";
import { listsOf, type Lists } from "../../src/lists.ts";
import type { Access } from "../../src/access/access.ts";
import type { Store } from "../../src/store/store.ts";
import type { View } from "../../src/views/view.ts";
import { memoryStore } from "../store/memory-store.ts";
import { asksOf, companyStore, everyone, now, people, signInsOf } from "./company.ts";
import { entryOf } from "../../src/store/sign-in-text.ts";

const { adler, bob, dana, gail } = people;
const lists = listsOf(
  {
    admins: { field: "user", values: [adler.userPrincipalName.toUpperCase(), dana.userId] },
    "break glass": { field: "user", values: ["emergency@contoso.com"] },
    vips: { field: "user", values: [gail.userPrincipalName, "gone@contoso.com"] },
    Offices: { field: "ip", values: ["203.0.113.0/28", "2001:db8::/32"] },
    neighbours: { field: "country", values: ["United States"] },
    everybody: {
      field: "user",
      values: [
        ...Array.from({ length: 200 }, (_, n) => `person${n}@contoso.com`),
        ...Object.values(people).map(({ userPrincipalName }) => userPrincipalName),
      ],
    },
  },
  "the test",
);

interface Circumstances {
  readonly lists?: Lists;
  readonly access?: Access;
  readonly asker?: string;
  readonly store?: Store;
}

async function ask(text: string, circumstances: Circumstances = {}): Promise<View> {
  const { store = await companyStore(), access = everyone, asker = dana.userId } = circumstances;
  const answer = createAnswerer({
    store,
    access,
    version: "1",
    source: "hand-made data",
    lists: circumstances.lists ?? lists,
    home: { origin: "https://signpost.contoso.com" },
  });
  const view = await answer({
    text,
    asker: { id: asker },
    now,
    timezone: "UTC",
    locale: "en-GB",
    shared: false,
  });
  return view;
}

/** Success, failure, interrupted. */
const countsOf = (view: View): string[] => ("figures" in view ? view.figures.map(({ value }) => value) : []);

test.each([
  ["sign-ins user:list:admins all time", "user:alex.adler@contoso.com,dana@contoso.com"],
  ["sign-ins -user:list:admins all time", "-user:alex.adler@contoso.com,dana@contoso.com"],
  ["sign-ins user:list:Admins,bob all time", "user:alex.adler@contoso.com,dana@contoso.com,bob"],
  ['failures ip:"list:offices" all time', "failures ip:203.0.113.7"],
  ["failures -ip:list:OFFICES all time", "failures -ip:203.0.113.7"],
  ["failures country:list:neighbours all time", "failures country:US"],
  ["sign-ins user:list:everybody all logs all time", 'sign-ins -user:"" all logs'],
])("%s finds what naming the members finds", async (text, members) => {
  const [byList, byName] = await Promise.all([
    ask(text),
    ask(
      `${members.startsWith("failures") || members.startsWith("sign-ins") ? "" : "sign-ins "}${members} all time`,
    ),
  ]);
  expect(countsOf(byList)).toEqual(countsOf(byName));
  expect(countsOf(byList)).not.toEqual(["0", "0", "0"]);
});

test.each([
  ["failures user:list:admins", "Failures · admins (2) · interactive"],
  ['failures -user:"list:break-glass"', "Failures · not break glass (1) · interactive"],
  ["failures ip:list:offices", "Failures · Offices (2) · interactive"],
  ["failures country:list:neighbours", "Failures · neighbours (1) · interactive"],
])("%s is titled %s, and its buttons keep the name", async (text, title) => {
  const view = await ask(text);
  expect(view).toMatchObject({ title });
  const buttons = "buttons" in view ? view.buttons : [];
  for (const sentence of asksOf(buttons)) {
    expect(sentence).toMatch(/list:/i);
    expect(sentence).not.toMatch(/adler|dana|203\.0/);
    expect((await ask(sentence)).card).not.toBe("notice");
  }
});

test("rows of a list of accounts that a log groups are grouped by account", async () => {
  const view = await ask("non-interactive user:list:everybody all time");
  expect(view).toMatchObject({ shown: expect.stringMatching(/groups as the portal groups them/) });
});

test("members that never signed in are told", async () => {
  expect(await ask("failures user:list:vips")).toMatchObject({
    notes: expect.arrayContaining(["Of the list vips, 1 of 2 never signed in here."]),
  });
});

test("who only calls themselves by a member's address is not meant", async () => {
  const store = memoryStore();
  const [signIn] = signInsOf(bob);
  const impostor = { ...signIn, userDisplayName: adler.userPrincipalName } as NonNullable<typeof signIn>;
  await store.write([...signInsOf(adler), impostor].map(entryOf));
  const [byList, byName] = await Promise.all(
    ["user:list:admins", `user:${adler.userPrincipalName}`].map((who) =>
      ask(`sign-ins ${who} all logs all time`, { store }),
    ),
  );
  expect(byList && countsOf(byList)).toEqual(byName && countsOf(byName));
});

test.each([
  [
    "failures user:list:cats",
    lists,
    /^There is no list "cats"\. There are admins \(2 users\), break glass \(1 user\).*Offices \(2 addresses\).*LISTS/,
  ],
  ["failures user:list:cats", undefined, /^There is no list "cats"\. No lists are made yet\..*LISTS/],
  [
    "failures user:list:offices",
    lists,
    /^The list "Offices" holds addresses, not users\. Ask for ip:"list:Offices"/,
  ],
  ["failures ip:list:admins", lists, /^The list "admins" holds users, not addresses/],
])("%s is refused with what there is", async (text, some, message) => {
  const view = await ask(text, { lists: some ?? new Map() });
  expect(view.card).toBe("notice");
  expect(view.headline).toMatch(message);
});

test("about tells which lists there are, where there are any", async () => {
  expect(JSON.stringify(await ask("about"))).toMatch(
    /Named lists: admins \(2 users\), break glass \(1 user\)/,
  );
  expect(JSON.stringify(await ask("about", { lists: new Map() }))).not.toContain("lists");
});

const own = { access: { readers: new Set<string>() }, asker: bob.userId };

test.each(["failures user:list:admins", "failures user:me,list:admins", "summary user:list:nobody"])(
  "%s: who may see their own alone is refused, as if they had named others",
  async (text) => {
    const view = await ask(text, own);
    expect(view.headline).toMatch(/You may see your own sign-ins here/);
  },
);

test.each(["failures -user:list:admins", "failures -user:list:cats", "failures app:list:cats"])(
  "%s: who may see their own alone learns nothing of lists",
  async (text) => {
    const view = await ask(text, own);
    expect(view.card).toBe("notice");
    expect(JSON.stringify(view)).not.toMatch(/vips|break glass|Offices|\(2\)/);
  },
);

test("places may be named by anybody, for their own", async () => {
  const view = await ask("sign-ins ip:list:offices all time", own);
  expect(countsOf(view)).toEqual(["1", "4", "0"]);
});
