import fc from "fast-check";
import { expect, test } from "vitest";
import { lex } from "../../../src/question/lex.ts";
import { parse } from "../../../src/question/parse/parse.ts";
import { hostileTexts } from "../questions.ts";

const context = {
  now: new Date("2026-03-11T14:30:00Z"),
  timezone: "UTC",
  weekStart: "monday",
  locale: "en-GB",
} as const;

/** The parts that a case is about: intent, conditions as `field:a,b` or `-field:a`, and what else it says. */
function read(
  text: string,
): { intent: string; where: string[]; notUnderstood: string[] } & Record<string, unknown> {
  const { where, window, rangeDefaulted, ...rest } = parse(text, context);
  return {
    ...rest,
    where: where.map(
      ({ field, is, isNot }) => `${is === undefined ? "-" : ""}${field}:${(is ?? isNot ?? []).join(",")}`,
    ),
    ...(rangeDefaulted !== true &&
      window !== undefined && { window: `${window.from ?? ""}..${window.to ?? ""}` }),
  };
}

const list = (where: string[], rest: object = {}) => ({ intent: "list", where, notUnderstood: [], ...rest });
const last7 = { window: "now-7d..now" };

test.each<[string, object]>([
  ["failures for alice last 7 days", list(["status:failure", "user:alice"], last7)],
  ["last 7 days alice failures", list(["status:failure", "user:alice"], last7)],
  ["alice failures 7d", list(["status:failure", "user:alice"], last7)],
  ["Failed log-ins by ALICE in the past 7 days!", list(["status:failure", "user:ALICE"], last7)],
  ["@Signpost show me failures for alice, please", list(["status:failure", "user:alice"])],
  ["failures for “Alice Wong”", list(["status:failure", "user:Alice Wong"])],
  [
    "failures for alice's account yesterday",
    list(["status:failure", "user:alice"], { window: "now/d-1d..now/d-1d+1d" }),
  ],
  ["failures for alice and bob", list(["status:failure", "user:alice,bob"])],
  ["sign-ins of Lee Majors to SharePoint", list(["user:Lee Majors", "app:SharePoint"])],
  ["Teams failures", list(["status:failure", "app:Teams"])],
  [
    'app:"Office 365 Exchange Online" -country:US ip:10.0.0.0/8',
    list(["app:Office 365 Exchange Online", "ip:10.0.0.0/8", "-country:US"]),
  ],
  ["status!=success country:Germany,fr", list(["-status:success", "country:DE,FR"])],
  ["failures from 203.0.113.7", list(["status:failure", "ip:203.0.113.7"])],
  ["failures from 2001:db8::1", list(["status:failure", "ip:2001:db8::1"])],
  ["sign-ins from Germany", list(["country:DE"])],
  ["sign-ins from Berlin", list(["city:Berlin"])],
  ["sign-ins outside the US and Canada", list(["-country:US,CA"])],
  ["failures for jordan from jordan", list(["status:failure", "user:jordan", "country:JO"])],
  ["interrupted guests", list(["status:interrupted", "userType:guest"])],
  ["non interactive sign-ins for bob", list(["type:nonInteractiveUser", "user:bob"])],
  ["sp sign-ins failing", list(["type:servicePrincipal", "status:failure"])],
  [
    "servicePrincipal:ci-deploy failures",
    list(["type:servicePrincipal", "status:failure", "servicePrincipal:ci-deploy"]),
  ],
  ["legacy auth sign-ins", list(["clientKind:legacy"])],
  ["imap pop smtp", list(["clientApp:IMAP4,POP3,Authenticated SMTP"])],
  ["sign-ins without mfa", list(["mfa:none"])],
  ["sign-ins w/o mfa", list(["mfa:none"])],
  ["mfa required sign-ins for bob", list(["user:bob", "mfa:satisfied,failed"])],
  ["risky sign-ins", list(["risk:low,medium,high"])],
  ["blocked by conditional access", list(["conditionalAccess:failure"])],
  ["locked out sign-ins", list(["errorCode:50053"])],
  ["all failures except 50058 and 50140", list(["status:failure", "-errorCode:50058,50140"])],
  ["error 50126 for alice", list(["errorCode:50126", "user:alice"])],
  ["my failures", list(["status:failure", "user:me"])],
  ["what happened to bob", list(["user:bob"])],
  ["did anyone get in", list(["status:success"])],
  ["account disabled", list(["errorCode:50057"])],
  ["why can't alice sign in", list(["status:failure,interrupted", "user:alice"])],
  ["hello", { intent: "help", where: [], notUnderstood: [] }],
  ["failures for me and bob", list(["status:failure", "user:me,bob"])],
  ["failures tomorrow", list(["status:failure"], { window: "now/d+1d..now/d+2d" })],
  ["least active users", { intent: "top", where: [], by: ["user"], order: "least", notUnderstood: [] }],
  ["failures for me", list(["status:failure", "user:me"])],
  [
    "all logs for alice",
    list(["type:interactiveUser,nonInteractiveUser,servicePrincipal,managedIdentity", "user:alice"]),
  ],
  ["last 5 failures", list(["status:failure"], { limit: 5, order: "newest" })],
  ["last sign-in of bob", list(["user:bob"], { limit: 1, order: "newest" })],
  ["first sign-in for alice", list(["user:alice"], { limit: 1, order: "oldest" })],
  ["azure portal sign-ins ever", list(["app:azure portal"])],
  ["user may", list(["user:may"])],
  ["user:march failures", list(["status:failure", "user:march"])],
  [
    "6a4c1b2e-3d5f-4e8a-9b0c-1d2e3f405162 last 3 days",
    list(["id:6a4c1b2e-3d5f-4e8a-9b0c-1d2e3f405162"], { window: "now-3d..now" }),
  ],
  ["unknown location failures", list(["status:failure", "country:"])],
  ["sign-ins with unknown city", list(["city:"])],
  ["top 3 apps", { intent: "top", where: [], by: ["app"], limit: 3, notUnderstood: [] }],
  ["which users fail most", { intent: "top", where: ["status:failure"], by: ["user"], notUnderstood: [] }],
  [
    "top countries by failures",
    { intent: "top", where: ["status:failure"], by: ["country"], notUnderstood: [] },
  ],
  [
    "failures by app and country",
    { intent: "top", where: ["status:failure"], by: ["app", "country"], notUnderstood: [] },
  ],
  [
    "who signed in from 203.0.113.45",
    { intent: "top", where: ["ip:203.0.113.45"], by: ["user"], notUnderstood: [] },
  ],
  [
    "what apps did dave use yday",
    { intent: "top", where: ["user:dave"], by: ["app"], window: "now/d-1d..now/d-1d+1d", notUnderstood: [] },
  ],
  [
    "ips with more than 5 users today",
    {
      intent: "top",
      where: [],
      by: ["ip"],
      having: [{ of: "user", atLeast: 6 }],
      window: "now/d..now/d+1d",
      notUnderstood: [],
    },
  ],
  [
    "users w 10+ fails",
    {
      intent: "top",
      where: ["status:failure"],
      by: ["user"],
      having: [{ of: "signIns", atLeast: 10 }],
      notUnderstood: [],
    },
  ],
  [
    "apps with fewer than 5 sign-ins",
    { intent: "top", where: [], by: ["app"], having: [{ of: "signIns", atMost: 4 }], notUnderstood: [] },
  ],
  [
    "ips w/ only failures",
    { intent: "top", where: [], by: ["ip"], having: [{ of: "successes", atMost: 0 }], notUnderstood: [] },
  ],
  [
    "guests denied 3+ apps",
    {
      intent: "top",
      where: ["status:failure", "userType:guest"],
      by: ["user"],
      having: [{ of: "app", atLeast: 3 }],
      notUnderstood: [],
    },
  ],
  ["legacy auth users", { intent: "top", where: ["clientKind:legacy"], by: ["user"], notUnderstood: [] }],
  [
    "how many users signed in this week",
    { intent: "count", where: [], of: "user", window: "now/w..now", notUnderstood: [] },
  ],
  [
    "number of failures today",
    {
      intent: "count",
      where: ["status:failure"],
      of: "signIns",
      window: "now/d..now/d+1d",
      notUnderstood: [],
    },
  ],
  [
    "sign-ins per day last month",
    { intent: "trend", where: [], bucket: "day", window: "now/M-1M..now/M", notUnderstood: [] },
  ],
  ["failure trend for Teams", { intent: "trend", where: ["status:failure", "app:Teams"], notUnderstood: [] }],
  ["summary for bob", { intent: "summary", where: ["user:bob"], notUnderstood: [] }],
  ["how is alice doing", { intent: "summary", where: ["user:alice"], notUnderstood: [] }],
  [
    "66EA54EB-6301-4ee5-be62-ff5a759b0100",
    { intent: "detail", where: [], id: "66ea54eb-6301-4ee5-be62-ff5a759b0100", notUnderstood: [] },
  ],
  [
    "details of request 66ea54eb-6301-4ee5-be62-ff5a759b0100",
    { intent: "detail", where: [], id: "66ea54eb-6301-4ee5-be62-ff5a759b0100", notUnderstood: [] },
  ],
  ["what is 50126?", { intent: "explain", where: [], codes: [50126], notUnderstood: [] }],
  [
    "explain AADSTS50076 and 53003",
    { intent: "explain", where: [], codes: [50076, 53003], notUnderstood: [] },
  ],
  ["what is 987654", { intent: "explain", where: [], codes: [987654], notUnderstood: [] }],
  ["help filters", { intent: "help", where: [], topic: "filters", notUnderstood: [] }],
  ["how fresh is the data", { intent: "about", where: [], notUnderstood: [] }],
])("%s", (text, expected) => {
  expect(read(text)).toEqual(expected);
});

