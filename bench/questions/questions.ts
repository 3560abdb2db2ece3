import type { Hunt } from "../../src/hunts/hunt.ts";
import { hunts } from "../../src/hunts/hunts.ts";
import type { Condition } from "../../src/question/question.ts";
import type { Filter, Threshold } from "../../src/store/store.ts";
import { day, hour } from "../generator/data-set.ts";
import type { Case } from "./cases.ts";
import { coverageOf, exportOf, findOf, lookupOf, sprayOf, trendOf } from "./others.ts";
import type { Question } from "./question.ts";
import { listOf, scanOf } from "./rows.ts";
import { summaryOf } from "./summaries.ts";
import { topOf } from "./tops.ts";

const people: Condition = { field: "type", is: ["interactiveUser", "nonInteractiveUser"] };
const interactive: Condition = { field: "type", is: ["interactiveUser"] };
const background: Condition = { field: "type", is: ["nonInteractiveUser"] };
const failures: Condition = { field: "status", is: ["failure"] };
const successes: Condition = { field: "status", is: ["success"] };
const guessing: Condition = { field: "errorCode", is: ["50126", "50053"] };

/** Conditions over the last so many milliseconds before the moment of asking. */
function last(length: number, ...where: readonly Condition[]): (at: Case) => Filter {
  return ({ now }) => ({ where, from: now - length, to: now });
}

function of(
  user: "typicalUser" | "heaviestUser",
  length: number,
  ...where: readonly Condition[]
): (at: Case) => Filter {
  return (at) => ({
    where: [people, { field: "user", is: [at[user]] }, ...where],
    from: at.now - length,
    to: at.now,
  });
}

const card = {
  facets: ["status", "mfa", "conditionalAccess", "errorCode", "app", "country"],
  distinct: ["ip"],
} as const;
const habits = {
  facets: ["app", "country", "ip", "device", "authMethod", "clientApp"],
  distinct: ["user", "app", "country", "ip", "device"],
  limit: 4,
} as const;
const legacyBlocked = (at: Case): Filter => ({
  where: [
    { field: "country", is: [at.country] },
    { field: "clientKind", is: ["legacy"] },
    { field: "conditionalAccess", is: ["failure"] },
  ],
  from: at.now - 30 * day,
  to: at.now,
});

/** Rows that one hunt reads at most: the limit of Signpost's own. */
const scanned = 500_000;

