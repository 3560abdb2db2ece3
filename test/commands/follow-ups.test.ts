import { beforeEach, expect, test } from "vitest";
import type { Access } from "../../src/access/access.ts";
import { createAnswerer } from "../../src/commands/answer.ts";
import { limits } from "../../src/limits.ts";
import { openSqliteState } from "../../src/state/sqlite/open-state.ts";
import type { State } from "../../src/state/state.ts";
import { renderCard } from "../../src/views/render.ts";
import type { View } from "../../src/views/view.ts";
import { memoryState } from "../state/memory-state.ts";
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
  readonly fresh?: true;
}

/** Says something as a reader, in one conversation, unless told otherwise. */
function say(
  text: string,
  { by = dana.userId, in: conversation = "c1", access, shared = false, fresh }: Said = {},
): Promise<View> {
  const answer = createAnswerer({
    store,
    state,
    access: access ?? { readers: new Set([dana.userId]) },
    version: "1",
    source: "test",
  });
  return answer({
    text,
    asker: { id: by },
    now,
    timezone: "UTC",
    locale: "en-GB",
    shared,
    conversation,
    ...(fresh && { fresh }),
  });
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
  expect(await say("and for dana", { shared: true })).toMatchObject({ audience: "asker" });
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

test("a watch is kept for its maker in its conversation, says what it would find, and where it is told", async () => {
  const made = await say("watch failures for bob over 5 in 10 minutes");
  expect(made).toMatchObject({
    headline: expect.stringMatching(/^Watching: Failures · Bob Marsh.*at least 6 within 10 minutes\.$/),
  });
  expect(saidIn(made)).toMatch(/kept, but told in Teams alone/);
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
  expect(await say(`unwatch ${id}`)).toMatchObject({
    headline: expect.stringMatching(/^No longer watched: failures for bob@/),
  });
});

test("what cannot be read of a watch is not watched without it, unless its maker says so", async () => {
  const refused = await say("watch failures for bob today");
  expect(refused).toMatchObject({
    tone: "warning",
    headline: 'Nothing is watched yet: I cannot read "today".',
    buttons: [{ ask: "watch failures for bob@contoso.com" }, { ask: "watches" }],
  });
  expect(await say("frobnications of bob daily at 9")).toMatchObject({
    headline: 'Nothing is kept yet: I cannot read "frobnications".',
    buttons: [{ ask: "sign-ins for bob" }],
  });
  const everything = await say("watch all sign-ins today");
  expect(everything).toMatchObject({ headline: expect.stringMatching(/^Nothing is watched yet/) });
  expect(everything).toMatchObject({ buttons: [{ ask: "watches" }] });
  expect(await say("watches")).toMatchObject({ headline: "You watch nothing in this conversation." });
});

test("reports, hunts and mutes are kept, listed and ended by their maker", async () => {
  expect(await say("failures for bob every monday at 9")).toMatchObject({
    tone: "good",
    headline: "Answered here every mon at 09:00: failures for bob@contoso.com.",
    lines: [expect.stringMatching(/^For the first time .* 09:00 /), expect.any(String)],
    buttons: [{ ask: "failures for bob" }, { ask: "watches" }, { ask: 'unwatch "1"' }],
  });
  expect(await say("watch password spray min 5 users for bob")).toMatchObject({
    tone: "good",
    headline: expect.stringMatching(
      /^Watching: hunt password-spray for bob@contoso\.com; at least 5 users within 1 hour, by IP address\.$/,
    ),
    buttons: [
      {},
      {},
      { ask: expect.stringMatching(/^hunt password-spray for bob@contoso\.com having:user>=5/) },
    ],
  });
  expect(await say("mute 2 for 3 hours")).toMatchObject({
    headline: expect.stringMatching(
      /^Muted for 3 hours, until .*: hunt password-spray for bob@contoso\.com\.$/,
    ),
  });
  expect(await say("watches")).toMatchObject({
    lines: [
      expect.stringMatching(/^1: every mon at 09:00: failures for bob@contoso\.com; since .*, told 0 times$/),
      expect.stringMatching(/^2: hunt password-spray .*; muted until /),
      expect.any(String),
    ],
  });
  expect(await say("mute 2 until monday")).toMatchObject({
    tone: "warning",
    headline: expect.stringMatching(/^Nothing is muted: I cannot read "until" and "monday"/),
  });
  expect(await say("unmute 2")).toMatchObject({ headline: expect.stringMatching(/^It tells again/) });
  expect(await say("mute 2", { by: bob.userId })).toMatchObject({
    headline: 'You have no watch 2. "watches" lists yours.',
  });
  expect(await say("unwatch 1")).toMatchObject({ headline: expect.stringMatching(/^No longer watched/) });
});

test("the last question is answered again and again, and without one the digest is", async () => {
  expect(await say("daily at 9")).toMatchObject({ headline: "Answered here every day at 09:00: digest." });
  await say("failures for bob all time");
  expect(await say("send me this every friday at 17:00")).toMatchObject({
    headline: "Answered here every fri at 17:00: failures for bob@contoso.com all time.",
  });
});

test("what is no question about sign-ins, or about others, is not answered again and again", async () => {
  expect(await say("audit daily at 9")).toMatchObject({
    headline: expect.stringMatching(/^Only questions about sign-ins can be answered again and again/),
  });
  expect(await say("failures for dana daily at 9", { by: bob.userId })).toMatchObject({
    headline: "You may see your own sign-ins here, not those of others.",
  });
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

test.each(["summary for bob all time", "count failures for bob all time"])(
  "%s has neither rows nor pages, and that is said instead of the same answer again",
  async (text) => {
    await say(text);
    for (const [then, words] of [
      ["next", /has no pages/],
      ["previous", /has no pages/],
      ["details 2", /has no rows that could be opened/],
    ] as const) {
      const view = await say(then);
      expect(view).toMatchObject({ card: "notice", headline: expect.stringMatching(words) });
      expect((await press(view, "List its sign-ins")).card).toBe("list");
      await say(text);
    }
  },
);

test.each([
  ["top 3 apps all time", /^Sign-ins · .* · interactive/],
  ["sign-ins per day 29 march", /^Sign-ins · interactive/],
  ["mfa coverage all time", /^Successes · /],
])("%s: its rows are opened by their numbers, and it has no pages", async (text, title) => {
  await say(text);
  expect(await say("next")).toMatchObject({
    card: "notice",
    headline: expect.stringMatching(/has no pages/),
  });
  await say(text);
  expect(await say("details 1")).toMatchObject({ card: "list", title: expect.stringMatching(title) });
  await say(text);
  expect(await say("details 99")).toMatchObject({ headline: expect.stringMatching(/There is no row 99/) });
});

test("one group of a ranking is its sign-ins, one day of a trend its hours", async () => {
  await say("top 3 apps all time");
  expect(await say("only Timesheets")).toMatchObject({
    card: "list",
    title: expect.stringMatching(/Timesheets/),
  });
  await say("sign-ins per day last 7 days");
  const day = await say("30 march");
  expect(day).toMatchObject({ card: "trend", points: { length: 24 } });
});

test("columns are added, removed and reset", async () => {
  await say("failures all time columns user, ip");
  const labels = (view: View): string[] =>
    view.card === "list" ? (view.rows[0]?.cells ?? []).map(({ label }) => label) : [];
  expect(labels(await say("add column country"))).toEqual(["User", "IP address", "Country"]);
  expect(labels(await say("remove column ip"))).toEqual(["User", "Country"]);
  expect(labels(await say("default columns"))).toEqual([]);
  const view = await say("failures all time columns user, bananas, country");
  expect([labels(view), saidIn(view)]).toEqual([
    ["User", "Country"],
    expect.stringMatching(/I left out: \\"bananas\\"/),
  ]);
});

test("a zone in the text is that of its times, and of what is asked on", async () => {
  const view = await say("failures for bob 30 march in America/New_York");
  expect(view).toMatchObject({ range: expect.stringMatching(/30 Mar 2026 00:00 to .*(EDT|GMT-4)$/) });
  expect("buttons" in view ? view.buttons : []).toContainEqual(
    expect.objectContaining({ title: "Summary", ask: expect.stringMatching(/ in America\/New_York$/) }),
  );
  expect(await say("failures for bob in UTC")).toMatchObject({ range: expect.stringMatching(/ UTC$/) });
  expect(await say('failures for "a in UTC b"')).toMatchObject({
    headline: expect.stringMatching(/a in UTC b/),
  });
  await say("save failures for bob as report in UTC");
  expect(await say("forget report in UTC")).toMatchObject({
    headline: expect.stringMatching(/report in UTC/),
  });
  expect(await say("failures from Cuba")).toMatchObject({ title: expect.stringMatching(/Cuba/) });
});

test("what an error code means leaves the question before it to be followed", async () => {
  await say("failures for bob all time");
  expect((await say("what is 50126")).card).toBe("explain");
  expect(titleOf(await say("and for dana?"))).toMatch(/^Failures · Dana Ruiz/);
});

test("a fresh question follows nothing", async () => {
  await say("failures for bob all time");
  expect(await say("next", { fresh: true })).toMatchObject({
    headline: expect.stringMatching(/^This follows a question/),
  });
  expect(titleOf(await say("next"))).toMatch(/Bob Marsh/);
});

test.each([
  ["run vip failures last 7 days", /^Failures · Bob Marsh/, "last 7 days"],
  ["run VIP failures for dana", /^Failures · Dana Ruiz/, "failures for dana"],
  ['run "vip failures" by app', /^Failures · Bob Marsh/, "top by app"],
  ["run vip failures in teams", /Timesheets/, "app:Timesheets"],
])("%s: what stands beside the name changes the saved question", async (text, title, words) => {
  await say("save failures for bob all time as vip failures");
  await say("save failures app:Timesheets all time as vip failures in teams");
  const view = await say(text);
  expect(titleOf(view)).toMatch(title);
  expect(saidIn(view)).toContain('Saved as \\"vip failures');
  expect(saidIn(view)).toContain(words);
  expect(await say("run vip failures")).toMatchObject({ title: expect.stringMatching(/Bob Marsh/) });
});

test.each(["run vip", "run vip failurs", "run Vip Failuress"])("%s: a near name is offered", async (text) => {
  await say("save failures for bob all time as vip failures");
  const view = await say(text);
  expect(view).toMatchObject({ card: "choice", options: [{ name: "vip failures" }] });
  expect(titleOf(await say('run "vip failures"'))).toMatch(/Bob Marsh/);
});

test("others who read along are not told which questions somebody has saved", async () => {
  await say("save failures for bob all time as vip failures");
  // Near names are not even offered.
  for (const text of ["run vip", "run nothing of mine"])
    expect(saidIn(await say(text, { shared: true }))).not.toMatch(/vip failures|Marsh/);
  for (const text of ["saved", "run vip failures", "forget vip failures"])
    expect(await say(text, { shared: true })).toMatchObject({ audience: "asker" });
  await say("save failures for bob all time as vip failures");
  expect(titleOf(await say("run vip failures"))).toMatch(/Bob Marsh/);
});

test("what was forgotten is saved again with one button", async () => {
  await say("save failures for bob all time as vip failures");
  await press(await say("forget VIP failures"), "Save it again");
  expect(titleOf(await say("run vip failures"))).toMatch(/Bob Marsh/);
});

test("what another version of the program has kept is told by its name, and can be forgotten", async () => {
  const unreadable = { ...watchOf(bob.userId), person: dana.userId };
  state = {
    ...memoryState(),
    savedQuestions: async () => [
      { name: "old", question: undefined },
      { name: "good", question: { intent: "summary", where: [], notUnderstood: [] } },
    ],
    watches: async () => [unreadable],
    watch: async () => unreadable,
    removeWatch: async () => true,
    forgetQuestion: async () => true,
  };
  const all = await say("saved");
  expect(all).toMatchObject({
    card: "choice",
    headline: expect.stringMatching(/not read by this one: "old"/),
  });
  expect(all.buttons.map(({ title }) => title)).toContain("Forget old");
  expect(await say("run old")).toMatchObject({
    headline: expect.stringMatching(/another version.*forget old/),
  });
  expect(await say("forget old")).toMatchObject({ headline: 'Forgotten: "old".' });
  expect(await say("watches")).toMatchObject({
    lines: expect.arrayContaining([expect.stringMatching(/^7: made by another version/)]),
  });
  expect(await say("unwatch 7")).toMatchObject({ headline: "No longer watched: 7." });
});

test("an answer is given though it cannot be remembered, and says so", async () => {
  state = { ...memoryState(), rememberQuestion: () => Promise.reject(new Error("the disk is full")) };
  const view = await say("failures for bob all time");
  expect(titleOf(view)).toMatch(/Bob Marsh/);
  expect(saidIn(view)).toContain("I could not remember this question");
  expect(saidIn(view)).not.toContain("disk");
});

test("as many saved questions as are kept, with long names and many words, still make a card", async () => {
  for (let at = 0; at < limits.savedQuestions; at++)
    await say(
      `save failures for ${"user".repeat(30)}${at} from country:US,DE,FR all time as ${"name ".repeat(18)}${at}`,
    );
  const view = await say("saved");
  expect(JSON.stringify(renderCard(view)).length).toBeLessThan(limits.cardBytes);
  expect(saidIn(await say("run nothing like these")).length).toBeLessThan(500);
});

test("a saved question may be called what would point at the last one", async () => {
  expect(saidIn(await say("run those"))).toMatch(/saved no question called/);
  await say("failures for dana all time");
  expect(saidIn(await say("run those"))).toMatch(/saved no question called/);
  await say("save failures for bob all time as those");
  expect(titleOf(await say("run those"))).toMatch(/Bob Marsh/);
});

/** Presses a button: its sentence is said. */
function press({ buttons }: View, title: string): Promise<View> {
  const button = buttons.find((one) => one.title === title);
  if (button === undefined || !("ask" in button)) throw new Error(`there is no button "${title}"`);
  return say(button.ask);
}

function watchOf(person: string) {
  const place = { person, conversation: "c1", shared: false, timezone: "UTC" };
  const progress = { told: 0, toldUpTo: now.getTime(), untold: 0, suspects: [], mutedUntil: 0 };
  return { ...place, id: "7", question: undefined, since: now.getTime(), ...progress };
}

test("a filter that cannot be read is not saved without it", async () => {
  const view = await say("save failures colour:red as mine");
  expect(view.headline).toMatch(/cannot read "colour:red"/);
  expect(saidIn(await say("saved"))).not.toContain("mine");
});
