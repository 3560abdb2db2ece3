import type { Locator, Page } from "playwright-core";
import { launchBrowser } from "../chat/browser.ts";
import { collect, printed, startSignpost, temporaryFolder } from "../cli/signpost.ts";
import { startPlayground } from "./playground.ts";

/** The demo, Agents Playground for it, and a browser on its personal chat. */
export async function openPlayground(): Promise<{ page: Page; close: () => Promise<void> }> {
  const folder = temporaryFolder();
  const service = startSignpost(["demo", "--store", "demo.db"], {
    cwd: folder.path,
    env: { PORT: "0", LOG_LEVEL: "warn" },
  });
  const origin = await printed(collect(service), /http:\/\/127\.0\.0\.1:\d+/);
  const playground = await startPlayground(origin, folder.path);
  const browser = await launchBrowser();
  const page = await browser.newPage();
  page.setDefaultTimeout(15_000);
  // Its fonts come from elsewhere; it does without them.
  await page.route(
    (url) => url.hostname !== "localhost" && url.hostname !== "127.0.0.1",
    async (route) => route.abort(),
  );
  await page.goto(playground.url);
  await conversation(page, "Personal Chat").click();
  return {
    page,
    async close() {
      await browser.close();
      playground.stop();
      service.kill("SIGKILL");
      folder.remove();
    },
  };
}

export const conversation = (page: Page, name: string): Locator =>
  page.locator(`button[role=treeitem][aria-label="${name}"]`);

/** What is said where an answer went, or could not go, to the asker alone. */
export const aside = /our personal chat|write to you alone/;

/** Types a message that mentions the bot. */
export async function mention(page: Page, text: string): Promise<void> {
  await page.keyboard.type("@");
  await page.locator("#typeahead-menu [role=menuitem]", { hasText: "Signpost" }).first().click();
  await page.keyboard.type(text);
}
