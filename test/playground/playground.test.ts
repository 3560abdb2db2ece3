import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { skipsBrowser } from "../chat/browser.ts";
import { aside, conversation, mention, openPlayground } from "./open-playground.ts";
import { playgroundHint, skipsPlayground } from "./playground.ts";

describe.skipIf(skipsPlayground || skipsBrowser)(`the cards in Agents Playground${playgroundHint}`, () => {
  let page: Page;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ page, close } = await openPlayground());
  }, 180_000);
  afterAll(async () => close());

  async function ask(text: string, shown: RegExp): Promise<Locator> {
    await page.locator('[contenteditable="true"][role="textbox"]').first().click();
    await page.keyboard.type(text);
    await page.keyboard.press("Enter");
    const card = page.locator(".ac-adaptiveCard", { hasText: shown }).last();
    await card.waitFor();
    return card;
  }

  test("a list, whose row opens its own buttons, and whose button goes on", async () => {
    const card = await ask("failures for alice last 7 days", /failures in 7 days/);
    await expect.poll(() => card.getByText("The password was accepted.").count()).toBe(1);
    const hidden = card.getByRole("button", { name: "Same address" });
    expect(await hidden.first().isVisible()).toBe(false);
    await card
      .getByRole("button", { name: /^More about/ })
      .first()
      .click();
    await expect.poll(() => hidden.first().isVisible()).toBe(true);
    await card.getByRole("button", { name: "Next 5" }).click();
    await page.locator(".ac-adaptiveCard", { hasText: /6 to 10 of/ }).waitFor();
  });

  test.each([
    ["sign-ins per day last 14 days", /a day on average/, "ertical bar chart"],
    ["failures by country", /has most/, "orizontal bar chart"],
    ["mfa coverage", /protected/i, "onut chart"],
  ])("%s: its chart is drawn", async (question, shown, chart) => {
    const card = await ask(question, shown);
    await expect.poll(() => card.locator(`[aria-label*="${chart}"]`).count()).toBeGreaterThan(0);
  });

  test("names of the log make no links", async () => {
    const card = await ask("top 25 apps last 30 days", /of \d+ applications/);
    expect(await card.locator("a").count()).toBe(0);
    expect(await card.getByText("=HYPERLINK(", { exact: false }).count()).toBeGreaterThan(0);
  });

  test("in a group chat a mention is answered alone, and the group is told so", async () => {
    await conversation(page, "Incident").click();
    await page.locator('[contenteditable="true"][role="textbox"]').first().click();
    await mention(page, " failures for bob last 7 days");
    await page.keyboard.press("Enter");
    const told = page.locator(".ac-adaptiveCard", { hasText: aside }).last();
    await told.waitFor();
    expect(await told.innerText()).not.toMatch(/bob|failures/i);
    await conversation(page, "Personal Chat").click();
  });

  async function openExtension(command: string): Promise<void> {
    await page.getByRole("button", { name: "Trigger Message Extension App" }).first().click();
    await page.getByRole("menuitem", { name: command }).click();
  }

  test("a search from the box where one writes shows its answer", async () => {
    await openExtension("Search Command");
    await page.getByPlaceholder("Enter a search term").fill("failures for erin last 7 days");
    await page.keyboard.press("Enter");
    const found = page.getByText("failures for erin last 7 days", { exact: true });
    await expect.poll(() => found.count()).toBe(1);
    await page.keyboard.press("Escape");
  });

  test("a link to an error code becomes what it means", async () => {
    await openExtension("Link Unfurling");
    const dialog = page.getByRole("dialog");
    await dialog.locator("input").first().fill("https://login.microsoftonline.com/error?code=50126");
    await page.keyboard.press("Enter");
    await expect
      .poll(() => dialog.innerText())
      .toMatch(/50126 InvalidUserNameOrPassword[^]*The user name or the password was wrong\./);
  });
});