test.each<[string, string[]]>([
  ["failures for alice frobnicated last 7 days quux", ["quux"]],
  ["status:banana colour:red failures", ["status:banana", "colour:red"]],
  ["ip:999.1.1.1 failures", ["ip:999.1.1.1"]],
  ["country:Atlantis failures", ["country:Atlantis"]],
  ["failures 12345678", ["12345678"]],
])("%s leaves out what it does not know", (text, left) => {
  expect(parse(text, context).notUnderstood).toEqual(
    expect.arrayContaining(left.filter((word) => word !== "quux")),
  );
});

test.each([
  ["failures windows 10.0.19045", "ip"],
  ["failures chrome 120.0.1", "ip"],
  ["failures 1.2.3", "ip"],
  ["failures 14:05", "ip"],
  ["failures 10.11.2026", "ip"],
])("%s names no address", (text, field) => {
  expect(parse(text, context).where.some((condition) => condition.field === field)).toBe(false);
});

test("text of which nothing is understood gets help, never a guess", () => {
  expect(read("frobnicate the quux")).toEqual({
    intent: "help",
    where: [],
    notUnderstood: ["frobnicate", "the", "quux"],
  });
});

test.each([
  ["failurs for alice", "status:failure"],
  ["fialures for alice", "status:failure"],
  ["interupted sign-ins", "status:interrupted"],
  ["sumary for bob", "user:bob"],
])("%s: a slip in a word of the language does not matter", (text, condition) => {
  expect(read(text).where).toContain(condition);
});

