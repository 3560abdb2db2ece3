import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { createAnswerer } from "../../../src/commands/answer.ts";
import { commands } from "../../../src/commands/commands.ts";
import { lasting } from "../../../src/commands/links/lasting.ts";
import { scopeOf } from "../../../src/commands/scope.ts";
import { UserError } from "../../../src/errors.ts";
import { limits } from "../../../src/limits.ts";
import { sentenceOfLink } from "../../../src/links/links.ts";
import { describe } from "../../../src/question/describe.ts";
import { hasLink } from "../../../src/question/keys.ts";
import { parse } from "../../../src/question/parse/parse.ts";
import type { Question } from "../../../src/question/question.ts";
import { openSqliteState } from "../../../src/state/sqlite/open-state.ts";
import { entryOf } from "../../../src/store/sign-in-text.ts";
import { renderText } from "../../../src/views/text.ts";
import type { View } from "../../../src/views/view.ts";
import { signInQuestions } from "../../question/questions.ts";
import { ask, askFor, companyStore, everyone, now, people, signIns, signInsOf } from "../company.ts";

/** The link of an answer, and what opens behind it. */

const { bob, dana } = people;
const home = { origin: "https://signpost.contoso.com" };
const clock = { now, timezone: "UTC", weekStart: "monday", locale: "en-GB" } as const;
const later = new Date(now.getTime() + 9 * 24 * 3_600_000);
const readers = new Set([dana.userId]);
const store = await companyStore();
const names = { labels: new Map(), notes: [], notMeant: [], accounts: new Map(), otherReadings: [] };
const state = openSqliteState(":memory:");
afterAll(() => state.close());
/** What has come since somebody sent a link: it is not what they saw. */
const grown = await companyStore();
const [newest] = signInsOf(bob).slice(-1);
await grown.write(
  [1, 2, 3].map((hours) => {
    const at = new Date(later.getTime() - hours * 3_600_000).toISOString();
    return entryOf({
      ...(newest ?? signIns[0]),
      id: `late-${hours}`,
      correlationId: `late-${hours}`,
      createdDateTime: at,
    } as (typeof signIns)[0]);
  }),
);

function linkOf(view: View): string {
  const button = view.buttons.find(({ title }) => title === "Link");
  if (button === undefined || !("ask" in button)) throw new Error(`no link: ${JSON.stringify(view)}`);
  return button.ask;
}

/** The sentence behind the link that a view offers. */
async function sentenceOf(view: View): Promise<string> {
  const { link } = await askFor("link", linkOf(view), { store });
  return sentenceOfLink(link, home) ?? "none";
}

/** The answer to the last of some sentences, said to a bot that remembers. */
const follow = async (...texts: string[]): Promise<View> => {
  const answer = createAnswerer({ store, access: everyone, version: "1", source: "test", home, state });
  const said = { now, timezone: "UTC", locale: "en-GB", shared: false, asker: { id: dana.userId } };
  let view: View | undefined;
  for (const text of texts) view = await answer({ ...said, text, conversation: texts[0] ?? "" });
  if (view === undefined) throw new Error("nothing was said");
  return view;
};

const asked = [
  "failures last 7 days",
  "first 3 sign-ins all time",
  "failures for bob since monday columns user, ip",
  "summary all logs all time",
  "how many users this week",
  "top 5 by country and app last 30 days",
  "top by user last seen before last week",
  "policies last 30 days",
  "mfa coverage all time",
  "auth methods last 30 days",
  "why failures last 7 days",
  "password spray min 2 users last 7 days",
  `show ${newest?.id}`,
  "what is 50126",
];

/** What was found, without the words for how long ago that was. */
function found(view: View): unknown {
  const relative = [
    "ask",
    "buttons",
    "coverage",
    "detail",
    "headline",
    "lines",
    "notes",
    "range",
    "text",
    "time",
  ];
  return JSON.parse(JSON.stringify(view), (key, value: unknown) =>
    [...relative, "verdict", "verdicts", "value", "more"].includes(key) ? "" : value,
  );
}

test.each(asked)("%s: its link shows somebody else the same, days later", async (text) => {
  const sent = await ask(text, { store });
  const sentence = await sentenceOf(sent);
  expect(sentence).not.toMatch(/\b(last|this|now|monday|bob)\b/);
  expect(found(await ask(sentence, { store: grown, now: later }))).toEqual(found(sent));
  // The link of what a link opens is the same one.
  expect(await sentenceOf(await ask(sentence, { store: grown, now: later }))).toBe(sentence);
});

test.each(asked)("%s: the question behind the link is the canonical one, to the last word", async (text) => {
  const sentence = await sentenceOf(await ask(text, { store }));
  const question = parse(sentence, clock);
  expect(question.notUnderstood).toEqual([]);
  expect(sentence.replace(/ in UTC$/, "")).toBe(describe(question));
});

