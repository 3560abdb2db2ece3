import { beforeEach, expect, test } from "vitest";
import type { Access } from "../../src/access/access.ts";
import { createAnswerer } from "../../src/commands/answer.ts";
import { openSqliteState } from "../../src/state/sqlite/open-state.ts";
import type { State } from "../../src/state/state.ts";
import type { View } from "../../src/views/view.ts";
import { companyStore, now, people } from "./company.ts";

const store = await companyStore();
const { adler, bob, dana } = people;
let state: State;
beforeEach(() => {
  state = openSqliteState(":memory:");
});

interface Said {
  readonly by?: string;
  readonly in?: string;
  readonly access?: Access;
  readonly shared?: boolean;
}

/** Says something as a reader, in one conversation, unless told otherwise. */
function say(
  text: string,
  { by = dana.userId, in: conversation = "c1", access, shared = false }: Said = {},
): Promise<View> {
  const answer = createAnswerer({
    store,
    state,
    access: access ?? { readers: new Set([dana.userId]) },
    version: "1",
    source: "test",
  });
  return answer({ text, asker: { id: by }, now, timezone: "UTC", locale: "en-GB", shared, conversation });
}

const titleOf = (view: View): string => ("title" in view ? view.title : view.headline);
const saidIn = (view: View): string => JSON.stringify(view);

test.each<[string, string, RegExp]>([
  ["failures for bob all time", "only 50126", /Failures · error code 50126 · Bob Marsh/],
  ["failures for bob all time", "and for dana?", /Failures · Dana Ruiz/],
  ["failures for bob all time", "without teams", /Failures · Bob Marsh.* · not Microsoft Teams/],
  ["failures for bob all time", "by country", /Failures · Bob Marsh/],
  ["failures for bob all time", "any user", /^Failures · interactive$/],
  ["failures for bob all time", "clear filters", /^Sign-ins · interactive$/],
  ["failures for bob last 7 days", "all time", /Failures · Bob Marsh/],
])("%s, then %s", async (first, then, title) => {
  await say(first);
  const view = await say(then);
  expect(titleOf(view)).toMatch(title);
  expect(saidIn(view)).toContain("Follows on:");
});

test("next and previous go through the pages of a list, and details opens a row of the page that was shown", async () => {
  const first = await say("sign-ins all time");
  const second = await say("next");
  expect(second).toMatchObject({ card: "list", shown: expect.stringMatching(/^6 to 10 of /) });
  const row = second.card === "list" ? second.rows[1] : undefined;
  const opened = await say("details 2");
  expect(opened.card).toBe("detail");
  expect(titleOf(opened)).toBe(titleOf(await say(row?.ask ?? "")));
  await say("sign-ins all time");
  await say("next");
  expect(await say("previous")).toMatchObject({ card: "list", shown: (first as { shown: string }).shown });
});

test("a row that the page does not have is refused with how many there are", async () => {
  await say("failures for bob all time");
  expect(await say("details 40")).toMatchObject({
    card: "notice",
    headline: expect.stringMatching(/no row 40/),
  });
});

test.each(["next", "details 3", "why", "export that", "show query", "clear filters", "any user"])(
  "%s follows nothing where nothing was asked",
  async (text) => {
    expect(await say(text)).toMatchObject({
      card: "notice",
      headline: expect.stringMatching(/^This follows a question/),
    });
  },
);

test("a follow-up that can stand alone is read alone where nothing was asked, and says so", async () => {
  expect(saidIn(await say("and for bob all time"))).toContain("There is no earlier question here");
});

test("show query gives the canonical words and the structure", async () => {
  await say("failed logins by bob, past 7 days");
  expect(await say("show query")).toMatchObject({
    headline: "failures for bob last 7 days",
    lines: [expect.stringContaining('"intent":"list"')],
  });
});

test("why explains the codes of what was shown", async () => {
  await say("failures for bob all time");
  expect(await say("why")).toMatchObject({ card: "explain" });
});

test("each person has an own last question in each conversation", async () => {
  const access = { readers: "everyone" } as const;
  await say("failures for bob all time", { access });
  await say("summary for dana all time", { access, by: adler.userId });
  expect(titleOf(await say("only guests", { access }))).toMatch(/Bob Marsh/);
  expect((await say("by app", { access, by: adler.userId, in: "c2" })).card).not.toBe("summary");
  expect(titleOf(await say("only guests", { access, by: adler.userId }))).toMatch(/Dana Ruiz/);
});

