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
import { createDesk, type Desk } from "../src/alerts/desk.ts";
import { readAlerts } from "../src/alerts/read-alert.ts";
import { createAnswerer } from "../src/commands/answer.ts";
import type { Answerer } from "../src/commands/ask.ts";
import type { Store } from "../src/store/store.ts";
import type { View } from "../src/views/view.ts";
import { createLog } from "../src/log.ts";
import { openSqliteState } from "../src/state/sqlite/open-state.ts";
import type { State } from "../src/state/state.ts";
import { version } from "../src/version.ts";
import { renderCard } from "../src/views/render.ts";
import { plainSummary } from "../src/views/text.ts";
import { launchBrowser } from "../test/chat/browser.ts";

interface Picture {
  readonly name: string;
  readonly ask: string;
  /** What is asked before, so that there is something to follow up. */
  readonly after?: string;
  /** What is told by itself, of both: nobody asked, and both are looked at. */
  readonly unasked?: readonly string[];
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
  { name: "digest", ask: "digest last 7 days" },
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

/** What the page shows in the place of answers: the posts of an alert as they become, one after another. */
const told = { alert: "the alert", reply: "the reply below it", closed: "the alert, closed" } as const;

/** It points at the alert, and means nothing elsewhere. */
const pointing = "others from that ip?";

/** The story of an alert in its thread. */
const alertPictures: readonly Picture[] = [
  { name: "alert", after: told.alert, ask: told.reply, unasked: Object.values(told) },
  { name: "alert-question", ask: pointing },
  {
    name: "alert-closed",
    after: "close as true positive because her password is reset",
    ask: told.closed,
    unasked: Object.values(told),
  },
];

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
  for (const picture of [...pictures, ...alertPictures]) {
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
  const thread = await openThread(store, state);
  const answers = createAnswerer({
    store,
    access: { readers: "everyone" },
    version,
    source: "demo data",
    state,
    deliver: linksTo(files, (id) => server.url + filePath(id), ", on this machine alone"),
    home: { origin: "https://signpost.contoso.com" },
    alertHandled: (number) => thread.desk.handled(number),
  });
  const inThread = new Set(alertPictures.flatMap(({ ask, after }) => [ask, ...(after ? [after] : [])]));
  const answer: Answerer = async (ask, signal) => {
    await thread.desk.close();
    const view = thread.shown(ask.text);
    if (view !== undefined) return view;
    const { conversation } = thread;
    return answers(inThread.has(ask.text) ? { ...ask, asker: { name: "Carol" }, conversation } : ask, signal);
  };
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

interface Thread {
  readonly desk: Desk;
  readonly conversation: string;
  /** A post of it as it is now; undefined for what is none. */
  readonly shown: (name: string) => View | undefined;
}

/** The thread of an alert on the demo company's password spray. */
async function openThread(store: Store, state: State): Promise<Thread> {
  const posts = new Map<string, View>();
  let time = Date.parse("2026-11-16T02:41:00Z");
  const desk = createDesk({
    alerts: state.alerts,
    store: async () => store,
    channels: {
      post: async ({ below }, _key, view) => {
        const id = below === undefined ? "1" : "2";
        posts.set(id, view);
        return { id };
      },
      change: async (_to, id, view) => {
        posts.set(id, view);
        return "made";
      },
    },
    routes: [{ channel: "19:soc@thread.tacv2" }],
    timezone,
    log: createLog("warn"),
    clock: () => time,
    pause: 0,
  });
  for (const id of ["one", "two", "three", "four"])
    for (const alert of readAlerts({
      id,
      title: "Password spray",
      severity: "high",
      time: "2026-11-16T02:12:00Z",
      until: "2026-11-16T02:37:00Z",
      addresses: ["203.0.113.66"],
    }))
      await desk.take(alert);
  await desk.close();
  time = now.getTime();
  const places: Readonly<Record<string, string>> = {
    [told.alert]: "1",
    [told.reply]: "2",
    [told.closed]: "1",
  };
  return {
    desk,
    conversation: "19:soc@thread.tacv2;messageid=1",
    shown: (name) => posts.get(places[name] ?? ""),
  };
}

/** The question with its answer, as high as they are. */
async function take(
  { name, ask, after, unasked = [] }: Picture,
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
    // Only what was asked last is looked at, or all but what nobody asked.
    await page
      .locator(".message")
      .evaluateAll(
        (all, told) =>
          all
            .filter((one, at) =>
              told.length === 0
                ? at < all.length - 2
                : !one.matches(".answer") && told.some((text) => one.textContent.trim().endsWith(text)),
            )
            .forEach((one) => one.remove()),
        [...unasked],
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
