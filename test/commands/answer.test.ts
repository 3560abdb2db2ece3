import { commandGroups } from "../../src/commands/command.ts";
import { describe, expect, test } from "vitest";
import { createAnswerer } from "../../src/commands/answer.ts";
import { bucketEdges } from "../../src/commands/trend.ts";
import type { Section, TrendView } from "../../src/views/view.ts";
import { memoryStore } from "../store/memory-store.ts";
import { ask, askFor, correlation, now, people, signIns, signInsOf, stranger } from "./company.ts";
import { entryOf } from "../../src/store/sign-in-text.ts";

const values = (figures: readonly { value: string }[]): string[] => figures.map(({ value }) => value);
const barsOf = (bars: Section["bars"]): [string, number][] => bars.map(({ label, size }) => [label, size]);
const countsOf = (points: TrendView["points"]): number[] =>
  points.map(({ success, failure, interrupted }) => success + failure + interrupted);
const titlesOf = (buttons: readonly { title: string }[]): string[] => buttons.map(({ title }) => title);
const askOf = (buttons: readonly { title: string }[], title: string): string => {
  const button = buttons.find((one) => one.title === title);
  if (button === undefined || !("ask" in button)) throw new Error(`no button ${title}`);
  return button.ask as string;
};

describe("list", () => {
  test("says how many failed, of whom, from where, and when last", async () => {
    const view = await askFor("list", "failures last 7 days");
    expect(view.headline).toBe("14 failures in 7 days, of 4 users from 4 addresses; last at 09:00 today.");
    // A nought of successes, which nobody asked for, would read as "nobody got in".
    expect(view.figures).toEqual([]);
    expect(view.title).toBe("Failures · interactive");
    expect(view.range).toBe("24 Mar 2026 10:00 to 31 Mar 2026 10:00 UTC");
    expect(view.notes).toEqual([]);
    expect(view.reasons.map(({ title }) => title)).toEqual(["50126 InvalidUserNameOrPassword · 8 of 14"]);
    expect(view.shown).toBe("1 to 5 of 14, newest first");
    expect(view.rows.map(({ who, status }) => [who, status])).toEqual([
      ["Alex Brandt", "Failure 50057"],
      ["Bob Marsh", "Failure 53003"],
      ["Bob Marsh", "Failure 53003"],
      ["Alex Adler", "Failure 50053"],
      ["Alex Adler", "Failure 50126"],
    ]);
  });

  test("says what waits in the logs that were not searched, and how old the newest record is", async () => {
    const { coverage } = await askFor("list", "failures last 7 days");
    expect(coverage.join(" ")).toMatch(/2 service principal/);
    expect(coverage.join(" ")).toMatch(/1 non-interactive/);
    expect(coverage.join(" ")).toMatch(/31 Mar 2026 09:00 UTC, 1 hour old/);
  });

  test("shows the next page by its own button, up to the last", async () => {
    const first = await askFor("list", "failures last 7 days");
    const second = await askFor("list", askOf(first.buttons, "Next 5"));
    const third = await askFor("list", askOf(second.buttons, "Next 4"));
    expect((await askFor("list", askOf(second.buttons, "Previous"))).rows).toEqual(first.rows);
    expect(titlesOf(first.buttons)).not.toContain("Previous");
    expect([second.shown, third.shown]).toEqual([
      "6 to 10 of 14, newest first",
      "11 to 14 of 14, newest first",
    ]);
    expect(titlesOf(third.buttons).join()).not.toContain("Next");
    const rows = [...first.rows, ...second.rows, ...third.rows];
    expect(new Set(rows.map((row) => row.ask)).size).toBe(14);
    expect(second.headline).toBe(first.headline);
  });

  test("says so beyond the last page", async () => {
    for (const [text, total] of [
      ["failures offset:40 last 7 days", 14],
      ["non-interactive sign-ins offset:40 last 7 days", 3],
    ] as const) {
      const view = await askFor("list", text);
      expect(view.rows).toEqual([]);
      expect(view.shown).toContain(`there are ${total}`);
      expect(titlesOf(view.buttons).join()).not.toContain("Next ");
    }
  });

  test("lists the oldest first where that is asked", async () => {
    const view = await askFor("list", "first 2 failures last 7 days");
    expect(view.shown).toBe("1 to 2 of 14, oldest first");
    expect(view.rows.map(({ time }) => time)).toEqual(["25 Mar 08:00", "25 Mar 08:05"]);
  });

  test("the last sign-in of somebody is found whenever it was", async () => {
    const view = await askFor("list", "last sign-in of dana");
    expect(view.shown).toBe("1 of 3, newest first");
    expect(view.rows.map(({ time }) => time)).toEqual(["11 Mar 09:00"]);
  });

  test.each([
    [
      "failures for bob",
      /^7 failures in 7 days, from 2 addresses; last on 30 Mar at 07:01; 2 successes from the same addresses, background ones included, the last on 29 Mar at 10:00\.$/,
    ],
    [
      "failures for adler",
      /^4 failures in 7 days, from 1 address; .*; 1 success from the same address, the last on 29 Mar at 01:50\.$/,
    ],
    // After the range, but before now.
    ["failures for adler 29 march", /1 success from the same address, the last on 29 Mar at 01:50/],
    ["sign-ins for adler", /^8 sign-ins in 7 days, from 2 addresses; last at 06:01 today\.$/],
    ["interrupted sign-ins for adler", /^2 interrupted sign-ins in 7 days/],
    ["successes last 7 days", /^4 successes in 7 days, of 3 users/],
  ])("%s: says whether anyone got in", async (text, headline) => {
    expect((await askFor("list", text)).headline).toMatch(headline);
  });

  test("names the one sign-in of a page that its verdict is about", async () => {
    const { verdict } = await askFor("list", "failures for bob");
    expect(verdict).toMatch(/^30 Mar 07:01: password right · stopped by CA Require MFA/);
    // Nothing is known of the newest but its code: that says why.
    expect((await askFor("list", "failures for adler")).verdict).toMatch(
      /^29 Mar 01:30: Entra ID refused before judging the password/,
    );
  });

  test("a range that was not named and words that mean nothing are said", async () => {
    const { notes } = await askFor("list", "failures 12345678");
    expect(notes.join(" ")).toMatch(/left out: "12345678"/);
    expect(notes.join(" ")).toMatch(/last 7 days were taken/);
    expect((await askFor("list", "failures today")).notes).toEqual([]);
  });

  test("no more rows are shown than a card holds, and that is said", async () => {
    const view = await askFor("list", "last 100 sign-ins last 30 days");
    expect(view.rows.length).toBe(15);
    expect(view.shown).toBe("1 to 15 of 22, newest first");
    expect(view.coverage.join(" ")).toMatch(/At most 15 rows/);
    expect((await askFor("list", askOf(view.buttons, "Next 7"))).shown).toBe("16 to 22 of 22, newest first");
  });

  test("non-interactive sign-ins are grouped as the portal groups them, and a group opens", async () => {
    const view = await askFor("list", "non-interactive sign-ins");
    expect(view.headline).toMatch(/^5 sign-ins in 7 days, of 2 users from 2 addresses/);
    expect(view.rows.map(({ who, what, status, count }) => [who, what, status, count])).toEqual([
      ["Bob Marsh", "Outlook Mobile", "Success", ""],
      ["Alex Adler", "Outlook Mobile", "Failure 50173", ""],
      ["Alex Adler", "Outlook Mobile", "Success", "× 3"],
    ]);
    expect(view.shown).toMatch(/^1 to 3 of 3 groups .*newest first$/);
    expect((await askFor("list", view.rows[2]?.ask ?? "")).shown).toBe("1 to 3 of 3, newest first");
    const oldest = await askFor("list", "non-interactive sign-ins order:oldest");
    expect(oldest.rows[0]?.count).toBe("× 3");
    expect(oldest.shown).toMatch(/oldest first$/);
  });
});

