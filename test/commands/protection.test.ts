import { describe, expect, test } from "vitest";
import type { Question } from "../../src/question/question.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";
import type { Bar } from "../../src/views/view.ts";
import { memoryStore } from "../store/memory-store.ts";
import { answerQuestion, viewOf } from "./answer-question.ts";
import { companyStore } from "./company.ts";
import { entryOf } from "../../src/store/sign-in-text.ts";

type Steps = NonNullable<SignIn["authenticationDetails"]>;

const step = (authenticationMethod: string, rest: Partial<Steps[number]> = {}): Steps[number] => ({
  authenticationMethod,
  succeeded: true,
  ...rest,
});
const second = { authenticationStepRequirement: "Multi-factor authentication" };
const password = step("Password", { authenticationStepResultDetail: "Correct password" });
const app = step("Mobile app notification", {
  ...second,
  authenticationStepResultDetail: "MFA completed in Azure AD",
});
const denied = step("Mobile app notification", {
  ...second,
  succeeded: false,
  authenticationStepResultDetail: "MFA denied; user declined the authentication",
});
const passkey = step("Passkey (Microsoft Authenticator)");
const byToken = step("Previously satisfied", {
  authenticationStepResultDetail: "MFA requirement satisfied by claim in the token",
});
const policies = (mfa: string, block: string): Partial<SignIn> => ({
  appliedConditionalAccessPolicies: [
    { id: "p1", displayName: "Require MFA", result: mfa },
    { id: "p2", displayName: "Block countries: all", result: block },
    { id: "p3", displayName: "Block legacy", result: "notApplied" },
  ],
});

const askedFor = (requirementProvider: string, expirationRequirement: string): Partial<SignIn> => ({
  authenticationRequirementPolicies: [{ requirementProvider }],
  sessionLifetimePolicies: [{ expirationRequirement }],
});

type Line = [who: string, code: number, steps: Steps, rest?: Partial<SignIn>];
const lines: readonly Line[] = [
  ["ann", 0, [password, app], { ...policies("success", "reportOnlySuccess"), ...askedFor("user", "ngcMfa") }],
  ["ann", 0, [byToken], policies("success", "reportOnlyFailure")],
  [
    "ann",
    500121,
    [password, denied],
    {
      ...policies("failure", "reportOnlySuccess"),
      ...askedFor("multiConditionalAccess", "signInFrequencyEveryTime"),
      conditionalAccessStatus: "failure",
    },
  ],
  ["ben", 0, [passkey], policies("success", "reportOnlyFailure")],
  [
    "ben",
    50076,
    [password],
    {
      ...policies("failure", "reportOnlySuccess"),
      ...askedFor("multiConditionalAccess", "signInFrequencyEveryTime"),
    },
  ],
  ["cat", 0, [password], { clientAppUsed: "IMAP4" }],
  ["cat", 0, [password], { appDisplayName: "Portal", appId: "portal" }],
  ["cat", 50126, [step("Password", { succeeded: false })]],
  ["dan", 0, [step("Passwordless phone sign-in"), step("Password")]],
];

async function store() {
  const held = memoryStore();
  const signIns = lines.map(([who, errorCode, authenticationDetails, rest], index): SignIn => ({
    id: `s${index}`,
    createdDateTime: new Date(Date.UTC(2026, 2, 31, 8, index)).toISOString(),
    type: "interactiveUser",
    userId: who,
    userDisplayName: who,
    appId: "mail",
    appDisplayName: "Mail",
    clientAppUsed: "Browser",
    status: { errorCode },
    authenticationDetails,
    ...rest,
  }));
  await held.write(signIns.map(entryOf));
  return { store: held };
}
const held = await store();
type Asked = Partial<Question> & Pick<Question, "intent">;
const window = { from: "now-30d", to: "now" };
const said = (bars: readonly Bar[]): [string, string][] => bars.map(({ label, value }) => [label, value]);
const values = (figures: readonly { label: string; value: string }[]): Record<string, string> =>
  Object.fromEntries(figures.map(({ label, value }) => [label, value]));

