import type { TurnContext } from "botbuilder";
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { ChatOptions } from "../../src/bot/local-chat.ts";
import { browserHint, launchBrowser, skipsBrowser } from "./browser.ts";
import { cardActivity, startChatBot, type ChatBot } from "./chat-bot.ts";

let browser: Browser | undefined;
const open: { close(): Promise<unknown> }[] = [];

const run = (text: string): object => ({ type: "RichTextBlock", inlines: [{ type: "TextRun", text }] });
const answer = cardActivity(
  [
    { type: "TextBlock", text: "14 failures in 7 days", style: "heading", wrap: true },
    run("from 2 addresses"),
  ],
  [
    { type: "Action.Submit", title: "By address", data: { ask: "failures for alice by address" } },
    { type: "Action.Execute", title: "Next", data: { msteams: { type: "imBack", value: "next 5" } } },
    {
      type: "Action.ShowCard",
      title: "More",
      card: {
        type: "AdaptiveCard",
        body: [run("hidden at first")],
        actions: [
          {
            type: "Action.Submit",
            title: "30 days",
            data: { msteams: { type: "messageBack", displayText: "the last 30 days", text: "30d" } },
          },
        ],
      },
    },
  ],
);
const reply = async (context: TurnContext): Promise<unknown> => context.sendActivity(answer);

const hostile = [
  "<img src=x onerror=alert(1)>",
  "<script>alert(1)</script>",
  "<a href='https://evil.example'>x</a><svg/onload=alert(1)>",
  "[x](javascript:alert(1)) ![y](https://evil.example/p.png)",
  "https://evil.example/auto",
  "${x} $${x} {{x}}",
  "{{DATE(2026-11-22T09:00:00Z, SHORT)}}",
  "&lt;b&gt; &amp; **bold** # no heading",
];

const days = ["2026-11-20", "2026-11-21", "2026-11-22"];
const values = days.map((x, index) => ({ x, y: index * 7 }));
const charts = [
  { type: "Chart.VerticalBar", title: "Per day", data: values, xAxisTitle: "Day", yAxisTitle: "Sign-ins" },
  {
    type: "Chart.VerticalBar.Grouped",
    title: "By status",
    stacked: true,
    data: [
      { legend: "Success", color: "good", values },
      { legend: "Failure", color: "attention", values },
    ],
  },
  { type: "Chart.Line", title: "Failures", data: [{ legend: "Failures", values }] },
  {
    type: "Chart.Donut",
    title: "MFA",
    value: "75 %",
    data: [
      { legend: "Prompt", value: 3 },
      { legend: "None", value: 1 },
    ],
  },
  {
    type: "Chart.HorizontalBar",
    title: "Top apps",
    data: [
      { x: "Teams", y: 30 },
      { x: "Azure Portal", y: 10 },
    ],
  },
];

const wide = cardActivity(
  [
    run(`${"very-long-word".repeat(20)} and text`),
    { type: "TextBlock", text: "one line that does not wrap ".repeat(10) },
    {
      type: "Table",
      columns: days.map(() => ({ width: 1 })),
      rows: [
        {
          type: "TableRow",
          cells: days.map(() => ({ type: "TableCell", items: [run("2001:db8:85a3::8a2e:370:7334")] })),
        },
      ],
    },
    ...charts,
  ],
  Array.from({ length: 6 }, (_, index) => ({ type: "Action.Submit", title: `A button ${index}`, data: {} })),
);

