import type { ChildProcess } from "node:child_process";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { collect, ended, printed, startSignpost, temporaryFolder } from "../cli/signpost.ts";
import { browserHint, launchBrowser, skipsBrowser } from "./browser.ts";

/** The whole of `signpost demo`, as somebody who tries Signpost sees it. */

const folder = temporaryFolder();
let service: ChildProcess;
let output: { stdout: string; stderr: string };
let origin = "";

beforeAll(async () => {
  service = startSignpost(["demo", "--store", "demo.db"], {
    cwd: folder.path,
    env: { PORT: "0", LOG_LEVEL: "warn" },
  });
  output = collect(service);
  origin = await printed(output, /http:\/\/127\.0\.0\.1:\d+/);
}, 150_000);

afterAll(() => {
  service.kill("SIGKILL");
  folder.remove();
});

test("the demo tells its address and what to ask, and is well", async () => {
  expect(output.stdout).toMatch(/Open http.*and ask, for example:\n\n {2}failures for alice last 7 days/);
  expect(await (await fetch(`${origin}/healthz`)).json()).toEqual({ status: "ok" });
  expect(await (await fetch(origin)).text()).toContain("<title>Signpost</title>");
});

describe.skipIf(skipsBrowser)(`the demo's chat${browserHint}`, { timeout: 60_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
  });

  test("a question is answered by a card whose buttons and rows lead on", async () => {
    const { page, faults, outside } = await open("/");
    await say(page, "failures for alice last 7 days");
    const first = answer(page, 0);
    await first.getByText(/^\d+ failures in 7 days, from \d+ addresses; last/).waitFor();
    expect(await first.innerText()).toMatch(/Alice Ng <alice@contoso\.com>/);
    expect(await first.innerText()).toMatch(/1 to 5 of \d+, newest first/);

    await first.getByRole("button", { name: "Next 5" }).click();
    await first.getByText(/6 to 10 of \d+, newest first/).waitFor();
    await first.getByRole("button", { name: "Previous" }).click();
    await first.getByText(/1 to 5 of \d+, newest first/).waitFor();
    expect(await page.locator(".answer").count()).toBe(1);

    await first.getByRole("button", { name: "Summary" }).click();
    await answer(page, 1)
      .getByText(/sign-ins; last failure/)
      .waitFor();

    await first
      .getByText(/^Failure \d+/)
      .first()
      .click();
    const detail = answer(page, 2);
    await detail.getByText(/Failure: Alice Ng to /).waitFor();
    expect(await detail.innerText()).toMatch(/Request ID/);

    expect([faults, outside]).toEqual([[], []]);
  });

  test("the numbers of a chart lead to each of its days, by keyboard too", async () => {
    const { page, faults, outside } = await open("/");
    await say(page, "sign-ins per day last 7 days");
    const numbers = answer(page, 0).locator(".chart-numbers");
    await numbers.waitFor();
    expect(await numbers.getByText(/ success, /).count()).toBe(8);
    expect(
      await numbers
        .getByText(/ success, /)
        .first()
        .isVisible(),
    ).toBe(false);
    await numbers.locator("summary").press("Enter");
    const day = numbers.locator("a").nth(2);
    const label = await day.innerText();
    await day.press("Enter");
    const [, date = "?"] = /^\w{3} (\d+ \w{3})$/.exec(label) ?? [];
    await answer(page, 1)
      .getByText(new RegExp(`^${date} \\d{4} 00:00 to `))
      .waitFor();
    expect([faults, outside]).toEqual([[], []]);
  });

  test("nonsense gets help, whose examples can be pressed, and nothing is sent for an empty text", async () => {
    const { page, faults, outside } = await open("/");
    await say(page, "   ");
    await say(page, "!!! 1234 %%%");
    await answer(page, 0).getByText("I did not understand that").waitFor();
    expect(await page.locator(".own .bubble").allTextContents()).toEqual(["!!! 1234 %%%"]);
    await answer(page, 0).getByRole("button", { name: "Times" }).first().click();
    await answer(page, 1).getByText("failures last 24 hours").first().click();
    await answer(page, 2)
      .getByText(/failures in .*; last/)
      .waitFor();
    expect([faults, outside]).toEqual([[], []]);
  });

  test("a chip and a link ask; a name nobody has says so", async () => {
    const { page, faults, outside } = await open("/?ask=what+is+50126");
    await answer(page, 0)
      .getByText(/InvalidUserNameOrPassword/)
      .first()
      .waitFor();
    expect(new URL(page.url()).search).toBe("");
    await say(page, "failures for zebediah");
    await answer(page, 1)
      .getByText('"zebediah" is no word that I know, and no user of the stored logs is called that.')
      .waitFor();
    expect([faults, outside]).toEqual([[], []]);
  });

  async function open(path: string): Promise<{ page: Page; faults: string[]; outside: string[] }> {
    const context = await browser.newContext({ timezoneId: "Europe/Berlin", locale: "en-GB" });
    const faults: string[] = [];
    const outside: string[] = [];
    context.on("request", (request) => {
      if (!request.url().startsWith(origin)) outside.push(request.url());
    });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on("pageerror", ({ message }) => faults.push(message));
    page.on("console", (message) => {
      if (message.type() === "error") faults.push(message.text());
    });
    await page.goto(`${origin}${path}`);
    return { page, faults, outside };
  }
});

test("Ctrl-C ends the demo", async () => {
  const end = ended(service);
  service.kill("SIGINT");
  expect(await end).toBe(0);
  expect(output.stderr).toMatch(/^(Making the demo company.*\n)?$/);
}, 20_000);

function answer(page: Page, index: number): Locator {
  return page.locator(".answer").nth(index);
}

async function say(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "Your question" }).fill(text);
  await page.keyboard.press("Enter");
}