describe("coverage", () => {
  test("tells how many successes MFA protected, by prompt and by claim", async () => {
    const view = await viewOf("coverage", { intent: "coverage", window }, held);
    // The passkey is two factors in one; so is no phone sign-in without a word of MFA.
    expect(view.headline).toBe(
      "MFA protected 50 % of 6 successful sign-ins: 2 by a prompt, 1 by a claim in the token; 3 it did not.",
    );
    expect(said(view.bars)).toEqual([
      ["By a prompt", "2 · 33 %"],
      ["By a claim in the token", "1 · 17 %"],
      ["Without MFA", "3 · 50 %"],
    ]);
    expect(view.lines.join(" ")).toMatch(/Only successful sign-ins count/);
    expect(view.lines.join(" ")).toMatch(/2 of 4 users got in without MFA at least once/);
    expect(view.lines.join(" ")).toMatch(/1 of those without came by legacy clients/);
  });

  test("names who and what was without most, with their share", async () => {
    const { sections } = await viewOf("coverage", { intent: "coverage", window }, held);
    expect(sections.map(({ title }) => title)).toEqual([
      "Without MFA most, by application",
      "Without MFA most, by user",
      "Without MFA most, by client app",
    ]);
    expect(sections[1]?.bars.map(({ label, value, detail }) => [label, value, detail])).toEqual([
      ["cat", "2 · 67 %", "100 % of 2 successes there"],
      ["dan", "1 · 33 %", "100 % of 1 success there"],
    ]);
  });

  test("the number on a bar is that of the sign-ins that it lists", async () => {
    const view = await viewOf("coverage", { intent: "coverage", window }, held);
    const conditions = [
      { field: "mfaHow", is: ["prompt"] },
      { field: "mfaHow", is: ["claim"] },
      { field: "mfaHow", isNot: ["prompt", "claim", "skipped"] },
    ] as const;
    for (const [index, condition] of conditions.entries()) {
      const found = await held.store.summarise(
        { where: [{ field: "status", is: ["success"] }, { ...condition } as never] },
        { facets: [], limit: 0, distinct: [] },
      );
      expect(view.bars[index]?.size).toBe(found.counts.signIns);
    }
  });

  test("where nobody succeeded there is nothing to protect", async () => {
    const asked: Asked = {
      intent: "coverage",
      where: [
        { field: "user" as const, is: ["ann"] },
        { field: "errorCode" as const, is: ["500121"] },
      ],
      window,
    };
    const view = await viewOf("coverage", asked, held);
    expect(view.headline).toBe("None of 1 sign-in succeeded, so there is nothing to protect.");
    expect([view.bars, view.figures, view.sections]).toEqual([[], [], []]);
  });
});

describe("methods", () => {
  test("counts uses, users and successes of each, and marks the passwordless", async () => {
    const view = await viewOf("methods", { intent: "methods", window }, held);
    expect(view.bars.map(({ label, value, detail }) => [label, value, detail])).toEqual([
      ["Password", "7 · 88 %", "57 % got in · 4 users"],
      ["Mobile app notification", "2 · 25 %", "50 % got in · 1 user"],
      ["Passkey (Microsoft Authenticator)", "1 · 13 %", "passwordless · 100 % got in · 1 user"],
      ["Passwordless phone sign-in", "1 · 13 %", "passwordless · 100 % got in · 1 user"],
    ]);
    expect(view.headline).toBe(
      "Password is used most: in 88 % of 8 sign-ins that name a method; 40 % of those that succeeded were passwordless. MFA was asked for in 4 sign-ins, most of them required by conditional access.",
    );
    expect(values(view.figures)).toEqual({ passwordless: "40 %", methods: "4", "legacy clients": "11 %" });
  });

  test("tells what prompts were answered with, and why they were not", async () => {
    const { sections, lines } = await viewOf("methods", { intent: "methods", window }, held);
    expect(lines[0]).toBe(
      "MFA prompts: 2 answered, 1 denied, 1 not completed. By a claim in the token: 1; skipped by a rule: 0.",
    );
    expect(sections.map(({ title, bars }) => [title, said(bars)])).toEqual([
      [
        "MFA prompts answered with",
        [
          ["Mobile app notification", "1 · 50 %"],
          ["Passkey (Microsoft Authenticator)", "1 · 50 %"],
        ],
      ],
      [
        "MFA prompts not answered, as the log says",
        [["MFA denied; user declined the authentication", "1 · 50 %"]],
      ],
      [
        "MFA prompts, required by",
        [
          ["Conditional access", "2 · 50 %"],
          ["Per-user MFA", "1 · 25 %"],
        ],
      ],
      [
        "MFA prompts, because of the session lifetime",
        [
          ["Sign-in frequency, every time", "2 · 50 %"],
          ["MFA for Windows Hello for Business", "1 · 25 %"],
        ],
      ],
    ]);
    // What names no method is said, not left out in silence.
    expect(lines.at(-1)).toBe(
      "1 sign-in names no method; in 1 a token had satisfied at least one step already.",
    );
  });

  test("records that name no method are said to name none", async () => {
    const view = await viewOf("methods", { intent: "methods", window }, { store: await companyStore() });
    expect(view.headline).toMatch(/^No sign-in names the method it was made with\./);
    expect(view.bars).toEqual([]);
  });
});