describe.skipIf(skipsBrowser)(`the chat page${browserHint}`, { timeout: 60_000 }, () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterEach(async () => {
    for (const one of open.splice(0).reverse()) await one.close();
  });
  afterAll(async () => {
    await browser?.close();
  });

  test("a typed question is sent as Teams would send it and answered with a card", async () => {
    const { page, bot } = await openChat(reply, { timezoneId: "Europe/Oslo", locale: "en-GB" });
    await ask(page, "failures for alice last 7 days");
    await page.locator(".answer").getByRole("heading", { name: "14 failures in 7 days" }).waitFor();
    expect(await page.locator(".own .bubble").allTextContents()).toEqual(["failures for alice last 7 days"]);
    expect(bot.received).toMatchObject([
      {
        type: "message",
        text: "failures for alice last 7 days",
        channelId: "msteams",
        serviceUrl: `${bot.origin}/chat/connector`,
        from: { id: "29:local-user", aadObjectId: "00000000-0000-4000-8000-00000000000a" },
        conversation: { conversationType: "personal" },
        localTimezone: "Europe/Oslo",
        locale: "en-GB",
      },
    ]);
    expect(await page.getByRole("textbox", { name: "Your question" }).inputValue()).toBe("");
  });

  test("a card's button sends its data and shows the sentence it stands for", async () => {
    const { page, bot } = await openChat(reply);
    await ask(page, "failures");
    await page.getByRole("button", { name: "By address" }).click();
    await page.getByText("failures for alice by address").waitFor();
    await page.getByRole("button", { name: "Next" }).first().click();
    await page.getByText("next 5").waitFor();
    await page.getByRole("button", { name: "More" }).first().click();
    await page.getByText("hidden at first").first().waitFor();
    await page.getByRole("button", { name: "30 days" }).first().click();
    await page.getByText("the last 30 days").waitFor();
    await expect.poll(() => bot.received.length).toBe(4);
    expect(bot.received.slice(1).map(({ text, value }) => ({ text, value }))).toEqual([
      { text: undefined, value: { ask: "failures for alice by address" } },
      { text: undefined, value: { msteams: { type: "imBack", value: "next 5" } } },
      {
        text: undefined,
        value: { msteams: { type: "messageBack", displayText: "the last 30 days", text: "30d" } },
      },
    ]);
    expect(bot.received[1]?.replyToId).toMatch(/./);
  });

  test("hostile text stays text in every place of a card and in a message", async () => {
    const everywhere = cardActivity(
      [
        ...hostile.flatMap((text) => [run(text), { type: "TextBlock", text, wrap: true }]),
        { type: "FactSet", facts: hostile.map((text) => ({ title: text, value: text })) },
        {
          type: "Table",
          columns: [{ width: 1 }],
          rows: hostile.map((text) => ({
            type: "TableRow",
            cells: [{ type: "TableCell", items: [run(text)] }],
          })),
        },
        {
          type: "Chart.VerticalBar",
          title: hostile[0],
          showTitle: true,
          data: hostile.map((x) => ({ x, y: 1, color: x })),
        },
        { type: "Chart.Donut", data: hostile.map((legend) => ({ legend, value: 1 })) },
        {
          type: "Input.ChoiceSet",
          id: "c",
          label: hostile[0],
          style: "expanded",
          choices: [{ title: hostile[0], value: "1" }],
        },
        { type: "Image", url: "https://evil.example/p.png", altText: hostile[0] },
      ],
      [
        {
          type: "Action.Submit",
          title: hostile[0],
          tooltip: hostile[1],
          iconUrl: "https://evil.example/i.png",
          data: {},
        },
      ],
    );
    const { page, outside, faults } = await openChat(async (context) => {
      await context.sendActivity({ type: "message", text: hostile.join("\n") });
      await context.sendActivity(everywhere);
    });
    await ask(page, hostile.join(" "));
    const card = page.locator(".card");
    await card.waitFor();
    const shown = (await card.innerText()).replaceAll("\u2060", "");
    const places = hostile.map((text) => shown.split(text).length - 1);
    expect(Math.min(...places)).toBeGreaterThanOrEqual(4);
    const elements = page.locator("#log :is(script, a, b, strong, iframe, mark, svg svg, p img, span img)");
    expect(await elements.count()).toBe(0);
    expect(await page.locator("#log [onerror], #log [onload]").count()).toBe(0);
    // The policy stops the images that the card itself names before they leave the browser.
    expect(outside).toEqual([]);
    expect(faults).toEqual([]);
  });

  test("links open in a new tab over https and not at all otherwise", async () => {
    const urls = [
      "javascript:alert(1)",
      "http://evil.example/",
      "data:text/html,x",
      "/api/messages",
      "file:///etc/passwd",
    ];
    const { page, outside, faults } = await openChat(async (context) =>
      context.sendActivity(
        cardActivity(
          urls.map((url, index) => ({
            type: "RichTextBlock",
            inlines: [
              { type: "TextRun", text: `run ${index}`, selectAction: { type: "Action.OpenUrl", url } },
            ],
          })),
          [...urls, "https://login.microsoftonline.com/error?code=50126"].map((url, index) => ({
            type: "Action.OpenUrl",
            title: `link ${index}`,
            url,
          })),
        ),
      ),
    );
    await ask(page, "links");
    for (const index of urls.keys()) {
      await page.getByRole("link", { name: `link ${index}` }).click();
      await page.getByText(`run ${index}`).click();
      expect(await page.getByText("only open https").count()).toBe(2 * index + 2);
    }
    expect(page.context().pages()).toHaveLength(1);
    expect(await attributes(page.locator("#log a"), "href")).toEqual(urls.map(() => ""));
    const opened = page.context().waitForEvent("page");
    await page.getByRole("link", { name: "link 5" }).click();
    expect(await (await opened).evaluate("window.opener")).toBeNull();
    expect(outside).toEqual(["https://login.microsoftonline.com/error?code=50126"]);
    expect(faults).toEqual([]);
  });

  test("the charts of Teams are drawn and say in words what they show", async () => {
    const { page } = await openChat(async (context) => context.sendActivity(cardActivity(charts)));
    await ask(page, "charts");
    const labels = page.locator("svg[role=img]");
    await labels.first().waitFor();
    expect(await attributes(labels, "aria-label")).toEqual([
      "Per day. Vertical bar chart, 3 values, 2026-11-20 to 2026-11-22; highest 14 at 2026-11-22.",
      "By status. Vertical bar chart, 3 values, 2026-11-20 to 2026-11-22; Success: highest 14 at 2026-11-22; Failure: highest 14 at 2026-11-22.",
      "Failures. Line chart, 3 values, 2026-11-20 to 2026-11-22; Failures: highest 14 at 2026-11-22.",
      "MFA. Donut chart: Prompt 3, None 1.",
      "Top apps. Horizontal bar chart, 2 values, Teams to Azure Portal; highest 30 at Teams.",
    ]);
    expect(await labels.first().locator("text").allTextContents()).toEqual(
      expect.arrayContaining(["Day", "Sign-ins", "2026-11-20", "15"]),
    );
    const stacked = labels.nth(1).locator("rect");
    expect(await attributes(stacked, "class")).toEqual(days.flatMap(() => ["tone-good", "tone-attention"]));
  });

  test("unknown elements and charts without data give way to their fallback", async () => {
    const fallback = (text: string): object => ({ type: "TextBlock", text });
    const { page } = await openChat(async (context) =>
      context.sendActivity(
        cardActivity([
          { type: "Badge", text: "new", fallback: fallback("instead of a badge") },
          { type: "Chart.Line", data: [], fallback: fallback("instead of a chart") },
          { type: "Chart.VerticalBar", data: "none", fallback: "drop" },
          fallback("after all"),
        ]),
      ),
    );
    await ask(page, "fallbacks");
    await page.getByText("after all").waitFor();
    expect((await page.locator(".card").innerText()).split(/\n+/)).toEqual([
      "instead of a badge",
      "instead of a chart",
      "after all",
    ]);
  });

  test("an update takes the place of the earlier answer, a deletion takes it away", async () => {
    let first: string | undefined;
    const { page } = await openChat(async (context) => {
      if (context.activity.text === "update") await context.updateActivity({ ...answer, id: first });
      else if (context.activity.text === "delete") await context.deleteActivity(first ?? "");
      else first = (await context.sendActivity("working on it"))?.id;
    });
    await ask(page, "start");
    await page.getByText("working on it").waitFor();
    await ask(page, "update");
    await page.getByText("14 failures in 7 days").waitFor();
    expect(await page.getByText("working on it").count()).toBe(0);
    expect(await attributes(page.locator(".message"), "class")).toEqual([
      "message own",
      "message answer",
      "message own",
    ]);
    await ask(page, "delete");
    await expect.poll(() => page.locator(".answer").count()).toBe(0);
  });

  test("another page stands where the card was, with nothing said below, and the keyboard goes on there", async () => {
    const paged = (text: string): object =>
      cardActivity(
        [{ type: "TextBlock", text }],
        [{ type: "Action.Submit", title: "Next 5", data: { ask: "failures offset:5", inPlace: true } }],
      );
    const { page } = await openChat(async (context) => {
      const { replyToId, value } = context.activity;
      if (value === undefined) await context.sendActivity(paged("1 to 5"));
      else await context.updateActivity({ ...paged("6 to 10"), id: replyToId });
    });
    await ask(page, "failures");
    await page.getByText("1 to 5").waitFor();
    await page.getByRole("button", { name: "Next 5" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("6 to 10").waitFor();
    expect(await attributes(page.locator(".message"), "class")).toEqual(["message own", "message answer"]);
    expect(await page.evaluate("document.activeElement.classList.contains('answer')")).toBe(true);
  });

  test("a typing activity shows until the answer comes", async () => {
    let finish = (): void => undefined;
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const { page } = await openChat(async (context) => {
      await context.sendActivity({ type: "typing" });
      await finished;
      await context.sendActivity("done");
    });
    await ask(page, "think");
    const typing = page.getByRole("status", { name: "Signpost is typing" });
    await typing.waitFor();
    finish();
    await page.getByText("done").waitFor();
    await expect.poll(() => typing.isVisible()).toBe(false);
  });

  test("the keyboard is enough: examples, history, Shift+Enter, buttons of a card", async () => {
    const { page, bot } = await openChat(reply);
    const field = page.getByRole("textbox", { name: "Your question" });
    expect(await page.locator("#question:focus").count()).toBe(1);
    await page.getByRole("button", { name: "what is 50126" }).focus();
    await page.keyboard.press("Enter");
    await page.locator(".card").waitFor();
    await page.keyboard.type("second");
    await page.keyboard.press("Enter");
    await page.keyboard.type("line one");
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.type("line two");
    await page.keyboard.press("Enter");
    await page.locator(".card").nth(2).waitFor();
    await page.keyboard.type("a draft");
    await page.keyboard.press("ArrowUp");
    expect(await field.inputValue()).toBe("line one\nline two");
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    expect(await field.inputValue()).toBe("second");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    expect(await field.inputValue()).toBe("a draft");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    await page.getByText("next 5").waitFor();
    const outline = "getComputedStyle(document.activeElement).outlineStyle";
    expect(await page.evaluate(outline)).toBe("solid");
    expect(bot.received.map(({ text }) => text)).toEqual([
      "what is 50126",
      "second",
      "line one\nline two",
      undefined,
    ]);
    await page.reload();
    await page.keyboard.press("ArrowUp");
    expect(await field.inputValue()).toBe("line one\nline two");
  });

  test("what is typed may become something: the keyboard chooses, Escape closes, a press takes", async () => {
    const { page, bot } = await openChat(reply, {}, "/", {
      suggest: async (typed) => [
        { text: `${typed}ures today`, detail: "" },
        { text: `${typed}ures for <b>alice</b>`, detail: "user Alice Ng" },
      ],
    });
    const field = page.getByRole("textbox", { name: "Your question" });
    const list = page.getByRole("listbox", { name: "Suggestions" });
    const options = list.getByRole("option");
    await field.pressSequentially("fail");
    await expect
      .poll(() => options.allTextContents())
      .toEqual(["failures today", "failures for <b>alice</b> user Alice Ng"]);
    expect(await page.getByText("2 suggestions").count()).toBe(1);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    expect(await attributes(options, "aria-selected")).toEqual(["false", "true"]);
    expect(await field.getAttribute("aria-activedescendant")).toBe(await options.nth(1).getAttribute("id"));
    await page.keyboard.press("Enter");
    expect(await field.inputValue()).toBe("failures for <b>alice</b>");
    expect(await list.isVisible()).toBe(false);
    expect(bot.received).toEqual([]);
    await page.keyboard.press("Enter");
    await page.locator(".card").waitFor();

    await field.pressSequentially("fail");
    await options.first().waitFor();
    await page.keyboard.press("Escape");
    expect(await list.isVisible()).toBe(false);
    await page.keyboard.press("ArrowUp");
    expect(await field.inputValue()).toBe("failures for <b>alice</b>");

    await field.fill("fail");
    await options.first().click();
    expect(await field.inputValue()).toBe("failures today");
    expect(await page.locator("#question:focus").count()).toBe(1);
  });

  test.each(["/?ask=failures+for+alice", "/ask?q=failures+for+alice"])(
    "the link %s carries a question, which is asked once",
    async (link) => {
      const { page, bot } = await openChat(reply, {}, link);
      await page.getByText("14 failures in 7 days").waitFor();
      expect(bot.received.map(({ text }) => text)).toEqual(["failures for alice"]);
      expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe("/");
    },
  );

  test("a bot that fails or is gone is said, with what to do", async () => {
    const { page, bot } = await openChat(reply);
    const failures = [
      [500, "The bot failed (HTTP 500). The reason is in the terminal"],
      [429, "too much to do (HTTP 429). Wait a moment"],
      [413, "too long for the bot (HTTP 413). Send a shorter text."],
      [401, "refused the message (HTTP 401). Reload this page"],
    ] as const;
    for (const [status, explanation] of failures) {
      await page.route("**/api/messages", async (route) => route.fulfill({ status }));
      await ask(page, "failures");
      await expect.poll(() => page.locator(".notice").last().textContent()).toContain(explanation);
    }
    await page.unroute("**/api/messages");
    open.splice(open.indexOf(bot), 1);
    await bot.close();
    await page.getByText("Not connected to the bot.").waitFor();
    await ask(page, "three");
    await page.getByText("The bot can't be reached.").waitFor();
  });

  test("nothing is wider than a phone of 360 pixels", async () => {
    const { page } = await openChat(async (context) => context.sendActivity(wide), {
      viewport: { width: 360, height: 740 },
    });
    await ask(page, "w".repeat(300));
    await page.locator("svg[width='310']").first().waitFor();
    const overflowing =
      "[...document.querySelectorAll('html, #log, .card')].map(e => e.scrollWidth - e.clientWidth)";
    expect(await page.evaluate(overflowing)).toEqual([0, 0, 0]);
    for (const index of [0, 5]) {
      const box = await page.getByRole("button", { name: `A button ${index}` }).boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(360);
    }
  });

  test("the menu of further buttons lies over the conversation, and its items are sent", async () => {
    const further = cardActivity(
      [run("with a menu")],
      ["First", "Second", "Third", "Fourth"].map((title, index) => ({
        type: "Action.Submit",
        title: `${title} choice`,
        mode: index < 2 ? "primary" : "secondary",
        data: { ask: `${title} question` },
      })),
    );
    for (const options of [
      { viewport: { width: 360, height: 740 } },
      { viewport: { width: 1024, height: 740 }, colorScheme: "dark" as const },
    ]) {
      const { page, bot, faults } = await openChat(async (context) => context.sendActivity(further), options);
      await ask(page, "menu");
      await page.getByText("with a menu").waitFor();
      const before = await page.locator("#log").boundingBox();
      const more = page.locator(".card button").last();
      await more.click();
      const menu = page.getByRole("menu");
      await menu.waitFor();
      expect(await page.locator("#log").boundingBox()).toEqual(before);
      const box = await menu.boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(options.viewport.width);
      await page.keyboard.press("Escape");
      await menu.waitFor({ state: "detached" });
      expect(await more.evaluate("document.activeElement.getAttribute('aria-expanded')")).toBe("false");
      await page.keyboard.press("Enter");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.locator(".own").getByText("Fourth question").waitFor();
      await page.locator(".card").nth(1).waitFor();
      await page.locator(".card").nth(1).locator("button").last().click();
      await page.getByRole("menuitem", { name: "Third choice" }).click();
      await page.locator(".own").getByText("Third question").waitFor();
      await page.locator(".card").nth(2).waitFor();
      expect(bot.received.length).toBe(3);
      expect(faults).toEqual([]);
    }
  });

  test("buttons that wrap begin where the first one does", async () => {
    const { page } = await openChat(async (context) => context.sendActivity(wide), {
      viewport: { width: 360, height: 740 },
    });
    await ask(page, "buttons");
    await page.getByRole("button", { name: "A button 5" }).waitFor();
    const buttons = await page.getByRole("button", { name: /^A button/ }).all();
    const boxes = await Promise.all(buttons.map(async (button) => button.boundingBox()));
    const firsts = boxes.filter((box, at) => box?.y !== boxes[at - 1]?.y).map((box) => box?.x);
    expect(firsts.length).toBeGreaterThan(1);
    expect(new Set(firsts).size).toBe(1);
  });

  test("labels of a chart by hours do not overlap on a phone", async () => {
    const hours = Array.from({ length: 24 }, (_, at) => `22 Nov ${String(at).padStart(2, "0")}:00`);
    const chart = { type: "Chart.VerticalBar", data: hours.map((x, y) => ({ x, y })) };
    const { page } = await openChat(async (context) => context.sendActivity(cardActivity([chart])), {
      viewport: { width: 360, height: 740 },
    });
    await ask(page, "hours");
    const labels = page.locator("svg text").getByText("22 Nov");
    await labels.first().waitFor();
    const boxes = await Promise.all((await labels.all()).map(async (label) => label.boundingBox()));
    expect(boxes.length).toBeGreaterThan(1);
    const gaps = boxes
      .slice(1)
      .map((box, at) => (box?.x ?? 0) - (boxes[at]?.x ?? 0) - (boxes[at]?.width ?? 0));
    expect(gaps.filter((gap) => gap < 2)).toEqual([]);
  });

  test("text stands out from its ground in both colour schemes, also where the scheme changes", async () => {
    const { page } = await openChat(
      async (context) =>
        context.sendActivity(
          cardActivity(
            ["default", "emphasis", "good", "warning", "attention", "accent"].map((style) => ({
              type: "Container",
              style,
              items: ["default", "good", "warning", "attention", "accent"].flatMap((color) =>
                [true, false].map((isSubtle) => ({
                  type: "TextBlock",
                  text: `${color} on ${style}`,
                  color,
                  isSubtle,
                })),
              ),
            })),
          ),
        ),
      { colorScheme: "light" },
    );
    await ask(page, "colours");
    await page.locator(".card").waitFor();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      const texts = await page.evaluate<Colours[]>(readColours);
      expect(texts.length).toBeGreaterThan(60);
      expect(texts.filter(({ front, back }) => contrast(front, back) < 4.5)).toEqual([]);
    }
  });
});

