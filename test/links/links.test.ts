import * as fc from "fast-check";
import { expect, test } from "vitest";
import { besideLink, linksIn, sentenceOfLink } from "../../src/links/links.ts";
import { chatLink, linkTo } from "../../src/links/own.ts";
import { parse } from "../../src/question/parse/parse.ts";

const appId = "11111111-2222-4333-8444-555555555555";
const origin = "https://signpost.contoso.com";
const home = { origin, appId };
const id = "66ea54eb-6301-4ee5-be62-ff5a759b0100";
const context = { now: new Date(0), timezone: "UTC", weekStart: "monday", locale: "en-GB" } as const;
const incident = `/subscriptions/${id}/resourceGroups/soc/providers/Microsoft.OperationalInsights/workspaces/w/providers/Microsoft.SecurityInsights/Incidents/${id}`;
const defender = "https://security.microsoft.com";
const azure = "https://portal.azure.com/";
const safe = (link: string): string =>
  `https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent(link)}&data=05%7C02`;

test.each<[string, string | undefined]>([
  ["https://login.microsoftonline.com/error?code=50126", "what is 50126"],
  ["https://login.microsoftonline.com/error?x=1&code=7000222", "what is 7000222"],
  ["https://login.microsoftonline.com/error?code=50126%20drop", undefined],
  ["https://login.microsoftonline.com/common/oauth2?code=50126", undefined],
  ["http://login.microsoftonline.com/error?code=50126", undefined],
  ["https://login.microsoftonline.com@evil.example/error?code=50126", undefined],
  ["https://evil.example/error?code=50126", undefined],
  [`https://entra.microsoft.com/#view/Microsoft_AAD_IAM/SignInLogDetails/requestId/${id}`, `show ${id}`],
  [`${azure}#blade/SignIns/correlationId%3D%22${id.toUpperCase()}%22`, `show ${id}`],
  ["https://entra.microsoft.com/#view/Microsoft_AAD_IAM/SignInEventsV3Blade", undefined],
  [`https://entra.microsoft.com/#view/Users/userId/${id}`, undefined],
  ["https://entra.microsoft.com/#%E0%A4%A", undefined],
  [
    `${defender}/alerts/da637551227677560813_-961444813?tid=66666666`,
    'alert "da637551227677560813_-961444813"',
  ],
  [`${defender}/alerts/${id}/overview`, `alert ${id}`],
  [`${defender}/incidents/28282`, 'alert "28282"'],
  [`${defender}/incident2/28282/overview?tid=66666666`, 'alert "28282"'],
  [`${defender}/incidents/28282a`, undefined],
  [`${defender}/alerts/`, undefined],
  [`${defender}/alerts/a"b`, undefined],
  [`${defender}/users/28282`, undefined],
  ["http://security.microsoft.com/incidents/28282", undefined],
  ["https://security.microsoft.com.evil.example/incidents/28282", undefined],
  [`${azure}#asset/Microsoft_Azure_Security_Insights/Incident${incident}`, `alert ${id}`],
  [
    `${azure}#@contoso.com/blade/Microsoft_Azure_Security_Insights/IncidentPage/incidentArmId/${encodeURIComponent(incident)}`,
    `alert ${id}`,
  ],
  [`${azure}#asset/Microsoft_Azure_Security_Insights/Incident/x`, undefined],
  [`${azure}#asset/Other/Incidents/${id}`, undefined],
  [safe(`${defender}/incidents/28282`), 'alert "28282"'],
  [safe(safe("https://login.microsoftonline.com/error?code=50126")), "what is 50126"],
  [
    `https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html?url=${encodeURIComponent(`${defender}/incidents/3`)}`,
    'alert "3"',
  ],
  [safe("https://evil.example/incidents/28282"), undefined],
  [
    `https://safelinks.protection.outlook.com.evil.example/?url=${encodeURIComponent(`${defender}/incidents/1`)}`,
    undefined,
  ],
  [`${origin}/ask?q=failures+for+alice`, "failures for alice"],
  [`${origin}/ask?q=`, undefined],
  [`${origin}/other?q=failures`, undefined],
  ["https://signpost.contoso.com.evil.example/ask?q=failures", undefined],
  [`https://teams.microsoft.com/l/chat/0/0?users=28:${appId}&message=failures`, "failures"],
  [`https://teams.microsoft.com/l/chat/0/0?users=28:${id}&message=failures`, undefined],
  ["nonsense", undefined],
])("%s asks %j", (link, question) => {
  expect(sentenceOfLink(link, home)).toBe(question);
});

