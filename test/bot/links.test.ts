import * as fc from "fast-check";
import { expect, test } from "vitest";
import { chatLink, questionOfLink } from "../../src/bot/links.ts";

const origin = "https://signpost.contoso.com";
const id = "66ea54eb-6301-4ee5-be62-ff5a759b0100";

test.each<[string, string | undefined]>([
  ["https://login.microsoftonline.com/error?code=50126", "what is 50126"],
  ["https://login.microsoftonline.com/error?x=1&code=7000222", "what is 7000222"],
  ["https://login.microsoftonline.com/error?code=50126%20drop", undefined],
  ["https://login.microsoftonline.com/common/oauth2?code=50126", undefined],
  ["http://login.microsoftonline.com/error?code=50126", undefined],
  ["https://login.microsoftonline.com@evil.example/error?code=50126", undefined],
  ["https://evil.example/error?code=50126", undefined],
  [`https://entra.microsoft.com/#view/Microsoft_AAD_IAM/SignInLogDetails/requestId/${id}`, `show ${id}`],
  [`https://portal.azure.com/#blade/SignIns/correlationId%3D%22${id.toUpperCase()}%22`, `show ${id}`],
  [`https://entra.microsoft.com/#view/Microsoft_AAD_IAM/SignInEventsV3Blade`, undefined],
  [`https://entra.microsoft.com/#view/Users/userId/${id}`, undefined],
  [`https://entra.microsoft.com/#%E0%A4%A`, undefined],
  [`${origin}/ask?q=failures+for+alice`, "failures for alice"],
  [`${origin}/ask?q=`, undefined],
  [`${origin}/other?q=failures`, undefined],
  ["https://signpost.contoso.com.evil.example/ask?q=failures", undefined],
  ["nonsense", undefined],
])("%s asks %j", (link, question) => {
  expect(questionOfLink(link, origin)).toBe(question);
});

test("any text is a link or none, and asks no more than it says", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.string()),
      (text) => {
        expect(questionOfLink(text, origin)).toBeUndefined();
      },
    ),
  );
});

test("whatever is asked, the link leads to the chat with the bot and nowhere else", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (question) => {
      const url = new URL(chatLink("11111111-2222-4333-8444-555555555555", question));
      expect(url.origin + url.pathname).toBe("https://teams.microsoft.com/l/chat/0/0");
      expect(url.searchParams.get("message")).toBe(question);
      expect([...url.searchParams.keys()]).toEqual(["users", "message"]);
    }),
  );
});