interface Colours {
  readonly text: string;
  readonly front: readonly number[];
  readonly back: readonly number[];
}

/** Run in the page: the colour of every text and of the nearest ground that has one. */
const readColours = `
  [...document.querySelectorAll(".ac-textBlock, .own .bubble, .author, .badge")].map((one) => {
    const read = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const ground = (element) => {
      const back = read(getComputedStyle(element).backgroundColor);
      return back[3] === 0 ? ground(element.parentElement) : back;
    };
    return { text: one.textContent, front: read(getComputedStyle(one).color), back: ground(one) };
  })`;

/** The contrast ratio of WCAG 2.2. */
function contrast(front: readonly number[], back: readonly number[]): number {
  const [light = 0, dark = 0] = [luminance(front), luminance(back)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = colour.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

interface Chat {
  readonly page: Page;
  readonly bot: ChatBot;
  /** Addresses outside this machine that the browser tried to reach. */
  readonly outside: string[];
  /** Dialogs and uncaught errors. */
  readonly faults: string[];
}

async function openChat(
  answer: (context: TurnContext) => Promise<unknown>,
  options: BrowserContextOptions = {},
  path = "/",
  chat: ChatOptions = {},
): Promise<Chat> {
  if (browser === undefined) throw new Error("There is no browser.");
  const bot = await startChatBot(answer, chat);
  open.push(bot);
  const context = await browser.newContext(options);
  open.push(context);
  const outside: string[] = [];
  const faults: string[] = [];
  await context.route(
    (url) => url.origin !== bot.origin,
    async (route) => {
      outside.push(route.request().url());
      await route.abort();
    },
  );
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on("pageerror", ({ message }) => faults.push(message));
  page.on("dialog", (dialog) => {
    faults.push(dialog.message());
    void dialog.dismiss();
  });
  await page.goto(`${bot.origin}${path}`);
  return { page, bot, outside, faults };
}

async function attributes(locator: Locator, name: string): Promise<(string | null)[]> {
  return Promise.all((await locator.all()).map(async (one) => one.getAttribute(name)));
}

async function ask(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "Your question" }).fill(text);
  await page.keyboard.press("Enter");
}