test.each(["Marsh", "Teamer", "Falure", "Tody", "Weeks-Jones"])("the name %s is never corrected", (name) => {
  expect(read(`failures for ${name}`).where).toContain(`user:${name}`);
});

test("the order of phrases does not change the structure", () => {
  const phrases = [
    "failures",
    "for alice",
    "last 7 days",
    "from Germany",
    "app:Teams",
    "-ip:10.0.0.0/8",
    "legacy auth",
    "limit:3",
  ];
  const expected = parse(phrases.join(" "), context);
  fc.assert(
    fc.property(fc.shuffledSubarray(phrases, { minLength: phrases.length }), (shuffled) => {
      expect(parse(shuffled.join(" "), context)).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 4_000 }),
  fc.string({ unit: "grapheme", maxLength: 200 }),
  fc
    .array(
      fc.constantFrom(
        ...hostileTexts,
        "failures",
        "for",
        "top",
        "3",
        "last",
        "by",
        "app",
        "between",
        "and",
        "14:00",
        "the",
        "from",
        "since",
        "-",
        ",",
        "(",
      ),
      { maxLength: 60 },
    )
    .map((words) => words.join(" ")),
);

test("no text makes it throw, and every answer is a valid structure", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      fc.pre(lex(text).length > 0);
      expect(() => parse(text, context)).not.toThrow();
    }),
    { numRuns: 1_000 },
  );
});

test.each([
  '"',
  "“",
  "'",
  "(",
  " ",
  "a ",
  "to ",
  "failures ",
  "user:",
  "1-",
  "last ",
  "a,",
  "-",
  "from now-1d ",
])("4,000 characters of %j are read in steps that grow with the text, not with its square", (piece) => {
  const text = piece.repeat(4_000 / piece.length).slice(0, 3_999) + "x";
  expect(lex(text).length).toBeLessThanOrEqual(text.length);
  expect(() => parse(text, context)).not.toThrow();
});

test.each<[string, string[]]>([
  ["failures by app and country and user", ["user"]],
  [`errorCode:${Array.from({ length: 52 }, (_, code) => 50_000 + code).join(",")}`, ["50050", "50051"]],
  [
    "top by user having:signIns>=1,successes>=1,failures>=1,app>=1,ip>=1,city>=1",
    ["having:signIns>=1,successes>=1,failures>=1,app>=1,ip>=1,city>=1"],
  ],
  ["explain 1 2 3 4 5 6 7 8 9 10 11", ["11"]],
  ["failures last 0 days", ["last", "0", "days"]],
])("%s: what a question has no room for is left out, and said", (text, left) => {
  expect(parse(text, context).notUnderstood).toEqual(left);
});

test("an id that is too long to be one is no id", () => {
  expect(parse(`show "${"x".repeat(300)}"`, context)).toMatchObject({ intent: "help" });
});

test("an empty text and one that is too long are refused with what to do", () => {
  expect(() => parse("  \n ", context)).toThrow(/no question here.*help/);
  expect(() => parse("a".repeat(4_001), context)).toThrow(/at most 4000 characters; this one has 4001/);
});
