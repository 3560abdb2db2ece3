// Takes the pictures of docs/pictures: the chat page with answers of the demo company, always as of the same moment.
// Needs Chromium (see CONTRIBUTING.md).
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { TeamsAdapter } from "../src/bot/adapter.ts";
import { createBot } from "../src/bot/bot.ts";
import { mountChat, type LocalChat } from "../src/bot/local-chat.ts";
import { startServer } from "../src/bot/server.ts";
import { openDemoStore } from "../src/cli/demo-store.ts";
import { createAnswerer } from "../src/commands/answer.ts";
import { createLog } from "../src/log.ts";
import { version } from "../src/version.ts";
import { renderCard } from "../src/views/render.ts";
import { plainSummary } from "../src/views/text.ts";
import { launchBrowser } from "../test/chat/browser.ts";

interface Picture {
  readonly name: string;
  readonly ask: string;
  readonly dark?: true;
  /** CSS pixels. */
  readonly width?: number;
}

const pictures: readonly Picture[] = [
  { name: "failures", ask: "failures for alice last 7 days" },
  { name: "summary", ask: "summary for bob" },
  { name: "top", ask: "failures by country" },
  { name: "trend", ask: "sign-ins per day last 14 days" },
  { name: "hunt", ask: "password spray last 7 days" },
  { name: "compare", ask: "failures this week vs last week" },
  { name: "pattern", ask: "usual pattern for alice" },
  { name: "methods", ask: "mfa methods" },
  { name: "detail", ask: "show 66ea54eb-6301-4ee5-be62-ff5a759b0100" },
  { name: "explain", ask: "what is 50126" },
  { name: "help", ask: "help" },
  { name: "dark", ask: "failures for alice last 7 days", dark: true },
  { name: "narrow", ask: "failures for alice last 7 days", width: 360 },
];

const now = new Date("2026-11-20T10:00:00Z");
const timezone = "Europe/Berlin";
/** CSS pixels: lower than any answer. */
const leastHeight = 240;
const root = fileURLToPath(new URL("../", import.meta.url));
const target = join(root, "docs", "pictures");

mkdirSync(target, { recursive: true });
const folder = mkdtempSync(join(tmpdir(), "signpost-pictures-"));
const service = await startDemo(join(folder, "demo.db"));
const browser = await launchBrowser();
try {
  for (const picture of pictures) {
    await take(picture, browser);
    console.log(`docs/pictures/${picture.name}.png taken`);
  }
} finally {
  await browser.close();
  await service.close();
  rmSync(folder, { recursive: true });
}

/** The demo as `npm start` runs it, but for its clock, which stands still. */
async function startDemo(path: string): Promise<{ url: string; close: () => Promise<void> }> {
  const log = createLog("warn");
  const store = await openDemoStore(path, now);
  const answer = createAnswerer({ store, access: { readers: "everyone" }, version, source: "demo data" });
  const bot = createBot({
    answer,
    render: renderCard,
    summarise: plainSummary,
    log,
    timezone,
    clock: () => now,
  });
  let chat: LocalChat | undefined;
  const server = await startServer({
    config: { host: "127.0.0.1", port: 0 },
    adapter: new TeamsAdapter({ credentials: undefined, log }),
    bot,
    log,
    mount: (routes) => {
      chat = mountChat(routes, { pageFolder: join(root, "dist", "chat", "page") });
    },
  });
  const close = async (): Promise<void> => {
    chat?.close();
    await server.close();
    await store.close();
  };
  return { url: server.url, close };
}

/** The question with its answer, as high as they are. */
async function take({ name, ask, dark, width = 760 }: Picture, browser: Browser): Promise<void> {
  const page = await browser.newPage({
    viewport: { width, height: leastHeight },
    colorScheme: dark === true ? "dark" : "light",
    locale: "en-GB",
    timezoneId: timezone,
  });
  await page.clock.setFixedTime(now);
  await page.goto(`${service.url}/?ask=${encodeURIComponent(ask)}`);
  await page.locator(".answer .card").waitFor();
  await page.setViewportSize({ width, height: leastHeight + (await hiddenHeight(page)) });
  await page.locator("#log").evaluate((log) => log.scrollTo(0, 0));
  await page.screenshot({ path: join(target, `${name}.png`), animations: "disabled", caret: "hide" });
  await page.close();
}

/** What does not fit at the height that the page was opened with. */
async function hiddenHeight(page: Page): Promise<number> {
  return page.locator("#log").evaluate((log) => log.scrollHeight - log.clientHeight);
}