describe("summary", () => {
  test("counts from every side", async () => {
    const view = await askFor("summary", "summary last 7 days");
    expect(view.headline).toBe(
      "20 sign-ins, 70 % failed; last success at 06:01 today; last failure at 09:00 today.",
    );
    expect(values(view.figures)).toEqual(["4", "14", "2"]);
    expect(view.distinct.map(({ label, value }) => [label, value])).toEqual([
      ["users", "4"],
      ["applications", "4"],
      ["addresses", "4"],
      ["countries", "2"],
    ]);
    // 53003 twice, 50057 once and 50074 and 50140 once each come after the right password.
    expect(view.verdicts.join(" ")).toMatch(/Conditional access: 0 passed, 2 stopped/);
    const section = (title: string) => view.sections.find((one) => one.title === title)?.bars ?? [];
    expect(barsOf(section("Top applications, 3 of 4"))).toEqual([
      ["Azure Portal", 11],
      ["Timesheets", 5],
      ['=HYPERLINK("https://evil.example";"a, b")', 2],
    ]);
    expect(barsOf(section("Top countries"))).toEqual([
      ["Germany", 10],
      ["United States", 8],
    ]);
    expect(barsOf(section("Error codes, 3 of 7")).slice(0, 2)).toEqual([
      ["50126 InvalidUserNameOrPassword", 8],
      ["50105 EntitlementGrantsNotFound", 2],
    ]);
  });
});