test("any other text is no link that asks", () => {
  const text = fc.oneof(fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.string());
  fc.assert(
    fc.property(text, (link) => {
      expect(sentenceOfLink(link, home)).toBeUndefined();
    }),
  );
});

test("however hostile a page's address, it asks about one id or code and nothing else", () => {
  const pages = [
    `${defender}/alerts/`,
    `${defender}/incidents/`,
    `${azure}#asset/SecurityInsights/Incidents/`,
  ];
  const page = fc.constantFrom(
    ...pages,
    "https://login.microsoftonline.com/error?code=",
    `${azure}#signin/requestId/`,
  );
  const rest = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({
      unit: fc.constantFrom("%22", "%20", "/", "?", "#", '"', "1", "a", "-", "{", "[", "failures"),
    }),
    fc.constantFrom(id, "28282", "50126").chain((good) => fc.string().map((bad) => good + bad)),
  );
  fc.assert(
    fc.property(page, rest, (start, end) => {
      const sentence = sentenceOfLink(start + end, home);
      if (sentence === undefined) return;
      expect(sentence).toMatch(/^(alert ("[\w.-]+"|[\da-f-]{36})|what is \d+|show [\da-f-]{36})$/);
      const { intent, where, notUnderstood } = parse(sentence, context);
      expect(["alert", "detail", "explain"]).toContain(intent);
      expect([...where, ...notUnderstood]).toEqual([]);
    }),
  );
});

test("whatever is asked, a link of ours leads nowhere but here, and is read back to the same words", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (said) => {
      for (const own of [home, { appId }, { origin: "http://127.0.0.1:3978" }]) {
        const link = linkTo(said, own) ?? "";
        expect(link).toMatch(/^[\w:/.?=&%+*-]+$/);
        expect(sentenceOfLink(link, own)).toBe(said.trim() || undefined);
      }
      const url = new URL(chatLink(appId, said));
      expect(url.origin + url.pathname).toBe("https://teams.microsoft.com/l/chat/0/0");
      expect([...url.searchParams.keys()]).toEqual(["users", "message"]);
    }),
  );
});

test("without an address there is no link", () => {
  expect(linkTo("failures", {})).toBeUndefined();
});

test.each<[string, string[], string[]]>([
  ["what is this https://x.example/a?b=1, please?", ["https://x.example/a?b=1"], []],
  ["Can you check this alert: <https://x.example/1>?", ["https://x.example/1"], []],
  ["(https://x.example/1) only failures for bob", ["https://x.example/1"], ["failures", "bob"]],
  ["https://x.example/1 user:alice", ["https://x.example/1"], ["user:alice"]],
  ['"ask" https://x.example/a(b)', ["https://x.example/a(b)"], ['"ask"']],
  [
    "https://x.example/1 https://y.example/2",
    ["https://x.example/1", "https://y.example/2"],
    ["https://y.example/2"],
  ],
  ["failures for alice", [], []],
])("in %j stand the links %j, and beside the first %j", (text, links, beside) => {
  const found = linksIn(text);
  expect(found.map((link) => link.text)).toEqual(links);
  for (const span of found) expect(text.slice(span.start, span.end)).toBe(span.text);
  const [first] = found;
  expect(first === undefined ? [] : besideLink(text, first).map((span) => span.text)).toEqual(beside);
});