test("a follow-up cannot widen what somebody may see", async () => {
  const own = { by: bob.userId };
  await say("my failures all time", own);
  expect(await say("and for dana?", own)).toMatchObject({
    card: "notice",
    headline: "You may see your own sign-ins here, not those of others.",
  });
  for (const text of ["any user", "clear filters", "for everyone", "by user", "details 1"])
    expect(saidIn(await say(text, own))).not.toMatch(/Adler|Ruiz|Brandt/);
});

test("in a shared conversation follow-ups stay as private as questions", async () => {
  await say("failures for bob all time");
  expect(await say("and for dana", { shared: true })).toMatchObject({
    headline: expect.stringMatching(/Everyone in this/),
  });
});

test("a question is saved under a name, listed, run and forgotten, by whoever saved it", async () => {
  await say("failures for bob all time");
  expect(await say("save this as bob's troubles")).toMatchObject({ headline: 'Saved as "bob\'s troubles".' });
  expect(await say("save top 3 apps all time as Apps")).toMatchObject({ lines: ["top 3 by app all time"] });
  expect(await say("saved")).toMatchObject({
    card: "choice",
    options: [{ name: "Apps" }, { name: "bob's troubles" }],
  });
  expect(titleOf(await say("run BOB'S TROUBLES"))).toMatch(/Failures · Bob Marsh/);
  expect(titleOf(await say("only 50126"))).toMatch(/50126 · Bob Marsh/);
  expect(await say("run apps", { by: bob.userId })).toMatchObject({
    headline: expect.stringMatching(/saved no question/),
  });
  expect(await say("forget apps")).toMatchObject({ headline: 'Forgotten: "apps".' });
  expect(await say("forget apps")).toMatchObject({ headline: expect.stringMatching(/no question called/) });
  expect(await say("save help as h")).toMatchObject({
    headline: expect.stringMatching(/Only questions about sign-ins/),
  });
});

test("a saved question is authorised when it is run", async () => {
  await say("save failures for dana all time as d", { by: bob.userId });
  expect(await say("run d", { by: bob.userId })).toMatchObject({
    headline: "You may see your own sign-ins here, not those of others.",
  });
});

test("a watch is kept for its maker in its conversation, says what it would find, and that nothing is posted yet", async () => {
  const made = await say("watch failures for bob over 5 in 10 minutes");
  expect(made).toMatchObject({
    headline: expect.stringMatching(/^Watching: Failures · Bob Marsh.*at least 6 within 10 minutes\.$/),
  });
  expect(saidIn(made)).toMatch(/alerts are not posted yet/);
  expect(await say("watches")).toMatchObject({ headline: "1 watch of yours here." });
  expect(await say("watches", { in: "c2" })).toMatchObject({
    headline: expect.stringMatching(/watch nothing/),
  });
  expect(await say("watches", { by: bob.userId })).toMatchObject({
    lines: expect.arrayContaining(["Others watch 1 more thing here."]),
  });
  const id = /unwatch \\"(\d+)\\"/.exec(saidIn(made))?.[1] ?? "";
  expect(await say(`unwatch ${id}`, { by: bob.userId })).toMatchObject({
    headline: expect.stringMatching(/no watch/),
  });
  expect(await say(`unwatch ${id}`)).toMatchObject({ headline: "No longer watched: failures for bob." });
});

test("who may not see a person's sign-ins may not watch them either", async () => {
  expect(await say("watch failures for dana", { by: bob.userId })).toMatchObject({
    headline: "You may see your own sign-ins here, not those of others.",
  });
});

test("words that mean nothing are marked in what was typed, with what they may have been meant as", async () => {
  const view = await say("failures for bob all time conutri");
  expect(view.echo).toEqual({ typed: "failures for bob all time conutri", unread: ["conutri"] });
  expect(view.buttons[0]).toMatchObject({
    title: expect.stringMatching(/^Did you mean: failures for bob all time countr/),
  });
});

test("without a memory, questions are answered and follow-ups say that nothing is remembered", async () => {
  const answer = createAnswerer({ store, access: { readers: "everyone" }, version: "1", source: "test" });
  const said = { asker: {}, now, timezone: "UTC", locale: "en-GB", shared: false };
  expect((await answer({ ...said, text: "failures all time" })).card).toBe("list");
  expect(await answer({ ...said, text: "next" })).toMatchObject({
    headline: expect.stringMatching(/^This follows/),
  });
  expect(await answer({ ...said, text: "saved" })).toMatchObject({
    headline: expect.stringMatching(/cannot keep/),
  });
});
