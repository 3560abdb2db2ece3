import { expect, test } from "vitest";
import fc from "fast-check";
import { describe as describeQuestion } from "../../src/question/describe.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";
import type { View } from "../../src/views/view.ts";
import type { Store } from "../../src/store/store.ts";
import { questions } from "../question/questions.ts";
import { memoryStore } from "../store/memory-store.ts";
import {
  ask,
  askFor,
  asksOf,
  companyStore,
  correlation,
  people,
  signInsOf,
  type Circumstances,
} from "./company.ts";
import { entryOf } from "../../src/store/sign-in-text.ts";

const { adler, bob, dana } = people;
const readers = new Set([dana.userId]);
const store = await companyStore();
/** One of Bob's sign-ins shares Alex Adler's correlation id: an odd record, as from a shared machine. */
const [adlers] = signInsOf(adler).slice(-1);
const shared = {
  ...signInsOf(bob).at(-1),
  id: "0b0b0b0b-1111-4111-8111-111111111111",
  correlationId: correlation,
};
await store.write([
  entryOf(shared as SignIn),
  { kind: "quarantined", reason: "no time", source: "a file", raw: "{}" },
]);

const by = (id: string | undefined, rest: Circumstances = {}): Circumstances => ({
  store,
  access: { readers },
  asker: id === undefined ? {} : { id },
  ...rest,
});
const reader = by(dana.userId);
const own = by(bob.userId);
const unknown = by(undefined);
const inChannel = { shared: true };

/** Whatever names somebody else, their things, addresses or errors. */
const others =
  /adler|brandt|ruiz|gail|ci-deploy|HYPERLINK|203\.0\.113\.20|192\.0\.2\.66|Munich|50105|50057|50074|50140|7000222/i;

/** One or more of every command. */
const commands = [
  "failures last 7 days",
  "sign-ins all logs all time",
  "first 3 sign-ins all time",
  "non-interactive sign-ins all time",
  "service principal sign-ins all time",
  "summary all logs all time",
  "how many sign-ins all logs all time",
  "how many users all time",
  "top users all time",
  "top 25 by country and app all logs all time",
  "top 25 by errorCode all logs all time",
  "top service principals all time",
  "sign-ins per month all logs all time",
  "sign-ins per day last 30 days",
  `show ${shared.id}`,
  "export csv failures last 7 days",
  "export json sign-ins all logs all time",
  "compare sign-ins this week vs last week",
  "sign-in pattern all time",
  "auth methods all time",
  "mfa coverage all time",
  "policies all time",
  "password spray all time",
  "new countries past 7d vs prior 30",
  "why failures all time",
];
const forAll = ["help", "help filters", "what is 50126", "1234 !!"];
const refusal = /You may see your own sign-ins here/;
const unknownAsker = /cannot tell who is asking/;

test.each(commands)("%s: a reader gets an answer", async (text) => {
  expect((await ask(text, reader)).card).not.toBe("notice");
});

test.each(commands)("%s: others get their own alone, and are told so", async (text) => {
  const view = await ask(text, own);
  expect(textOf(view)).not.toMatch(others);
  expect(textOf(view)).toContain("Only your own sign-ins: you may not see those of others.");
});

test.each(commands)("%s: nobody knows who asks, so nothing is shown", async (text) => {
  const view = await askFor("notice", text, unknown);
  expect(view.headline).toMatch(unknownAsker);
  expect(asksOf(view)).toEqual(["help"]);
});

test.each(commands)("%s: where others read along it is for the asker alone", async (text) => {
  expect((await ask(text, { ...reader, ...inChannel })).audience).toBe("asker");
  expect((await ask(text, { ...own, ...inChannel })).audience).toBe("asker");
  expect((await askFor("notice", text, { ...unknown, ...inChannel })).headline).toMatch(unknownAsker);
});

test.each(forAll)("%s: is answered for everybody everywhere", async (text) => {
  for (const who of [reader, own, unknown]) {
    for (const where of [{}, inChannel]) {
      const view = await ask(text, { ...who, ...where });
      expect(["help", "explain"]).toContain(view.card);
    }
  }
});