/** Every shape of the port. Q1 to Q12 are those that targets are set for. */
export const questions: readonly Question[] = [
  listOf("Q1 latest failures, typical user", "look-up", of("typicalUser", 7 * day, failures), { limit: 10 }),
  listOf("Q1 latest failures, heaviest user", "look-up", of("heaviestUser", 7 * day, failures), {
    limit: 10,
  }),
  summaryOf({
    name: "Q2 card, typical user",
    kind: "look-up",
    filters: (at) => [of("typicalUser", 30 * day)(at)],
    ...card,
  }),
  summaryOf({
    name: "Q2 card, heaviest user",
    kind: "heavy",
    filters: (at) => [of("heaviestUser", 30 * day)(at)],
    ...card,
  }),
  summaryOf({
    name: "Q3 tenant summary, 7 days",
    kind: "summary",
    filters: (at) => [last(7 * day)(at)],
    facets: ["status", "conditionalAccess", "mfa"],
    distinct: ["user"],
  }),
  ...(["user", "app", "ip", "errorCode"] as const).map((by) =>
    topOf({
      name: `Q4 top ${by} by failures, 30 days`,
      kind: "top",
      filter: last(30 * day, failures),
      by: [by],
    }),
  ),
  trendOf("Q5 per hour, 7 days", "trend", last(7 * day), hour),
  trendOf("Q5 per day, 30 days", "trend", last(30 * day), day),
  summaryOf({
    name: "Q6 distinct users, 7 days",
    kind: "summary",
    filters: (at) => [last(7 * day)(at)],
    distinct: ["user"],
  }),
  lookupOf("Q7 user by name", "user", 6),
  lookupOf("Q7 app by name", "app", 6),
  findOf("Q8 request id", ({ requestId }) => requestId),
  findOf("Q8 correlation id", ({ correlationId }) => correlationId),
  summaryOf({
    name: "Q9 combination, 30 days",
    kind: "heavy",
    filters: (at) => [legacyBlocked(at)],
    distinct: ["user"],
  }),
  topOf({
    name: "Q10 grouped rows, 24 hours",
    kind: "groups",
    filter: last(day, background),
    by: ["user", "app", "ip", "status", "resource"],
    rank: "lastSeen",
  }),
  sprayOf("Q11 password spray, 24 hours", last(day, guessing), 10),
  exportOf("Q12 export of 100,000 as CSV, six columns", last(30 * day, background), 100_000),

  listOf("list, newest of all", "other", last(30 * day), { limit: 25 }),
  listOf("list, a later page", "other", last(7 * day, interactive), { limit: 25, offset: 1_000 }),
  listOf("list, combination", "other", legacyBlocked, { limit: 25 }),
  summaryOf({
    name: "summary as on the card, 7 days",
    kind: "other",
    filters: (at) => [last(7 * day, interactive)(at)],
    facets: [
      "errorCode",
      "app",
      "country",
      "ip",
      "user",
      "mfa",
      "conditionalAccess",
      "risk",
      "status",
      "clientKind",
    ],
    distinct: ["user", "ip", "app", "country"],
  }),
  summaryOf({
    name: "compare, 7 days with the 7 before",
    kind: "other",
    filters: (at) => [last(7 * day)(at), last(7 * day)({ ...at, now: at.now - 7 * day })],
    facets: ["app", "country", "errorCode"],
    distinct: ["user", "ip"],
  }),
  summaryOf({
    name: "pattern, typical user",
    kind: "other",
    filters: (at) => [of("typicalUser", 30 * day)(at)],
    ...habits,
  }),
  summaryOf({
    name: "pattern, heaviest user",
    kind: "other",
    filters: (at) => [of("heaviestUser", 30 * day)(at)],
    ...habits,
  }),
  trendOf("pattern, hours of the heaviest user", "other", of("heaviestUser", 30 * day), hour),
  topOf({
    name: "methods, 30 days",
    kind: "other",
    filter: last(30 * day, interactive),
    by: ["authMethod"],
    distinct: ["user"],
  }),
  summaryOf({
    name: "MFA coverage, 30 days",
    kind: "other",
    filters: (at) => [last(30 * day, interactive, successes)(at)],
    facets: ["mfaHow"],
    distinct: ["user"],
  }),
  topOf({
    name: "policies, 30 days",
    kind: "other",
    filter: last(30 * day, people),
    by: ["policyOutcome"],
    limit: 100,
    distinct: ["user"],
  }),
  topOf({
    name: "top of user and address, at least 5 failures",
    kind: "other",
    filter: last(7 * day, people),
    by: ["user", "ip"],
    having: () => [{ of: "failures", atLeast: 5 }],
  }),
  topOf({
    name: "top addresses with at least 10 users",
    kind: "other",
    filter: last(7 * day, failures),
    by: ["ip"],
    having: () => [{ of: "user", atLeast: 10 }],
    distinct: ["user"],
  }),
  topOf({
    name: "countries, new in 24 hours of 30 days",
    kind: "other",
    filter: last(30 * day, people),
    by: ["country"],
    having: newToday,
  }),
  topOf({
    name: "addresses of service principals, new in 24 hours of 30 days",
    kind: "other",
    filter: last(30 * day, { field: "type", is: ["servicePrincipal"] }),
    by: ["servicePrincipal", "ip"],
    having: newToday,
  }),
  coverageOf("what is stored"),
  ...hunts.map((hunt) => readsOf(hunt)),
];

/** As hunts ask for what was not there before. */
function newToday({ now }: Case): Threshold[] {
  return [{ of: "firstSeen", atLeast: now - day }];
}

/** What a hunt reads of one day, where nothing narrows it. */
function readsOf({ name, logs, reads }: Hunt): Question {
  const where = reads.where.map(({ field, is, isNot }): Condition =>
    is === undefined ? { field, isNot: [...(isNot ?? [])] } : { field, is: [...is] },
  );
  const filter = last(day, { field: "type", is: [...logs] }, ...where);
  return scanOf(`what hunt ${name} reads, 24 hours`, "other", filter, reads.fields, scanned);
}
