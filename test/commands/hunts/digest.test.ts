import { expect, test } from "vitest";
import { createAnalysis } from "../../../src/commands/analysis.ts";
import { createAnswerer } from "../../../src/commands/answer.ts";
import { huntNames } from "../../../src/hunts/hunts.ts";
import type { SignIn } from "../../../src/signin/sign-in.ts";
import { entryOf } from "../../../src/store/sign-in-text.ts";
import { openSqliteStore } from "../../../src/store/sqlite/open.ts";
import type { Filter } from "../../../src/store/store.ts";
import type { SummaryView, View } from "../../../src/views/view.ts";
import { background, now, signIn, spray, times, tokyo } from "./fixtures.ts";

/** All hunts at once. */

interface Asked {
  readonly view: SummaryView;
  /** Which hunts looked, and in which filter. */
  readonly searched: ReadonlyMap<string, Filter>;
}

async function digest(
  text: string,
  signIns: readonly SignIn[],
  { search, huntingTime }: { search?: () => Promise<never>; huntingTime?: number } = {},
): Promise<Asked> {
  const store = openSqliteStore({ path: ":memory:" });
  await store.write([...background, ...signIns].map(entryOf));
  const analysis = createAnalysis(store);
  const searched = new Map<string, Filter>();
  const answer = createAnswerer({
    store,
    analysis: {
      ...analysis,
      search: (request, signal) => {
        searched.set(request.hunt, request.scope.filter);
        return searched.size > 2 && search !== undefined ? search() : analysis.search(request, signal);
      },
    },
    access: { readers: "everyone" },
    version: "1",
    source: "test",
    ...(huntingTime !== undefined && { huntingTime }),
  });
  const view: View = await answer({
    text,
    asker: {},
    now,
    timezone: "UTC",
    locale: "en-GB",
    shared: false,
  });
  await store.close();
  if (view.card !== "summary") throw new Error(`a ${view.card}`);
  return { view, searched };
}

test("what hunts have found stands in the order of its danger, each with the way to it", async () => {
  const { view, searched } = await digest("digest last 2 days", [
    ...spray(10),
    ...times(10, (i) => signIn(i, 50126, { who: "bob", ...tokyo })),
    signIn(12, 0, { who: "bob", ...tokyo }),
  ]);
  expect([...searched.keys()]).toEqual(huntNames);
  expect(view.title).toBe("Digest · Sign-ins · interactive");
  expect(view.headline).toMatch(/^\d of \d+ hunts found something; somebody got in, by .*brute-force/);
  const bars = view.sections[0]?.bars ?? [];
  const places = ["brute-force", "password-spray"].map((name) =>
    bars.findIndex(({ label }) => label === name),
  );
  expect(places).not.toContain(-1);
  expect(bars.find(({ label }) => label === "password-spray")).toMatchObject({
    detail: expect.stringMatching(/^1 IP address tried the passwords of many users/),
    value: "1",
    ask: "hunt password-spray last 2 days",
  });
  expect(view.figures.map(({ label, value }) => `${value} ${label}`)).toEqual([
    "2 success",
    "20 failure",
    "0 interrupted",
  ]);
  expect(view.coverage.join(" ")).toContain("Each hunt searches the logs of its own.");
});

test("a quiet night is said to be one, with how many hunts looked", async () => {
  const { view } = await digest("digest last night", []);
  expect(view.headline).toMatch(
    new RegExp(`^Nothing found: ${huntNames.length} hunts looked, \\d+ of them with less`),
  );
  expect(view.sections).toEqual([]);
});

test("its conditions are those of every hunt, and the logs are their own unless some are named", async () => {
  const { searched } = await digest("digest for frank@contoso.com last 2 days", []);
  const userOf = ({ where }: Filter) => where.find(({ field }) => field === "user")?.is;
  for (const filter of searched.values()) expect(userOf(filter)).toHaveLength(1);
  const logsOf = (name: string) => searched.get(name)?.where.find(({ field }) => field === "type")?.is;
  expect(logsOf("sp-new-ip")).toEqual(["servicePrincipal"]);
  expect(logsOf("password-spray")).toEqual(["interactiveUser", "nonInteractiveUser"]);
  const named = await digest("digest non-interactive last 2 days", []);
  for (const filter of named.searched.values())
    expect(filter.where).toContainEqual({ field: "type", is: ["nonInteractiveUser"] });
});

test("hunts for which there was no time are named", async () => {
  const { view } = await digest("digest last 2 days", spray(10), {
    search: () => new Promise((_, reject) => setTimeout(() => reject(new Error("stopped")), 400)),
    huntingTime: 200,
  });
  expect(view.headline).toMatch(/of 2 hunts found something/);
  expect(view.coverage.join(" ")).toMatch(
    /Not looked for, because the time was over: fail-then-success, .* Ask each by itself, or about a shorter time\./,
  );
});

test("what breaks in a hunt breaks the digest: it would say too little", async () => {
  await expect(
    digest("digest last 2 days", [], { search: () => Promise.reject(new Error("broken")) }),
  ).rejects.toThrow("broken");
});
