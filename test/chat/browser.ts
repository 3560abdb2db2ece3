import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

const places = [
  process.env["CHROMIUM_PATH"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

const executablePath = places.find((place) => place !== undefined && existsSync(place));
const advice = "needs Chromium: apt-get install chromium, or set CHROMIUM_PATH";

/** Tests with a browser are skipped where there is none; in continuous integration (`CI` is set) they fail. */
export const skipsBrowser = executablePath === undefined && !process.env["CI"];

/** What to add to the name of such tests, so that a skip says what to install. */
export const browserHint = skipsBrowser ? ` (${advice})` : "";

/** Starts a browser without a window. */
export async function launchBrowser(): Promise<Browser> {
  if (executablePath === undefined) throw new Error(`This test ${advice}.`);
  return chromium.launch({
    executablePath,
    headless: true,
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"],
  });
}
