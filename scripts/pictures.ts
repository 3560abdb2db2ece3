// Takes the pictures of docs/pictures: the chat page with answers of the demo company, always as of the same moment.
// Names take those alone: npm run pictures -- alert. Needs Chromium (see CONTRIBUTING.md).
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { createBot } from "../src/bot/bot.ts";
import { createFileShelf } from "../src/bot/file-shelf.ts";
import { linksTo } from "../src/bot/downloads.ts";
import { filePath, mountChat, type LocalChat } from "../src/bot/local-chat.ts";
import { createMessenger } from "../src/bot/messenger.ts";
import { startServer } from "../src/bot/server.ts";
import { openDemoStore } from "../src/cli/demo-store.ts";
import { factsOf } from "../src/alerts/facts.ts";
import { readAlerts } from "../src/alerts/read-alert.ts";
import { alertView } from "../src/alerts/alert-view.ts";
import { explanationView } from "../src/alerts/explanation-view.ts";
import { createAnswerer } from "../src/commands/answer.ts";
import type { Answerer } from "../src/commands/ask.ts";
import type { Store } from "../src/store/store.ts";
import type { View } from "../src/views/view.ts";
import { createLog } from "../src/log.ts";
import { openSqliteState } from "../src/state/sqlite/open-state.ts";
import { version } from "../src/version.ts";
import { renderCard } from "../src/views/render.ts";
import { plainSummary } from "../src/views/text.ts";
import { launchBrowser } from "../test/chat/browser.ts";

interface Picture {
  readonly name: string;
  readonly ask: string;
  /** What is asked before, so that there is something to follow up. */
  readonly after?: string;
  /** Both are told by themselves: nobody asked. */
  readonly isUnasked?: boolean;
}

/** Every kind of answer. */
const pictures: readonly Picture[] = [
  { name: "failures", ask: "failures for alice last 7 days" },
  { name: "columns", ask: "failures last 7 days columns user, app, ip, risk" },
  { name: "groups", ask: "non-interactive sign-ins for alice last 24 hours" },
  { name: "service-principals", ask: "service principal sign-ins last 24 hours" },
  { name: "next", ask: "next", after: "failures for alice last 7 days" },
  { name: "summary", ask: "summary for bob" },
  { name: "count", ask: "how many users signed in this week" },
  { name: "top", ask: "failures by country" },
  { name: "top-apps", ask: "top 3 apps last 30 days" },
  { name: "trend", ask: "sign-ins per day last 14 days" },
  { name: "split", ask: "sign-ins per day split by app" },
  { name: "compare", ask: "failures this week vs last week" },
  { name: "pattern", ask: "usual pattern for alice" },
  { name: "methods", ask: "mfa methods" },
  { name: "prompts", ask: "why was alice prompted for mfa" },
  { name: "coverage", ask: "mfa coverage" },
  { name: "policies", ask: "policies last 30 days" },
  { name: "hunt", ask: "password spray last 7 days" },
  { name: "detail", ask: "show 66ea54eb-6301-4ee5-be62-ff5a759b0100" },
  { name: "explain", ask: "what is 50126" },
  { name: "why", ask: "why failures for bob" },
  { name: "export", ask: "export failures last 7 days as csv" },
  { name: "link", ask: "link", after: "failures for alice last 7 days" },
  { name: "saved", ask: "saved", after: "save failures of guests last 24 hours as guests" },
  { name: "about", ask: "about" },
  { name: "help", ask: "help" },
  { name: "filters", ask: "help filters" },
  { name: "choice", ask: "sign-ins for ma" },
  { name: "unknown-name", ask: "failures for alise" },
  { name: "nothing", ask: "failures for alice from Japan" },
  { name: "not-understood", ask: "failures frobnicated yesterday" },
];

/** An alert and what stands below it, which the page shows in the place of answers. */
const alertPicture: Picture = {
  name: "alert",
  after: "the alert",
  ask: "the reply below it",
  isUnasked: true,
};

/** How each of them is looked at. */
const looks = [
  { suffix: "", dark: false, width: 760 },
  { suffix: "-dark", dark: true, width: 760 },
  { suffix: "-narrow", dark: false, width: 360 },
] as const;

const now = new Date("2026-11-20T10:00:00Z");
const timezone = "Europe/Berlin";
/** CSS pixels: lower than any answer. */
const leastHeight = 240;
const root = fileURLToPath(new URL("../", import.meta.url));
const target = join(root, "docs", "pictures");

