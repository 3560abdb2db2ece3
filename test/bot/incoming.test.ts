import type { Activity } from "botbuilder";
import { assert, property, string } from "fast-check";
import { expect, test } from "vitest";
import { readAsk } from "../../src/bot/incoming.ts";
import type { Ask } from "../../src/commands/ask.ts";
import { person, teamsMessage } from "./teams.ts";

const now = new Date("2026-11-22T09:00:00Z");

function read(changes: Readonly<Record<string, unknown>>): Ask | undefined {
  return readAsk(teamsMessage(changes) as unknown as Activity, now, "Europe/Oslo");
}

const botId = (teamsMessage()["recipient"] as { id: string }).id;
const self = { type: "mention", text: "<at>Signpost</at>", mentioned: { id: botId, name: "Signpost" } };
const alice = { type: "mention", text: "<at>Alice Ng</at>", mentioned: { id: "29:alice", name: "x" } };

test.for([
  ["<at>Signpost</at> failures", [self], "failures"],
  ["<at>Signpost</at>&nbsp;failures\n", [self], "failures"],
  ["<at>Signpost</at>failures<at>Signpost</at>", [self, self], "failures"],
  ["failures for <at>Alice Ng</at> today", [alice], 'failures for "Alice Ng" today'],
  ["<at>Signpost</at> what about <at>Alice Ng</at>?", [self, alice], 'what about "Alice Ng" ?'],
  ["<at>Signpost</at> failures", [], "<at>Signpost</at> failures"],
  ["<at>Signpost</at>", [self], ""],
  ["app &quot;R&amp;D&quot;", [], 'app "R&D"'],
  [
    "&amp;lt;b&amp;gt; &lt;i&gt; &#39;x&#x27; &unknown; &#0; &#9999999;",
    [],
    "&lt;b&gt; <i> 'x' &unknown; &#0; &#9999999;",
  ],
  ["  failures\u00a0 \r\n yesterday\t", [], "failures yesterday"],
  ["failures", "not a list", "failures"],
  ["failures", [null, 7, { type: "mention" }, { type: "clientInfo" }], "failures"],
] as const)(
  "the text %j is understood without the bot's mention and markup",
  ([text, entities, expected]) => {
    expect(read({ text, entities })?.text).toBe(expected);
  },
);

const html = (content: string): object[] => [{ contentType: "text/html", content }];
const page = "https://security.microsoft.com/alerts/da1?tid=1&amp;x=2";
const plainPage = "https://security.microsoft.com/alerts/da1?tid=1&x=2";

test.for([
  [`what is <a href="${page}" title="x">this alert</a>?`, [], `what is ${plainPage} ?`],
  [`<a href="${page}">${page}</a>`, [], plainPage],
  [
    "what is this alert?",
    html(`<div>what is <a href="${page}">this alert</a>?</div>`),
    `what is ${plainPage} ?`,
  ],
  [`see ${page}`, html(`<p>see <a href="${page}">${page}</a></p>`), `see ${plainPage}`],
  // What Teams makes a link of by itself stays what was typed.
  ['failures for <a href="mailto:bob@contoso.com">bob@contoso.com</a>', [], "failures for bob@contoso.com"],
  ['failures from <a href="http://10.0.0.1">10.0.0.1</a>', [], "failures from 10.0.0.1"],
  ['app <a href="https://contoso.com/" title="x">Contoso.com</a>', [], "app Contoso.com"],
  ['call <a href="tel:+4930">+4930</a>', [], "call +4930"],
  ["app contoso.com", html(`<p>app <a href="http://contoso.com">contoso.com</a></p>`), "app contoso.com"],
  ["a database", html(`<p>a <a href="${page}">data</a>base</p>`), "a database"],
  ["other words", html(`<a href="${page}">this alert</a>`), "other words"],
  ["failures", [null, 7, { contentType: "text/html" }], "failures"],
  [`&lt;a href="${page}"&gt;x&lt;/a&gt;`, [], `<a href="${plainPage}">x</a>`],
] as const)(
  "in %j, with %j beside it, a link stands for the words over it",
  ([text, attachments, expected]) => {
    expect(read({ text, attachments })?.text).toBe(expected);
  },
);

test("a text of very many beginnings of links is read at once", () => {
  for (const part of ["<a ", '<a href="', '<a href="x" ', '<a href="x">'])
    expect(read({ text: part.repeat(20_000) })?.text.length).toBeGreaterThan(0);
}, 5_000);

test("any text at all is read without a failure, on one line and without blanks around it", () => {
  assert(
    property(string({ unit: "binary" }), string({ minLength: 1 }), (text, name) => {
      const mention = { ...self, text: name };
      const asked = read({ text: `${name}${text}`, entities: [mention] })?.text ?? "missing";
      expect(asked).toBe(asked.trim());
      expect(asked).not.toMatch(/[\n\r\t\u00a0]/);
    }),
  );
});

test("a button's sentence is taken as it is, whether pressed as Submit or Execute", () => {
  const ask = 'failures for app "R&amp;D"';
  expect(read({ text: undefined, value: { ask } })?.text).toBe(ask);
  expect(read({ text: "failures", value: { ask } })?.text).toBe(ask);
  expect(read({ type: "invoke", value: { action: { data: { ask } } } })?.text).toBe(ask);
});

test("a typed text is not lost to a value beside it that is no button", () => {
  expect(read({ text: "failures", value: { other: 1 } })?.text).toBe("failures");
  expect(read({ text: undefined, value: null })?.text).toBe("");
});

test.for([
  ["Europe/Berlin", "Europe/Berlin"],
  ["UTC", "UTC"],
  ["America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"],
  ["Mars/Olympus", "Europe/Oslo"],
  ["+01:00", "Europe/Oslo"],
  ["../../etc/passwd", "Europe/Oslo"],
  ["", "Europe/Oslo"],
  [7, "Europe/Oslo"],
  [undefined, "Europe/Oslo"],
])("the time zone %j is read as %s", ([localTimezone, expected]) => {
  expect(read({ localTimezone })?.timezone).toBe(expected);
});

test.for([
  ["de-DE", "de-DE"],
  ["en_US", "en-GB"],
  ["<script>", "en-GB"],
  [undefined, "en-GB"],
])("the locale %j is read as %s", ([locale, expected]) => {
  expect(read({ locale })?.locale).toBe(expected);
});

test("who asks is the sender that the platform names, never what the activity claims elsewhere", () => {
  expect(read({ from: { id: "29:x", aadObjectId: person.toUpperCase() } })?.asker).toEqual({ id: person });
  expect(read({ from: { id: "29:x" }, aadObjectId: person, value: { aadObjectId: person } })?.asker).toEqual(
    {},
  );
  expect(read({ from: { id: "29:x", aadObjectId: { $ne: 1 } } })?.asker).toEqual({});
});
