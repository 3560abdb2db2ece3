import { createAnswerer } from "../../src/commands/answer.ts";
import type { Ask } from "../../src/commands/ask.ts";
import type { Access } from "../../src/access/access.ts";
import type { SignIn, SignInType } from "../../src/signin/sign-in.ts";
import type { Store } from "../../src/store/store.ts";
import type { View } from "../../src/views/view.ts";
import { memoryStore } from "../store/memory-store.ts";
import { entryOf } from "../../src/store/sign-in-text.ts";

/** When everything is asked: a Tuesday, two days after clocks changed in Berlin. "Last 7 days" begin on 24 March, 10:00. */
export const now = new Date("2026-03-31T10:00:00Z");

const guid = (n: number): string => `${String(n).padStart(8, "0")}-1111-4111-8111-111111111111`;

interface Person {
  readonly userId: string;
  readonly userPrincipalName: string;
  readonly userDisplayName: string;
  readonly userType: "member" | "guest";
}

const person = (n: number, upn: string, name: string, userType: Person["userType"] = "member"): Person => ({
  userId: guid(n),
  userPrincipalName: upn,
  userDisplayName: name,
  userType,
});

/** Two are called Alex; the guest has chosen a name that would be a link if anything read it as markdown or HTML. */
export const people = {
  adler: person(1, "alex.adler@contoso.com", "Alex Adler"),
  brandt: person(2, "alex.brandt@contoso.com", "Alex Brandt"),
  bob: person(3, "bob@contoso.com", "Bob Marsh"),
  dana: person(4, "dana@contoso.com", "Dana Ruiz"),
  gail: person(5, "gail@fabrikam.com", "[free](https://evil.example) <b>Gail</b>", "guest"),
} as const;

/** Somebody who has never signed in. */
export const stranger = guid(99);

const apps = {
  portal: { appId: "c44b4083-3bb0-49c1-b47d-974e53cbdf3c", appDisplayName: "Azure Portal" },
  teams: { appId: "1fec8e78-bce4-4aaf-ab1b-5451cc387264", appDisplayName: "Microsoft Teams" },
  timesheets: { appId: guid(51), appDisplayName: "Timesheets" },
  outlook: { appId: guid(52), appDisplayName: "Outlook Mobile" },
  formula: { appId: guid(53), appDisplayName: '=HYPERLINK("https://evil.example";"a, b")' },
  deploy: { servicePrincipalId: guid(61), servicePrincipalName: "ci-deploy" },
} as const;

const places = {
  office: { ipAddress: "203.0.113.7", location: { city: "Berlin", countryOrRegion: "DE" } },
  home: { ipAddress: "203.0.113.20", location: { city: "Munich", countryOrRegion: "DE" } },
  away: { ipAddress: "198.51.100.9", location: { city: "Boston", countryOrRegion: "US" } },
  nowhere: { ipAddress: "192.0.2.66" },
} as const;

/** The three sign-ins that share it are Alex Adler's last: asked for MFA, asked to stay signed in, let in. */
export const correlation = guid(900);

type Line = [
  time: string,
  who: Person | undefined,
  what: Partial<SignIn>,
  where: Partial<SignIn>,
  errorCode: number,
  rest?: Partial<SignIn>,
];

const { adler, brandt, bob, dana, gail } = people;
const { portal, teams, timesheets, outlook, formula, deploy } = apps;
const { office, home, away, nowhere } = places;
const sp = { type: "servicePrincipal" as const };
const background = { type: "nonInteractiveUser" as const };
const policy = {
  conditionalAccessStatus: "failure" as const,
  appliedConditionalAccessPolicies: [{ id: guid(71), displayName: "Require MFA", result: "failure" }],
};

/**
 * 31 sign-ins: 23 interactive, 5 non-interactive, 3 of a service principal; no managed identity.
 *
 * | interactive     | success | failure | interrupted | all |
 * | last 7 days     |       4 |      14 |           2 |  20 | 4 people fail, from 4 addresses
 * | last 30 days    |       5 |      15 |           2 |  22 |
 * | all time        |       6 |      15 |           2 |  23 |
 *
 * Failures of the last 7 days: Bob 7, Adler 4, Gail 2, Brandt 1; Azure Portal 7, Timesheets 3, Teams 2, formula 2;
 * US 7, DE 5, unknown 2; 50126 8, 53003 2, 50105 2, 50053 1, 50057 1. The other logs hold 1 and 2 more.
 */