test.each(["sign-ins per day last 14 days", "sign-in pattern all time"])(
  "%s: days and hours stay those of whoever sent it",
  async (text) => {
    const sentence = await sentenceOf(await ask(text, { store, timezone: "UTC" }));
    expect(sentence).toMatch(/ in UTC$/);
  },
);

/** A question that lasts, read by somebody else, elsewhere and later; none where its range cannot be asked about. */
function lastingTwice(question: Question): Question[] {
  try {
    const once = lasting({ question, names, scope: scopeOf(question, clock) });
    const read = parse(describe(once), { ...clock, now: later, timezone: "Asia/Tokyo" });
    return [once, lasting({ question: read, names, scope: scopeOf(read, { ...clock, now: later }) })];
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

test("any question about sign-ins can be made to last, and means the same then as it does now", () => {
  const linked = signInQuestions.filter(({ intent }) => hasLink(intent));
  fc.assert(
    fc.property(linked, (question) => {
      const [now, then] = lastingTwice(question);
      expect(then).toEqual(now);
    }),
  );
});

test.each(commands.filter(({ intent }) => hasLink(intent)))(
  "$intent: the link is offered quietly, and a terminal does not print it",
  async ({ intent, examples }) => {
    // The company of the tests has not all that the demo has: what is asked of nobody finds something.
    const text =
      intent === "detail"
        ? `show ${newest?.id}`
        : (examples[0] ?? "").replace(/ (for |of )?(alice|bob)\b/, "");
    const view = await follow(text);
    expect(view.buttons.at(-1)).toMatchObject({ title: "Link", quiet: true });
    expect(renderText(view)).not.toMatch(/^ {2}link to /m);
  },
);

test.each(commands.filter(({ intent }) => !hasLink(intent)))("$intent: has no link", async ({ examples }) => {
  const view = await ask(examples[0] ?? "", { store });
  expect(view.buttons.map(({ title }) => title)).not.toContain("Link");
});

test("whoever opens it is asked as themselves", async () => {
  const sentence = await sentenceOf(await ask("failures for alex.brandt@contoso.com last 7 days", { store }));
  const by = (asker: object): Promise<View> => ask(sentence, { store, access: { readers }, asker });
  expect((await by({ id: dana.userId })).card).toBe("list");
  expect(JSON.stringify(await by({ id: bob.userId }))).toMatch(/not those of others/);
  expect(JSON.stringify(await by({}))).toMatch(/cannot tell who is asking/);
});

test("a link is made for what its asker may see, and looks up nobody else", async () => {
  const as = { store, access: { readers }, asker: { id: bob.userId } };
  const refused = JSON.stringify(await ask("link to failures for alex.brandt@contoso.com", as));
  expect(refused).toMatch(/not those of others/);
  expect(refused).not.toMatch(/https:|Brandt/);
  const own = await askFor("link", "link to failures last 7 days", as);
  expect(sentenceOfLink(own.link, home)).toContain(`user:${bob.userId}`);
});

test.each(["link", "copy link", "link to this", "share this", "Share it"])(
  "%s is about the last question, which stays the last",
  async (text) => {
    const before = `failures for bob ${text.length} last ${text.length} days`.replace(/bob \d+/, "bob");
    const view = await follow(before, text);
    expect(view).toMatchObject({ card: "link", headline: expect.stringContaining("Failures · Bob Marsh") });
    expect(await follow(before, text, "by country")).toMatchObject({ card: "top" });
  },
);

test("without a question before there is nothing to link to", async () => {
  expect(await follow("copy link")).toMatchObject({ headline: expect.stringContaining("none before it") });
});

test.each(["link to help", "link to saved", "link to watch failures for bob", "link to link to failures"])(
  "%s: there is none",
  async (text) => {
    expect(JSON.stringify(await ask(text, { store }))).toMatch(/This is none of them/);
  },
);

test("what has no address, or a too long one, can be sent as a sentence", async () => {
  const answer = createAnswerer({ store, access: everyone, version: "1", source: "test" });
  const said = { now, timezone: "UTC", locale: "en-GB", shared: false, asker: { id: dana.userId } };
  const without = await answer({ ...said, text: "link to failures last 7 days" });
  expect(without).toMatchObject({
    card: "notice",
    headline: expect.stringMatching(/^failures from:2026-03-24T/),
  });
  const ips = Array.from({ length: 50 }, (_, index) => `2001:db8:aaaa:bbbb:cccc:dddd:eeee:${index + 1000}`);
  const long = await ask(`link to failures ip:${ips.join(",")}`, { store });
  expect(JSON.stringify(long)).toContain("2,000 characters");
});

test("a hostile name of a log is no part of a link's address but as an encoded value", async () => {
  const { link } = await askFor(
    "link",
    'link to sign-ins app:"=HYPERLINK(\\"https://evil.example\\";\\"a, b\\")" all time',
    {
      store,
    },
  );
  expect(link.length).toBeLessThanOrEqual(limits.linkLength);
  expect(link).toMatch(/^https:\/\/signpost\.contoso\.com\/ask\?q=[\w%+*.-]+$/);
});