test("what is stored is told to readers, in their own chat", async () => {
  expect((await ask("about", reader)).headline).toMatch(/^32 sign-ins/);
  expect((await ask("about", own)).headline).toMatch(refusal);
  expect((await ask("about", unknown)).headline).toMatch(unknownAsker);
  expect((await ask("about", { ...reader, ...inChannel })).audience).toBe("asker");
});

test("one's own are all of them, and the others' are not counted", async () => {
  // Bob's eight interactive ones, and the one that shares a correlation id.
  const { figures, coverage } = await askFor("list", "sign-ins all time", own);
  expect(figures.map(({ value }) => value)).toEqual(["1", "8", "0"]);
  // He has one non-interactive sign-in, the others have seven in the other logs.
  expect(coverage.join(" ")).toMatch(/Also matching: 1 non-interactive\./);
});

test.each([
  "failures for adler",
  "failures for alex.adler@contoso.com",
  `failures user:${adler.userId}`,
  "failures user:me,adler",
  'failures user:""',
  "adler failures",
  "summary for alex",
  "top apps for brandt",
  "last sign-in of dana",
  "failures for zed",
  "timesheets failures",
])("%s: asking for others is refused, whether they exist or not", async (text) => {
  const view = await askFor("notice", text, own);
  expect(view.headline).toMatch(refusal);
  // Who had been refused is offered what is theirs.
  expect(await ask(asksOf(view)[0] ?? "", own)).toMatchObject({ card: "list" });
});

test.each([
  [`sign-ins id:${adler.userId} all time`],
  [`sign-ins id:${adlers?.id} all time`],
  [`sign-ins requestId:${adlers?.id} all time`],
  [`sign-ins app:ci-deploy all time`],
  [`sign-ins servicePrincipal:ci-deploy all time`],
  [`sign-ins from 203.0.113.20 all logs all time`],
  [`sign-ins -user:me all logs all time`],
  [`sign-ins -user:${bob.userId} all logs all time`],
  [`sign-ins homeTenant:fabrikam.com all logs all time`],
])("%s: finds nothing of others", async (text) => {
  const view = await askFor("list", text, own);
  expect(view.headline).toMatch(/^Nothing found\. There is no match at any other time either\./);
  expect(view.coverage.join(" ")).not.toMatch(/Also matching/);
});

test.each([
  "failures for bob@contoso.com",
  "failures user:me,BOB@contoso.com",
  "my failures",
  "failures for me",
])("%s: people may name themselves exactly", async (text) => {
  const view = await askFor("list", text, own);
  expect(view.title).toBe("Failures · you (Bob Marsh <bob@contoso.com>) · interactive");
  expect(view.headline).toMatch(/^8 failures /);
});