const lines: readonly Line[] = [
  ["2026-02-02T09:00:00Z", dana, portal, home, 0],
  ["2026-03-10T09:00:00Z", dana, portal, home, 50126],
  ["2026-03-11T09:00:00Z", dana, portal, home, 0],
  // Within 7 days from here on.
  ["2026-03-24T12:00:00Z", brandt, timesheets, home, 0],
  ["2026-03-25T08:00:00Z", bob, timesheets, office, 50126],
  ["2026-03-25T08:05:00Z", bob, timesheets, office, 50126],
  ["2026-03-25T10:00:00Z", adler, outlook, home, 0, background],
  ["2026-03-26T09:00:00Z", bob, timesheets, office, 0],
  ["2026-03-26T10:00:00Z", adler, outlook, home, 0, background],
  ["2026-03-27T10:00:00Z", adler, outlook, home, 0, background],
  ["2026-03-27T12:00:00Z", gail, formula, nowhere, 50105],
  ["2026-03-27T12:05:00Z", gail, formula, nowhere, 50105],
  ["2026-03-28T10:00:00Z", adler, outlook, home, 50173, background],
  ["2026-03-28T22:00:00Z", bob, portal, away, 50126],
  ["2026-03-28T22:01:00Z", bob, portal, away, 50126],
  ["2026-03-28T22:02:00Z", bob, portal, away, 50126],
  // In Berlin 01:30, 01:45, then the clocks go from 02:00 to 03:00: 03:10, 03:30, and 03:50 somebody is in.
  ["2026-03-29T00:30:00Z", adler, portal, away, 50126],
  ["2026-03-29T00:45:00Z", adler, portal, away, 50126],
  ["2026-03-29T01:10:00Z", adler, portal, away, 50126],
  ["2026-03-29T01:30:00Z", adler, portal, away, 50053],
  ["2026-03-29T01:50:00Z", adler, portal, away, 0],
  ["2026-03-29T10:00:00Z", bob, outlook, office, 0, background],
  ["2026-03-30T01:00:00Z", undefined, deploy, nowhere, 0, sp],
  ["2026-03-30T02:00:00Z", undefined, deploy, nowhere, 7000222, sp],
  ["2026-03-30T07:00:00Z", bob, teams, office, 53003, policy],
  ["2026-03-30T07:01:00Z", bob, teams, office, 53003, policy],
  ["2026-03-31T02:00:00Z", undefined, deploy, nowhere, 7000222, sp],
  ["2026-03-31T06:00:00Z", adler, portal, home, 50074, { correlationId: correlation }],
  ["2026-03-31T06:00:20Z", adler, portal, home, 50140, { correlationId: correlation }],
  ["2026-03-31T06:01:00Z", adler, portal, home, 0, { correlationId: correlation }],
  ["2026-03-31T09:00:00Z", brandt, timesheets, home, 50057],
];

export const signIns: readonly SignIn[] = lines.map(
  ([createdDateTime, who, what, where, errorCode, rest], index) => ({
    id: guid(1000 + index),
    correlationId: guid(2000 + index),
    createdDateTime,
    type: "interactiveUser" satisfies SignInType,
    status: { errorCode },
    ...who,
    ...what,
    ...where,
    ...rest,
  }),
);

/** Their sign-ins, oldest first. */
export const signInsOf = ({ userId }: Person): SignIn[] =>
  signIns.filter((signIn) => signIn.userId === userId);

export async function companyStore(): Promise<Store> {
  const store = memoryStore();
  await store.write(signIns.map(entryOf));
  return store;
}

export const everyone: Access = { readers: "everyone" };

/** What may be different about an ask. */
export type Circumstances = Partial<Omit<Ask, "text">> & {
  readonly store?: Store;
  readonly access?: Access;
  readonly retentionDays?: number;
};

/** The answer of the company's bot; by default Dana asks, in her personal chat, in UTC. */
export async function ask(text: string, circumstances: Circumstances = {}): Promise<View> {
  const { store = await companyStore(), access = everyone, retentionDays, ...rest } = circumstances;
  const answer = createAnswerer({
    store,
    access,
    version: "1.2.3",
    source: "hand-made data",
    home: { origin: "https://signpost.contoso.com" },
    ...(retentionDays !== undefined && { retentionDays }),
  });
  return answer({
    text,
    asker: { id: dana.userId },
    now,
    timezone: "UTC",
    locale: "en-GB",
    shared: false,
    ...rest,
  });
}

/** The same, where only one kind of view will do. */
export async function askFor<Kind extends View["card"]>(
  card: Kind,
  text: string,
  circumstances: Circumstances = {},
): Promise<Extract<View, { card: Kind }>> {
  const view = await ask(text, circumstances);
  if (view.card !== card) throw new Error(`"${text}" gave a ${view.card}: ${JSON.stringify(view)}`);
  return view as Extract<View, { card: Kind }>;
}

/** Every sentence that a view offers. */
export function asksOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(asksOf);
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === "ask" && typeof value === "string" ? [value] : asksOf(value),
  );
}
