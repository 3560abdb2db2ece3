import { describe, expect, test } from "vitest";
import type { Question } from "../../src/question/question.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";
import type { Store } from "../../src/store/store.ts";
import { memoryStore } from "../store/memory-store.ts";
import { viewOf } from "./answer-question.ts";
import { people } from "./company.ts";
import { entryOf } from "../../src/store/sign-in-text.ts";

const day = 86_400_000;
const alice = { userId: "a1", userPrincipalName: "alice@contoso.com", userDisplayName: "Alice Ng" };
const office = { ipAddress: "203.0.113.7", location: { city: "Berlin", countryOrRegion: "DE" } };
const away = { ipAddress: "198.51.100.9", location: { city: "Lagos", countryOrRegion: "NG" } };

/** On each of the last 28 days, at 09:30 in Berlin, Alice opens Teams; yesterday at 03:00 somebody in Lagos does. */
async function storeOfAlice(days = 28): Promise<Store> {
  const store = memoryStore();
  const signIn = (at: number, rest: Partial<SignIn>): SignIn => ({
    id: `s${at}`,
    createdDateTime: new Date(at).toISOString(),
    type: "interactiveUser",
    status: { errorCode: 0 },
    appId: "teams",
    appDisplayName: "Microsoft Teams",
    ...alice,
    ...rest,
  });
  const midnight = Date.UTC(2026, 2, 31);
  const everyday = Array.from({ length: days }, (_, ago) => midnight - ago * day)
    .filter((at) => at > Date.UTC(2026, 2, 29))
    .map((at) => at + 7.5 * 3_600_000)
    .concat(
      // Before clocks changed, half past nine was an hour later in UTC.
      Array.from({ length: days }, (_, ago) => midnight - ago * day)
        .filter((at) => at < Date.UTC(2026, 2, 29))
        .map((at) => at + 8.5 * 3_600_000),
    );
  const signIns = [
    ...everyday.map((at) => signIn(at, office)),
    signIn(midnight - day + 3_600_000, { ...away, appId: "shell", appDisplayName: "Azure PowerShell" }),
  ];
  await store.write(signIns.map(entryOf));
  return store;
}

const asked: Partial<Question> & { intent: "pattern" } = {
  intent: "pattern",
  where: [{ field: "user", is: ["alice"] }],
  window: { from: "now-30d", to: "now" },
};

describe("pattern", () => {
  test("says when, from where and with what, and what is new", async () => {
    const view = await viewOf("pattern", asked, {
      store: await storeOfAlice(),
      timezone: "Europe/Berlin",
    });
    expect(view.headline).toBe(
      "Usually 09 to 10 on weekdays, from Germany, with Microsoft Teams; new in the last 7 days: country Nigeria, application Azure PowerShell, city Lagos and 1 more.",
    );
    // One hour of the wall clock, though clocks changed in between.
    expect(view.rows.slice(1, 5).map(({ text }) => text)).toEqual(
      Array(4).fill(`${"·".repeat(9)}█${"·".repeat(14)}`),
    );
    expect(view.news[0]?.bars.map(({ label }) => label)).toEqual([
      "Country Nigeria",
      "Application Azure PowerShell",
      "City Lagos",
      "IP address 198.51.100.9",
    ]);
    expect(view.lines.join(" ")).toMatch(/compared with 4 Mar 2026 09:30 to 24 Mar 2026 12:00 CET/);
  });

  test("a short range is compared with the 30 days before it, or with what is said", async () => {
    const store = await storeOfAlice();
    const where = [{ field: "user" as const, is: ["alice"] }];
    const short = { intent: "pattern", where, window: { from: "now-2d", to: "now" } } as const;
    const usual = await viewOf("pattern", short, { store });
    expect(usual.headline).toMatch(/^Only 3 sign-ins; new in the last 2 days: country Nigeria/);
    expect(usual.lines.join(" ")).toMatch(/too few to tell habits from chance/);
    // Two days ago is all that there is to compare with.
    const said = await viewOf("pattern", { ...short, baseline: "P3D" }, { store });
    expect(said.lines.join(" ")).toMatch(/compared with 26 Mar 2026 10:00 to 29 Mar 2026 10:00 UTC/);
  });

  test("where there is nothing before, nothing is called new", async () => {
    const { headline, lines, news } = await viewOf(
      "pattern",
      { intent: "pattern", window: { from: "now-30d", to: "now" } },
      { store: await storeOfAlice(5) },
    );
    expect(news).toEqual([]);
    expect(headline).not.toMatch(/new/);
    expect(lines.join(" ")).toMatch(/Nothing older is stored/);
  });

  test("somebody without sign-ins has no pattern", async () => {
    const view = await viewOf("pattern", {
      intent: "pattern",
      where: [{ field: "user", is: [people.dana.userPrincipalName] }],
      window: { from: "now-7d", to: "now" },
    });
    expect(view.headline).toMatch(/^Nothing found\. There are 3 matches at other times/);
    expect([view.rows, view.news, view.hours]).toEqual([[], [], ""]);
  });

  test("a service principal has habits of its own", async () => {
    const view = await viewOf("pattern", {
      intent: "pattern",
      where: [{ field: "type", is: ["servicePrincipal"] }],
      window: { from: "now-7d", to: "now" },
    });
    expect(view.headline).toMatch(/^Only 3 sign-ins/);
    expect(view.sections.map(({ title }) => title)).toEqual(["Service principals", "Addresses"]);
    expect(view.lines[0]).toBe("1 service principal and 1 IP address.");
  });

  test("the whole of what is stored can be asked about", async () => {
    const view = await viewOf("pattern", { intent: "pattern" });
    expect(view.rows.map(({ count }) => Number(count)).reduce((sum, one) => sum + one, 0)).toBe(23);
  });
});