test("leaving others out does not let one in", async () => {
  for (const text of ["sign-ins -user:adler all time", "sign-ins -user:nobody all time"]) {
    const view = await askFor("list", text, own);
    expect(view.figures.map(({ value }) => value)).toEqual(["1", "8", "0"]);
    expect(textOf(view)).not.toMatch(/Adler \(|Alex|alex\./);
  }
});

test("a sign-in of others cannot be told from one that does not exist", async () => {
  const [real, madeUp] = [adlers?.id ?? "", "0c0c0c0c-1111-4111-8111-111111111111"];
  const answers = await Promise.all([real, madeUp].map((id) => askFor("notice", `show ${id}`, own)));
  expect(answers[0]?.headline.replace(real, "…")).toBe(answers[1]?.headline.replace(madeUp, "…"));
});

test("a correlation id that is shared shows everyone their own part", async () => {
  const bobs = await askFor("detail", `show ${correlation}`, own);
  expect(bobs.title).toContain("Bob Marsh");
  expect(bobs.rows).toEqual([]);
  expect(textOf(bobs)).not.toMatch(others);
  expect((await askFor("detail", `show ${correlation}`, reader)).rows.length).toBe(3);
});

test("how the import of everybody's records went is for readers", async () => {
  const lines = async (who: Circumstances): Promise<string> =>
    (await askFor("list", "failures", who)).coverage.join(" ");
  expect(await lines(reader)).toMatch(/1 record could not be read/);
  expect(await lines(own)).not.toMatch(/could not be read/);
});

test("every sentence that an answer of one's own offers is answered with one's own", async () => {
  const all = new Set<string>();
  for (const text of commands) for (const offered of asksOf(await ask(text, own))) all.add(offered);
  for (const offered of all) {
    const view = await ask(offered, own);
    const leaks = others.exec(textOf(view))?.[0];
    const refuses = refusal.test(view.headline);
    expect({ offered, leaks, refuses }).toEqual({ offered, leaks: undefined, refuses: false });
  }
});

test("a button of a reader's answer is no key for others", async () => {
  for (const text of ["failures last 7 days", "summary all logs all time", "top users all time"]) {
    for (const offered of asksOf(await ask(text, reader))) {
      // The sentences name others; the answers may only say them back.
      const leaks = others.exec(found(await ask(offered, own)))?.[0];
      const { audience } = await ask(offered, { ...reader, ...inChannel });
      expect({ offered, leaks, audience }).toEqual({ offered, leaks: undefined, audience: "asker" });
    }
  }
});

test("somebody without a sign-in learns nothing", async () => {
  const nobody = by("0d0d0d0d-1111-4111-8111-111111111111");
  for (const text of commands) {
    const view = await askFor("notice", text, nobody);
    expect(view.headline).toMatch(/no sign-in of yours|is stored here, or you may not see it/);
    for (const offered of asksOf(view)) expect((await ask(offered, nobody)).headline).not.toMatch(refusal);
  }
});

test("a name that somebody chose opens no other account", async () => {
  const victim = signInsOf(adler)[0] as SignIn;
  const tricky = memoryStore();
  await tricky.write([entryOf({ ...victim, userDisplayName: bob.userId })]);
  for (const text of ["my sign-ins all time", "sign-ins all time", "summary all time", `show ${victim.id}`]) {
    expect((await ask(text, { ...own, store: tricky })).card).toBe("notice");
  }
});

/** The store, and what was looked up in it. */
function watched(): { store: Store; lookups: string[] } {
  const lookups: string[] = [];
  const lookup: Store["lookup"] = (name, request, signal) => {
    lookups.push(`${name} ${request.how} ${request.text}`);
    return store.lookup(name, request, signal);
  };
  return { store: { ...store, lookup }, lookups };
}

test.each([
  "sign-ins app:timesheets",
  "sign-ins app:timeshets",
  "sign-ins app:tim",
  "teams sign-ins",
  "sign-ins -user:adler",
  "sign-ins -user:adl",
  "sign-ins -user:adlre",
  "sign-ins from Munchen",
  "sign-ins from Muni",
  "sign-ins from Germny",
  "sign-ins policy:mfa",
  "sign-ins policy:requ",
  "sign-ins device:laptop",
  "sign-ins resource:graph",
  "service principal sign-ins servicePrincipal:ci",
  "sign-ins managedIdentity:vm",
  "sign-ins for adlre",
  "adlre sign-ins",
  "timesheets sign-ins",
  "sign-ins user:alex.adler@contoso.con",
])("%s: for others no name is looked up, suggested, corrected or asked about", async (text) => {
  const spied = watched();
  const view = await ask(text, { ...own, store: spied.store });
  // Who they are, and who else bears their id as a name, are all that is asked.
  expect(
    spied.lookups.filter((one) => !/^user (exact|named) /.test(one) || !one.endsWith(bob.userId)),
  ).toEqual([]);
  expect(view.card).not.toBe("choice");
  expect(textOf(view)).not.toMatch(/Did you mean|was read as|Read as|is called|Which one/);
  expect(textOf(view)).not.toMatch(/Alex|adler@contoso\.com|Brandt|Ruiz|ci-deploy|Munich/);
});

test("whatever is asked, others' names are not in the answer", async () => {
  await fc.assert(
    fc.asyncProperty(questions, async (question) => {
      const view = await ask(describeQuestion(question).slice(0, 4_000), own);
      expect(textOf(view)).not.toMatch(/Adler|Brandt|Ruiz|ci-deploy/);
    }),
    { numRuns: 100 },
  );
}, 60_000);

/** All of a view that can be read or pressed. */
function textOf(view: View): string {
  return JSON.stringify(view);
}

/** What a view shows of sign-ins: without the title, which says what was asked, and without buttons. */
function found(view: View): string {
  const shown = Object.entries(view).filter(
    ([key]) => !["title", "headline", "buttons", "coverage"].includes(key),
  );
  return view.card === "notice" ? "" : JSON.stringify(shown);
}
