import { describe } from "../question/describe.ts";
import type { Condition, Question } from "../question/question.ts";
import { countryName } from "../question/countries.ts";
import { nameOrKnown } from "../signin/known-apps.ts";
import type { Group, Value } from "../store/store.ts";
import { entraSignInLogs, everythingOf } from "../views/related.ts";
import type { Button, NoticeView } from "../views/view.ts";
import { codeTitle } from "../views/reason.ts";
import { listed, plural, rangeText, fullTime } from "../views/words.ts";
import type { Alert } from "./alert.ts";
import { named, some } from "./some.ts";
import { mostTold, traits, type AddressFacts, type Facts, type Trait, type UserFacts } from "./facts.ts";
import type { Entrance } from "./reached.ts";

/** The same within a sentence: "alice, bob and 3 more". */
function names(all: readonly string[]): string {
  const more = all.length - named;
  return listed(more > 0 ? [...all.slice(0, named), `${more} more`] : all);
}

/** What stands below an alert: did anyone get in, and what is known of the people and addresses. */
export function explanationView(alert: Alert, facts: Facts, timezone: string): NoticeView {
  const { users, addresses } = facts;
  const left = Math.max(0, alert.users.length - mostTold) + Math.max(0, alert.addresses.length - mostTold);
  return {
    card: "notice",
    ...verdictOf(alert, facts, timezone),
    lines: [
      ...users.flatMap((user) => userLines(user, facts, timezone)),
      ...addresses.map((address) => addressLine(address)),
      left > 0
        ? `Looked at for the first line alone: ${plural(left, "more person or address", "more people and addresses")}.`
        : "",
      facts.reached.isCut ? "There is more than was looked at: more sign-ins, people or addresses." : "",
      reachLine(facts, timezone),
    ].filter((line) => line !== ""),
    buttons: buttonsOf(facts),
  };
}

/** Up to when the records reach: what has not come yet may say something else. */
function reachLine(facts: Facts, timezone: string): string {
  const { newest } = facts;
  if (newest === undefined) return "No sign-in of a user is stored yet.";
  if (isComplete(facts)) return "";
  return `Records reach to ${fullTime(newest, timezone)}, and what comes later may change this.`;
}

function isComplete({ newest, to }: Facts): boolean {
  return newest !== undefined && newest >= to;
}

/** What is said below an explanation that has changed for the worse. */
export function entriesView(who: readonly string[]): NoticeView {
  const headline = `Since this was explained, ${names(who)} got in. The reply above says how.`;
  return { card: "notice", tone: "attention", headline, lines: [], buttons: [] };
}

/** "Did anyone get in?" is answered first. */
function verdictOf(
  { addresses, first }: Alert,
  facts: Facts,
  timezone: string,
): Pick<NoticeView, "tone" | "headline"> {
  const { gotIn, sessions, accepted, usual, unsure, isCut } = facts.reached;
  if (gotIn.length > 0)
    return {
      tone: "attention",
      headline: `${some(
        gotIn.map((one) => gotInText(one, timezone)),
        "; ",
      )}.`,
    };
  if (sessions.length > 0)
    return {
      tone: "attention",
      headline: `Nobody signed in anew, but ${some(
        sessions.map(
          (one) =>
            `a session of ${one.name} was used${fromText(one)}, the last at ${fullTime(one.last, timezone)}`,
        ),
        "; ",
      )}.`,
    };
  if (facts.newest !== undefined && facts.newest < first && accepted.length === 0)
    return {
      tone: "default",
      headline: `Not known yet: the records reach to ${fullTime(facts.newest, timezone)}.`,
    };
  const isSure = isComplete(facts) && !isCut;
  const there = addresses.length > 0 ? " from there" : "";
  const nobody = `Nobody got in${there}${isCut ? ", as far as was read" : isSure ? "" : " so far"}`;
  if (accepted.length > 0)
    return {
      tone: "warning",
      headline: `${nobody}, but ${accepted.length === 1 ? "the password" : "the passwords"} of ${names(accepted.map(({ name }) => name))} ${accepted.length === 1 ? "was" : "were"} accepted.`,
    };
  if (
    facts.users.every(({ counts }) => counts.signIns === 0) &&
    facts.addresses.every(({ signIns }) => signIns === 0)
  )
    return {
      tone: "default",
      headline: "No sign-ins of these people or addresses are stored for that time.",
    };
  if (unsure.length > 0)
    return {
      tone: "warning",
      headline: `${some(
        unsure.map((one) => `${one.name} signed in${fromText(one)}`),
        "; ",
      )}. There are no records from before to compare with.`,
    };
  const others = usual.length > 0 ? ` ${names(usual)} signed in from addresses they use.` : "";
  return { tone: isSure ? "good" : "default", headline: `${nobody}.${others}` };
}

function gotInText(entrance: Entrance, timezone: string): string {
  return `${entrance.name} got in${fromText(entrance)}, the last at ${fullTime(entrance.last, timezone)}`;
}

function fromText({ addresses }: Entrance): string {
  return addresses.length === 0 ? " from an unknown address" : ` from ${some(addresses)}`;
}

