import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderCard } from "../../src/views/render.ts";
import { samples, splitTrend } from "../views/sample-views.ts";
import { browserHint, launchBrowser, skipsBrowser } from "./browser.ts";
import { startChatBot, type ChatBot } from "./chat-bot.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const cards = [...samples.map(({ typical }) => typical), splitTrend].map(renderCard);

describe.skipIf(skipsBrowser)(`the page with every card in it${browserHint}`, { timeout: 60_000 }, () => {
  let browser: Browser;
  let bot: ChatBot;
  beforeAll(async () => {
    browser = await launchBrowser();
    bot = await startChatBot(
      async (context) => {
        for (const content of cards)
          await context.sendActivity({
            type: "message",
            attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", content }],
          });
      },
      { suggest: async () => [{ text: "failures today", detail: "" }] },
    );
  });
  afterAll(async () => {
    await browser.close();
    await bot.close();
  });

  test.each(["light", "dark"] as const)("has no serious fault, %s", async (colorScheme) => {
    const page = await browser.newPage({ colorScheme });
    await page.goto(`${bot.origin}/?ask=all`);
    await page
      .locator(".card")
      .nth(cards.length - 1)
      .waitFor();
    for (const more of await page.getByRole("button", { name: /^More about/ }).all()) await more.click();
    await page.getByRole("textbox", { name: "Your question" }).fill("fail");
    await page.getByRole("option").first().waitFor();
    await page.evaluate(axe);
    const { violations } = await page.evaluate<AxeResults>("axe.run(document)");
    const serious = violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => ({ id, nodes: nodes.slice(0, 3).map(({ html }) => html) }));
    expect(serious).toEqual([]);
    await page.close();
  });
});