describe("count", () => {
  test.each([
    ["how many failures last 7 days", "14", /^14 failures; last at 09:00 today\.$/],
    ["how many users last 7 days", "4", /^4 users in 20 sign-ins/],
    ["how many countries failed last 30 days", "2", /^2 countries in 15 failures/],
    ["how many sign-ins all time", "23", /^23 sign-ins/],
    ["how many service principals last 7 days", "1", /^1 service principal in 3 sign-ins/],
  ])("%s: %s", async (text, count, headline) => {
    const view = await askFor("count", text);
    expect(view.number).toBe(count);
    expect(view.headline).toMatch(headline);
  });
});

describe("top", () => {
  test.each<[string, [string, number][]]>([
    [
      "top 2 apps last 7 days",
      [
        ["Azure Portal", 11],
        ["Timesheets", 5],
      ],
    ],
    [
      "failures by country last 7 days",
      [
        ["United States", 7],
        ["Germany", 5],
        ["unknown country", 2],
      ],
    ],
    [
      "top 2 by user and app failures last 7 days",
      [
        ["Alex Adler · Azure Portal", 4],
        ["Bob Marsh · Azure Portal", 3],
      ],
    ],
    [
      "top by user failures order:least last 7 days",
      [
        ["Alex Brandt", 1],
        ["[free](https://evil.example) <b>Gail</b>", 2],
        ["Alex Adler", 4],
        ["Bob Marsh", 7],
      ],
    ],
    [
      "top by user failures having:signIns>=3 last 7 days",
      [
        ["Bob Marsh", 7],
        ["Alex Adler", 4],
      ],
    ],
    ["top by user having:successes<=0 last 7 days", [["[free](https://evil.example) <b>Gail</b>", 2]]],
    ["top by user having:lastSeen<now-10d last 30 days", [["Dana Ruiz", 2]]],
    // By the number of their addresses, not of their sign-ins; ties by id.
    [
      "top 2 by user rank:ip last 7 days",
      [
        ["Alex Adler", 2],
        ["Bob Marsh", 2],
      ],
    ],
    ["top service principals last 7 days", [["ci-deploy", 3]]],
    [
      "sign-ins by type last 7 days",
      [
        ["interactive", 20],
        ["non-interactive", 5],
        ["service principal", 3],
      ],
    ],
  ])("%s", async (text, bars) => {
    const view = await askFor("top", text);
    expect(barsOf(view.bars)).toEqual(bars);
    expect(view.notes).toEqual([]);
  });

  test.each([
    ["top 3 apps last 7 days", "Azure Portal has most: 11 · 55 % of 20 sign-ins.", "3 of 4 applications"],
    [
      "top by user failures order:least last 7 days",
      "Alex Brandt has fewest: 1 · 7 % of 14 failures.",
      "4 of 4 users",
    ],
    [
      "top by user failures having:signIns>=3 last 7 days",
      "Bob Marsh has most: 7 · 50 % of 14 failures.",
      "2 of 2 users, with at least 3 sign-ins",
    ],
    [
      "top 1 by user rank:ip last 7 days",
      "Alex Adler has most: 2 addresses, in 20 sign-ins of all.",
      "1 of 4 users",
    ],
  ])("%s: %s", async (text, headline, shown) => {
    const view = await askFor("top", text);
    expect([view.headline, view.shown]).toEqual([headline, shown]);
  });

  test("says that more groups were asked for than a card holds", async () => {
    const view = await askFor("top", "top 40 by country last 7 days");
    expect(view.coverage.join(" ")).toMatch(/At most 25 groups/);
  });

  test("a threshold that no group reaches is not the same as nothing", async () => {
    const view = await askFor("top", "failures by user having:signIns>=100 last 7 days");
    expect(view.bars).toEqual([]);
    expect(view.headline).toMatch(/14 failures match.*threshold/);
  });
});