function userLines(user: UserFacts, { from, to, known }: Facts, timezone: string): string[] {
  const { name, id, counts, mfa, conditionalAccess, lastSuccessBefore } = user;
  if (id === undefined) return [`${name}: no sign-in is stored.`];
  const range = rangeText(from, to, timezone);
  const last = lastText(lastSuccessBefore, known, timezone);
  if (counts.signIns === 0) return [`${name}: no sign-in from ${range}. ${last}`];
  const outcome = [
    plural(counts.success, "success", "successes"),
    plural(counts.failure, "failure"),
    ...(counts.interrupted > 0 ? [`${counts.interrupted} interrupted`] : []),
  ];
  const [code] = user.codes;
  const reason = code === undefined ? "" : `; most of what failed: ${codeTitle(Number(code.values[0]?.key))}`;
  return [
    `${name}: ${listed(outcome)} from ${range}${reason}.`,
    ...(known === 0 ? [] : [traitLine(user, "fresh", known), traitLine(user, "known", known)]),
    mfa.length > 0 ? `MFA of the successes: ${resultText(mfa)}.` : "",
    conditionalAccess.length > 0 ? `Conditional access: ${resultText(conditionalAccess)}.` : "",
    last,
  ].filter((line) => line !== "");
}

function lastText(at: number | undefined, known: number, timezone: string): string {
  if (known === 0) return "There are no records from before, so what is usual is not known.";
  if (at !== undefined) return `Last success before: ${fullTime(at, timezone)}.`;
  return `No success in the ${plural(known, "day")} before.`;
}

const traitWords: Readonly<Record<Trait, string>> = {
  ip: "address",
  country: "country",
  app: "app",
  device: "device",
};

function traitLine({ traits: found }: UserFacts, which: "fresh" | "known", days: number): string {
  const parts = traits
    .filter((trait) => found[trait][which].length > 0)
    .map(
      (trait) =>
        `${traitWords[trait]} ${found[trait][which].map((value) => valueText(trait, value)).join(", ")}`,
    );
  if (parts.length === 0) return "";
  return which === "fresh"
    ? `New for them in ${plural(days, "day")}: ${parts.join("; ")}.`
    : `Known: ${parts.join("; ")}.`;
}

function valueText(trait: Trait, { key, name }: Value): string {
  if (trait === "country") return countryName(key);
  return trait === "app" ? (nameOrKnown(key, name) ?? key) : key;
}

const resultWords: Readonly<Record<string, string>> = {
  satisfied: "satisfied",
  none: "single factor",
  success: "success",
  failure: "failure",
  notApplied: "not applied",
  "": "unknown",
};

/** "satisfied 3, single factor 1". */
function resultText(groups: readonly Group[]): string {
  return groups
    .map(({ values, counts }) => `${resultWords[values[0]?.key ?? ""] ?? values[0]?.key} ${counts.signIns}`)
    .join(", ");
}

function addressLine({ address, signIns, users, gotIn, gotInAll }: AddressFacts): string {
  if (signIns === 0) return `${address}: no sign-in from the day before on.`;
  const names = gotInAll === 0 ? "nobody got in" : `${gotInAll} got in: ${listed(gotIn)}`;
  return `${address} from the day before on: ${plural(signIns, "sign-in")} of ${plural(users, "account")}; ${names}.`;
}

/** The questions that come next, as they could be typed. */
function buttonsOf({ users, addresses, from, to, reached }: Facts): Button[] {
  const window = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  const ask = (
    intent: Question["intent"],
    where: readonly Condition[],
    more: Partial<Question> = {},
  ): string => describe({ intent, where: [...where], window, notUnderstood: [], ...more });
  const [user] = users.filter(({ id }) => id !== undefined);
  const [address] = addresses;
  const theirs: Condition[] = user?.id === undefined ? [] : [{ field: "user", is: [user.id] }];
  const there: Condition[] = address === undefined ? [] : [{ field: "ip", is: [address.address] }];
  const [entrance] = [...reached.gotIn, ...reached.sessions, ...reached.accepted];
  const detail = entrance?.requestId;
  const correlated = entrance?.correlationId;
  return [
    ...(detail === undefined ? [] : [{ title: "The sign-in", ask: detailOf(detail) }]),
    ...(correlated === undefined ? [] : [{ title: "Same correlation", ask: everythingOf(correlated) }]),
    ...(theirs.length === 0 ? [] : [{ title: "Their sign-ins", ask: ask("list", theirs) }]),
    ...(theirs.length === 0
      ? []
      : [{ title: "Their habits", ask: ask("pattern", theirs, { window: { from: "now-30d", to: "now" } }) }]),
    ...(there.length === 0 ? [] : [{ title: "Others from there", ask: ask("top", there, { by: ["user"] }) }]),
    ...(there.length === 0
      ? []
      : [
          {
            title: "Who got in from there",
            ask: ask("list", [...there, { field: "status", is: ["success"] }]),
          },
        ]),
    entraSignInLogs,
  ];
}

function detailOf(id: string): string {
  return describe({ intent: "detail", where: [], id, notUnderstood: [] });
}