describe("policies", () => {
  test("tells each policy's own results, those not met most first", async () => {
    const view = await viewOf("policies", { intent: "policies", window }, held);
    expect(view.headline).toBe(
      '"Require MFA" was not met most: 2 sign-ins of 2 users, of which 1 failed and 1 was interrupted. Report-only, "Block countries: all" would have stopped 2.',
    );
    expect(view.bars.map(({ label, value, detail }) => [label, value, detail])).toEqual([
      ["Require MFA", "5 applied", "2 not met, 3 passed, 2 users"],
      [
        "Block countries: all · report-only",
        "5 applied",
        "2 would have been stopped, 3 would have passed, 2 users",
      ],
      ["Block legacy", "0 applied", "5 not applied"],
    ]);
    expect(view.sections.map(({ title, bars }) => [title, said(bars)])).toEqual([
      ["Not met", [["Require MFA", "2 sign-ins · 2 users"]]],
      ["Report-only, would have stopped", [["Block countries: all", "2 sign-ins · 2 users"]]],
    ]);
    expect(view.lines.join(" ")).toMatch(/Report-only policies stop nobody/);
    expect(view.lines.join(" ")).toMatch(/4 sign-ins say nothing of policies/);
  });

  test("a policy's bar lists exactly the sign-ins with its result", async () => {
    const view = await viewOf("policies", { intent: "policies", window }, held);
    const report = view.sections[1]?.bars[0];
    expect(report?.ask).toContain('policyOutcome:"p2 reportOnlyFailure"');
    const list = await viewOf(
      "list",
      { intent: "list", where: [{ field: "policyOutcome", is: ["p2 reportOnlyFailure"] }], window },
      held,
    );
    expect(list.rows.length).toBe(report?.size);
  });

  test("of a policy that is named only its own results are told, though all stand in each sign-in", async () => {
    const view = await viewOf(
      "policies",
      { intent: "policies", where: [{ field: "policy", is: ["Block countries"] }], window },
      held,
    );
    expect(view.bars.map(({ label }) => label)).toEqual(["Block countries: all · report-only"]);
    expect(view.headline).toBe(
      'None of what was asked for stopped a sign-in; 1 policy applied. Report-only, "Block countries: all" would have stopped 2.',
    );
    const failed = await viewOf(
      "policies",
      { intent: "policies", where: [{ field: "policyResult", is: ["failure"] }], window },
      held,
    );
    expect(said(failed.bars)).toEqual([["Require MFA", "2 applied"]]);
  });

  test("which policies stopped somebody", async () => {
    const view = await viewOf(
      "policies",
      {
        intent: "policies",
        where: [
          { field: "status", is: ["failure"] },
          { field: "user", is: ["ann"] },
        ],
        window,
      },
      held,
    );
    expect(view.headline).toMatch(/^"Require MFA" stopped most: 1 sign-in of 1 user\./);
  });

  test("records without policies say nothing of them", async () => {
    const asked: Asked = { intent: "policies", where: [{ field: "user" as const, is: ["dan"] }], window };
    const view = await viewOf("policies", asked, held);
    expect(view.headline).toBe("These sign-ins say nothing of conditional access policies.");
  });
});

test.each(["coverage", "methods", "policies"] as const)(
  "%s: where nothing matches, that is said",
  async (intent) => {
    const view = await answerQuestion(
      { intent, where: [{ field: "user", is: ["ann"] }], window: { from: "now-1h", to: "now" } },
      held,
    );
    expect(view.headline).toMatch(/^Nothing found\. There are 3 matches at other times/);
  },
);