describe("trend", () => {
  const berlin = { timezone: "Europe/Berlin" };

  test("the day on which clocks change has 23 hours", async () => {
    const view = await askFor("trend", "sign-ins per hour 29 march", berlin);
    expect(view.points.length).toBe(23);
    expect(view.points.slice(0, 4).map(({ label }) => label)).toEqual([
      "29 Mar 00:00",
      "29 Mar 01:00",
      "29 Mar 03:00",
      "29 Mar 04:00",
    ]);
    expect(countsOf(view.points).slice(0, 4)).toEqual([0, 2, 3, 0]);
    expect(view.headline).toBe("5 sign-ins in 23 hours; 0.2 an hour on average, most (3) at 29 Mar 03:00.");
  });

  test("days are the asker's, the first and the last may be partial", async () => {
    const view = await askFor("trend", "sign-ins per day last 7 days", berlin);
    expect(view.points.map(({ label, success, failure }) => [label, success, failure])).toEqual([
      ["Tue 24 Mar", 1, 0],
      ["Wed 25 Mar", 0, 2],
      ["Thu 26 Mar", 1, 0],
      ["Fri 27 Mar", 0, 2],
      ["Sat 28 Mar", 0, 3],
      ["Sun 29 Mar", 1, 4],
      ["Mon 30 Mar", 0, 2],
      ["Tue 31 Mar", 1, 1],
    ]);
    expect(values(view.figures)).toEqual(["4", "14", "2"]);
    const sunday = await askFor("list", view.points[5]?.ask ?? "", berlin);
    expect(sunday.range).toBe("29 Mar 2026 00:00 CET to 30 Mar 2026 00:00 CEST");
    expect(sunday.headline).toMatch(/^5 sign-ins in 23 hours/);
    // The busiest day, which is the one with most failures as well.
    expect(askOf(view.buttons, "Sun 29 Mar")).toBe(view.points[5]?.ask);
  });

  test("the busiest point and the one with most failures are buttons", async () => {
    const view = await askFor("trend", "sign-ins per week last 30 days");
    const days = titlesOf(view.buttons).filter((title) => title.startsWith("week of"));
    const largest = (size: (point: TrendView["points"][number]) => number): string | undefined =>
      view.points.toSorted((a, b) => size(b) - size(a))[0]?.label;
    const busiest = largest(({ success, failure, interrupted }) => success + failure + interrupted);
    expect(days).toEqual([...new Set([busiest, largest(({ failure }) => failure)])]);
  });

  test.each<[string, number[], RegExp]>([
    ["sign-ins per week last 30 days", [0, 0, 2, 0, 14, 6], /most \(14\) in the week of 23 Mar/],
    ["sign-ins per month all time", [1, 22], /most \(22\) in Mar 2026/],
    // Two days or less: hours. Up to sixty: days. Beyond: weeks.
    ["sign-ins trend last 24 hours", [0, 3, 0], /in 24 hours/],
  ])("%s", async (text, counts, headline) => {
    const view = await askFor("trend", text, berlin);
    expect(countsOf(view.points)).toEqual(expect.arrayContaining(counts));
    expect(view.headline).toMatch(headline);
  });

  test("days before the oldest record are not drawn, and that is said", async () => {
    const view = await askFor("trend", "sign-ins per month since 2020-01-01");
    expect(view.points.map(({ label }) => label)).toEqual(["Feb 2026", "Mar 2026"]);
    expect(view.coverage.join(" ")).toMatch(/oldest record is of 2 Feb 2026/);
  });

  test("too many points are refused with what to ask instead", async () => {
    const view = await askFor("notice", "sign-ins per hour all time");
    expect(view.headline).toMatch(/chart holds 200.*per day/);
  });

  test.each([
    ["Europe/Berlin", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", "hour", 25, "23:00"],
    ["Europe/Berlin", "2026-10-25T01:30:00Z", "2026-10-25T03:00:00Z", "hour", 2, "03:00"],
    ["Asia/Kolkata", "2026-03-01T00:00:00Z", "2026-03-01T02:00:00Z", "hour", 3, "07:00"],
    // Its summer time begins at midnight: that day starts at one, the next at midnight again.
    ["America/Santiago", "2026-09-05T04:00:00Z", "2026-09-08T03:00:00Z", "day", 3, "00:00"],
    ["Pacific/Apia", "2026-01-31T10:00:00Z", "2026-03-01T10:00:00Z", "month", 3, "00:00"],
  ] as const)(
    "in %s from %s to %s every %s begins by the local clock",
    (timezone, from, to, bucket, count, lastBegin) => {
      const edges = bucketEdges(Date.parse(from), Date.parse(to), bucket, timezone);
      expect(edges.length - 1).toBe(count);
      expect(edges).toEqual([...edges].sort((one, other) => one - other));
      const clock = new Intl.DateTimeFormat("en-GB", { timeZone: timezone, timeStyle: "short" });
      expect(clock.format(edges.at(-2))).toBe(lastBegin);
    },
  );
});

describe("detail", () => {
  const last = signIns.at(-1);

  test("one sign-in by its request id, whatever the case", async () => {
    const view = await askFor("detail", `show ${last?.id.toUpperCase()}`);
    expect(view.title).toBe("Sign-in · Alex Brandt · Timesheets");
    expect(view.status).toBe("Failure · error 50057");
    expect(view.rows).toEqual([]);
  });

  test("the newest of a correlation id, with its siblings", async () => {
    const view = await askFor("detail", `show ${correlation}`);
    expect(view.status).toBe("Success");
    expect(view.rows.map(({ status }) => status)).toEqual(["Interrupted 50140", "Interrupted 50074"]);
    const sibling = await askFor("detail", view.rows[1]?.ask ?? "");
    expect(sibling.status).toBe("Interrupted · error 50074");
    expect(sibling.rows.map(({ status }) => status)).toEqual(["Success", "Interrupted 50140"]);
    const all = await askFor("list", askOf(view.buttons, "Same correlation"));
    expect(all.shown).toMatch(/^1 to 3 of 3/);
  });

  test("an id that nothing has", async () => {
    expect((await askFor("notice", `show ${stranger}`)).headline).toContain(stranger);
  });
});

describe("explain, help and about", () => {
  test.each([
    ["what is 50126", /^50126 InvalidUserNameOrPassword: /, 1],
    ["what is 50126 and 53003", /^2 error codes$/, 2],
    ["explain AADSTS7654321", /7654321/, 1],
    ["explain 0", /^0.*succeeded/, 1],
  ])("%s", async (text, headline, codes) => {
    const view = await askFor("explain", text);
    expect(view.headline).toMatch(headline);
    expect(view.codes.length).toBe(codes);
  });

  test.each([
    ["help", Object.values(commandGroups)],
    ["help filters", ["Filters"]],
    ["help times", ["Times"]],
    ["help trend", ["Trend"]],
  ])("%s", async (text, titles) => {
    const view = await askFor("help", text);
    expect(view.sections.map(({ title }) => title)).toEqual(titles);
    expect(view.sections.every(({ examples }) => examples.length > 0)).toBe(true);
  });

  test("a text without a word that means anything gets help, and says so", async () => {
    const view = await askFor("help", "1234 !! %");
    expect(view.headline).toMatch(/did not understand/);
    expect(view.notes.join(" ")).toContain('"1234"');
  });

  test("about tells what is stored and how fresh it is", async () => {
    const { headline, lines } = await askFor("notice", "how fresh is the data");
    expect(headline).toBe("31 sign-ins, the newest 1 hour old.");
    expect(lines.join("\n")).toMatch(
      /Interactive.*: 23,.*\n.*Non-interactive.*: 5,.*\n.*Service principal.*: 3,.*\n.*Managed identity.*none/,
    );
    expect(lines.join("\n")).toContain("1.2.3, hand-made data");
    expect(lines.join("\n")).not.toContain("kept for");
    const kept = await askFor("notice", "about", { retentionDays: 30 });
    expect(kept.lines).toContain("Sign-ins are kept for 30 days; older ones are removed.");
  });
});

describe("names", () => {
  test("two people of one name make a choice, and each option is answered", async () => {
    const view = await askFor("choice", "failures for alex last 7 days");
    expect(view.options.map(({ name, detail }) => [name, detail])).toEqual([
      ["Alex Adler <alex.adler@contoso.com>", "12 sign-ins, last 4 hours ago"],
      ["Alex Brandt <alex.brandt@contoso.com>", "2 sign-ins, last 1 hour ago"],
    ]);
    const found = await Promise.all(view.options.map((option) => askFor("list", option.ask)));
    expect(found.map(({ headline }) => headline.slice(0, 10))).toEqual(["4 failures", "1 failure "]);
  });

  test("a choice says which words were left out", async () => {
    expect((await askFor("choice", "failures for alex 12345678")).headline).toMatch(/left out: "12345678"/);
  });

  test.each([
    "failures for bob",
    'failures for "Bob Marsh"',
    "failures for MARSH",
    "failures for bob@contoso.com",
    `failures user:${people.bob.userId}`,
    "bob failures",
  ])("%s names the one account", async (text) => {
    const view = await askFor("list", text);
    expect(view.title).toBe("Failures · Bob Marsh <bob@contoso.com> · interactive");
    expect(view.headline).toMatch(/^7 failures /);
  });

  test("a bare word that is nobody's name but an application's is read as that, and said", async () => {
    const view = await askFor("list", "timesheets failures last 7 days");
    expect(view.title).toContain("Timesheets");
    expect(view.headline).toMatch(/^3 failures /);
    expect(view.notes.join(" ")).toMatch(/Nobody is called "timesheets".*application/);
  });

  test("such a word joins the application that is named besides", async () => {
    const view = await askFor("list", "failures for timesheets to Teams last 7 days");
    expect(view.headline).toMatch(/^5 failures /);
  });

  test("somebody who is named twice is one account", async () => {
    const view = await askFor("list", "failures for bob and marsh last 7 days");
    expect(view.title).toBe("Failures · Bob Marsh <bob@contoso.com> · interactive");
  });

  test("a long name that nobody has offers whom its first word names", async () => {
    const view = await askFor("notice", "failures for bob frobnicated");
    expect(view.headline).toContain('"bob frobnicated"');
    const [first] = view.buttons;
    expect(first?.title).toBe("Bob Marsh <bob@contoso.com>");
    expect((await askFor("list", askOf(view.buttons, first?.title ?? ""))).title).toContain("Bob Marsh");
  });

  test("me is the account with the asker's id, whatever others call themselves", async () => {
    const view = await askFor("list", "my sign-ins all time");
    expect(view.title).toContain("you (Dana Ruiz <dana@contoso.com>)");
    expect(values(view.figures)).toEqual(["2", "1", "0"]);
    const store = memoryStore();
    const [bobs] = signInsOf(people.bob);
    await store.write([entryOf({ ...bobs!, userDisplayName: stranger })]);
    const other = await askFor("notice", "my sign-ins all time", { store, asker: { id: stranger } });
    expect(other.headline).toMatch(/no sign-in of yours/);
  });

  test("nobody knows who me is where nobody vouches for the asker", async () => {
    expect((await askFor("notice", "my sign-ins", { asker: {} })).headline).toMatch(
      /cannot tell who is asking/,
    );
  });
});

describe("nothing found says which nothing", () => {
  test.each([
    ["failures for zed", "notice", /"zed" is no word that I know, and no user/],
    ["failures app:nonesuch", "notice", /"nonesuch" is no word that I know, and no application/],
    ["failures for dana last 7 days", "list", /1 match at other times, the last on 10 Mar at 09:00/],
    ["summary for dana last 7 days", "summary", /3 matches at other times, the last on 11 Mar/],
    ["how many users from France", "count", /no match at any other time/],
    ["top apps for dana last 7 days", "top", /3 matches at other times/],
    ["failures per day january 2020", "trend", /before the oldest record/],
    ["failures january 2020", "list", /before the oldest record/],
    ["managed identity sign-ins", "list", /No managed identity log is stored/],
    ["sign-ins type:interactiveUser -type:interactiveUser", "list", /exclude each other/],
  ] as const)("%s", async (text, card, headline) => {
    expect((await askFor(card, text)).headline).toMatch(headline);
  });

  test("the way to the matches at other times is the first button", async () => {
    const view = await askFor("list", "failures for dana last 7 days");
    expect(view.buttons[0]?.title).toBe("All time");
    expect((await askFor("list", askOf(view.buttons, "All time"))).headline).toMatch(/^1 failure/);
  });

  test("what matches nothing can be asked without a filter, but of the same person", async () => {
    const view = await askFor("list", "failures for bob from Japan last 7 days");
    expect(titlesOf(view.buttons).filter((title) => title.startsWith("Any"))).toEqual(["Any country"]);
    const looser = await askFor("list", askOf(view.buttons, "Any country"));
    expect([looser.title, looser.rows.length > 0]).toEqual([
      expect.stringMatching(/^Failures · Bob Marsh/),
      true,
    ]);
  });

  test.each(["failures", "summary", "how many users", "top apps", "sign-ins per day", "about"])(
    "%s of an empty store",
    async (text) => {
      const view = await ask(text, { store: memoryStore() });
      expect(view.headline).toMatch(/The store is empty: there are no sign-ins yet/);
    },
  );
});

describe("what cannot be answered is said", () => {
  test.each([
    ["", /no question here/],
    [" \n\t ", /no question here/],
    [`failures for ${"x".repeat(4_000)}`, /at most 4000 characters/],
    ["failures user:list:admins", /no list "admins"\. No lists are made yet/],
    ["failures from:2026-05-01 to:2026-05-02", /in the future, 1 May 2026 00:00 UTC/],
    [
      "failures from:2026-03-20 to:2026-03-10",
      /ends, 10 Mar 2026 00:00 UTC, before it starts, 20 Mar 2026 00:00 UTC/,
    ],
  ])("%.40j", async (text, headline) => {
    expect((await askFor("notice", text)).headline).toMatch(headline);
  });

  test("a range that ends in the future ends now", async () => {
    const view = await askFor("list", "failures from:2026-03-30 to:2026-05-02");
    expect(view.range).toBe(`30 Mar 2026 00:00 to 31 Mar 2026 ${now.toISOString().slice(11, 16)} UTC`);
  });

  test("the signal's reason passes through", async () => {
    const answer = createAnswerer({
      store: memoryStore(),
      access: { readers: "everyone" },
      version: "1",
      source: "",
    });
    const asked = { text: "failures", asker: {}, now, timezone: "UTC", locale: "en-GB", shared: false };
    await expect(answer(asked, AbortSignal.abort(new Error("too slow")))).rejects.toThrow("too slow");
  });
});