mkdirSync(target, { recursive: true });
const folder = mkdtempSync(join(tmpdir(), "signpost-pictures-"));
const service = await startDemo(folder);
const browser = await launchBrowser();
try {
  const named = process.argv.slice(2);
  // What has gone from the list goes from the folder.
  if (named.length === 0) rmSync(target, { recursive: true });
  mkdirSync(target, { recursive: true });
  for (const picture of [...pictures, alertPicture]) {
    if (named.length > 0 && !named.includes(picture.name)) continue;
    for (const look of looks) await take(picture, look, browser);
    console.log(`docs/pictures/${picture.name}.png taken, light, dark and narrow`);
  }
} finally {
  await browser.close();
  await service.close();
  rmSync(folder, { recursive: true });
}

/** The demo as `npm start` runs it, but for its clock, which stands still. */
async function startDemo(path: string): Promise<{ url: string; close: () => Promise<void> }> {
  const log = createLog("warn");
  const store = await openDemoStore(join(path, "demo.db"), now);
  const state = openSqliteState(join(path, "state.db"));
  const files = createFileShelf();
  const answers = createAnswerer({
    store,
    access: { readers: "everyone" },
    version,
    source: "demo data",
    state,
    deliver: linksTo(files, (id) => server.url + filePath(id), ", on this machine alone"),
  });
  const answer: Answerer = async (ask, signal) =>
    (await alertViews(store)).get(ask.text) ?? answers(ask, signal);
  const { adapter, chats, findPeople, outbox } = createMessenger({ state, log });
  const bot = createBot({
    chats,
    findPeople,
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
    adapter,
    bot,
    log,
    mount: (routes) => {
      chat = mountChat(routes, { pageFolder: join(root, "dist", "chat", "page"), files });
    },
  });
  const close = async (): Promise<void> => {
    chat?.close();
    await server.close();
    await outbox.close();
    await store.close();
    await state.close();
  };
  return { url: server.url, close };
}

/** What is posted of an alert on the demo company's password spray. */
async function alertViews(store: Store): Promise<ReadonlyMap<string, View>> {
  const [alert] = readAlerts({
    id: "demo",
    title: "Password spray",
    severity: "high",
    time: "2026-11-16T02:12:00Z",
    until: "2026-11-16T02:37:00Z",
    addresses: ["203.0.113.66"],
  });
  if (alert === undefined) throw new Error("there is no alert");
  const card = alertView(
    alert,
    { number: 12, count: 4, opened: alert.first, last: Date.parse("2026-11-16T02:41:00Z") },
    timezone,
  );
  const reply = explanationView(alert, await factsOf(alert, store), timezone);
  return new Map([
    ["the alert", card],
    ["the reply below it", reply],
  ]);
}

/** The question with its answer, as high as they are. */
async function take(
  { name, ask, after, isUnasked = false }: Picture,
  { suffix, dark, width }: (typeof looks)[number],
  browser: Browser,
): Promise<void> {
  const page = await browser.newPage({
    viewport: { width, height: leastHeight },
    colorScheme: dark ? "dark" : "light",
    locale: "en-GB",
    timezoneId: timezone,
  });
  await page.clock.setFixedTime(now);
  await page.goto(`${service.url}/?ask=${encodeURIComponent(after ?? ask)}`);
  await page.locator(".answer .card").waitFor();
  if (after !== undefined) {
    await page.getByRole("textbox").fill(ask);
    await page.getByRole("textbox").press("Enter");
    await page.locator(".answer .card").nth(1).waitFor();
    // Only what was asked last is looked at, or what nobody asked.
    await page
      .locator(".message")
      .evaluateAll(
        (all, alone) =>
          all
            .filter((one, at) => (alone ? !one.matches(".answer") : at < all.length - 2))
            .forEach((one) => one.remove()),
        isUnasked,
      );
  }
  await page.setViewportSize({ width, height: leastHeight + (await hiddenHeight(page)) });
  await page.locator("#log").evaluate((log) => log.scrollTo(0, 0));
  const path = join(target, `${name}${suffix}.png`);
  await page.screenshot({ path, animations: "disabled", caret: "hide" });
  await page.close();
}

/** What does not fit at the height that the page was opened with. */
async function hiddenHeight(page: Page): Promise<number> {
  return page.locator("#log").evaluate((log) => log.scrollHeight - log.clientHeight);
}
