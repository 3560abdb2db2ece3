import { describe } from "../question/describe.ts";
import type { Condition, Question } from "../question/question.ts";
import { countryName } from "../question/countries.ts";
import { nameOrKnown } from "../signin/known-apps.ts";
import type { Group, Value } from "../store/store.ts";
import type { Button, NoticeView, Tone } from "../views/view.ts";
import { codeTitle } from "../views/reason.ts";
import { howOld, listed, plural, rangeText, fullTime } from "../views/words.ts";
import { sources, userName, type Alert } from "./alert.ts";
import { mostLookedUp, traits, type AddressFacts, type Facts, type Trait, type UserFacts } from "./facts.ts";

/** People and addresses that are named on a card; more are counted. */
const named = 5;

const tones: Readonly<Record<Alert["severity"], Tone>> = {
  high: "attention",
  medium: "warning",
  low: "default",
  informational: "default",
  unknown: "default",
};
const statusWords = { new: "new", active: "being looked at", closed: "closed" } as const;

/** The card of an alert. @param more alerts like it that were folded into its thread */
export function alertView(
  alert: Alert,
  more: { readonly count: number; readonly last: number },
  timezone: string,
): NoticeView {
  const { severity, status, outcome, description = "" } = alert;
  const people = some(alert.users.map(userName));
  const addresses = some(alert.addresses);
  return {
    card: "notice",
    tone: status === "closed" ? "good" : tones[severity],
    headline: alert.title,
    lines: [
      `${sources[alert.source]} · severity ${severity} · ${statusWords[status]}${outcome === undefined ? "" : `: ${outcome}`}`,
      alert.first === alert.last
        ? fullTime(alert.first, timezone)
        : rangeText(alert.first, alert.last, timezone),
      people === "" ? "" : `People: ${people}`,
      addresses === "" ? "" : `Addresses: ${addresses}`,
      description,
      more.count > 1
        ? `And ${plural(more.count - 1, "more", "more")} like it, the last ${fullTime(more.last, timezone)}.`
        : "",
    ].filter((line) => line !== ""),
    buttons: linkOf(alert),
  };
}

function some(all: readonly string[]): string {
  const more = all.length - named;
  return all.slice(0, named).join(", ") + (more > 0 ? `, and ${more} more` : "");
}

/** Portals of Microsoft. Where else an alert leads, somebody else may have chosen. */
const portals: ReadonlySet<string> = new Set([
  "security.microsoft.com",
  "portal.azure.com",
  "entra.microsoft.com",
  "defender.microsoft.com",
]);

function linkOf({ url = "" }: Alert): Button[] {
  if (!URL.canParse(url)) return [];
  const { protocol, host, username } = new URL(url);
  return protocol === "https:" && username === "" && portals.has(host)
    ? [{ title: "Open the alert", url }]
    : [];
}

/** What stands below an alert: did anyone get in, and what is known of the people and addresses. */
export function explanationView(alert: Alert, facts: Facts, now: number, timezone: string): NoticeView {
  const { users, addresses, newest } = facts;
  const left =
    Math.max(0, alert.users.length - mostLookedUp) + Math.max(0, alert.addresses.length - mostLookedUp);
  return {
    card: "notice",
    ...verdictOf(alert, facts, timezone),
    lines: [
      ...users.flatMap((user) => userLines(user, facts, timezone)),
      ...addresses.map(addressLine),
      left > 0
        ? `Not looked up: ${plural(left, "more person or address", "more people and addresses")} of the alert.`
        : "",
      newest === undefined
        ? "No sign-in is stored yet."
        : `The newest sign-in that is stored is ${howOld(newest, now)}. What comes late changes this reply.`,
    ].filter((line) => line !== ""),
    buttons: buttonsOf(facts),
  };
}

/** "Did anyone get in?" is answered first. */
function verdictOf(
  alert: Alert,
  { users, addresses }: Facts,
  timezone: string,
): Pick<NoticeView, "tone" | "headline"> {
  const signedIn = users.filter(({ successes }) => successes.from.length > 0);
  const suspicious = signedIn.filter(({ successes, traits }) =>
    successes.from.some((address) => alert.addresses.includes(address) || isFresh(traits, address)),
  );
  if (suspicious.length > 0) {
    const said = suspicious.map(({ name, successes, traits }) => {
      const from = successes.from.filter((one) => alert.addresses.includes(one) || isFresh(traits, one));
      const last = successes.last === undefined ? "" : `, the last at ${fullTime(successes.last, timezone)}`;
      return `${name} got in from ${listed(from)}${last}`;
    });
    return { tone: "attention", headline: `${said.join("; ")}.` };
  }
  const others = addresses.filter(({ gotInAll }) => gotInAll > 0);
  if (others.length > 0)
    return {
      tone: "attention",
      headline: `${others.map(({ address, gotIn, gotInAll }) => `${listed([...gotIn, ...(gotInAll > gotIn.length ? [`${gotInAll - gotIn.length} more`] : [])])} got in from ${address}`).join("; ")}.`,
    };
  const accepted = users.filter((user) => user.accepted > 0);
  if (accepted.length > 0)
    return {
      tone: "warning",
      headline: `Nobody got in from there, but the password of ${listed(accepted.map(({ name }) => name))} was accepted.`,
    };
  if (users.every(({ counts }) => counts.signIns === 0) && addresses.every(({ signIns }) => signIns === 0))
    return {
      tone: "default",
      headline: "No sign-ins of these people or addresses are stored for that time.",
    };
  const usual =
    signedIn.length > 0
      ? ` ${listed(signedIn.map(({ name }) => name))} signed in from addresses they use.`
      : "";
  return { tone: "good", headline: `Nobody got in from there.${usual}` };
}

function isFresh({ ip }: UserFacts["traits"], address: string): boolean {
  return ip.fresh.some(({ key }) => key === address);
}

function userLines(user: UserFacts, { from, to }: Facts, timezone: string): string[] {
  const { name, id, counts, accepted, successes, conditionalAccess, lastSuccessBefore } = user;
  if (id === undefined) return [`${name}: no sign-in is stored.`];
  if (counts.signIns === 0)
    return [
      `${name}: no sign-in from ${rangeText(from, to, timezone)}.${before(lastSuccessBefore, timezone)}`,
    ];
  const outcome = [
    plural(counts.success, "success", "successes"),
    plural(counts.failure, "failure"),
    ...(counts.interrupted > 0 ? [`${counts.interrupted} interrupted`] : []),
  ];
  const [code] = user.codes;
  const reason = code === undefined ? "" : `; most of what failed: ${codeTitle(Number(code.values[0]?.key))}`;
  return [
    `${name}: ${listed(outcome)} from ${rangeText(from, to, timezone)}${reason}.`,
    accepted > 0
      ? `The password was accepted ${plural(accepted, "time")} and something else stopped it.`
      : "",
    ...(["fresh", "known"] as const).map((which) => traitLine(user, which)),
    successes.mfa.length > 0 ? `MFA of the successes: ${resultText(successes.mfa)}.` : "",
    conditionalAccess.length > 0 ? `Conditional access: ${resultText(conditionalAccess)}.` : "",
    before(lastSuccessBefore, timezone).trim(),
  ].filter((line) => line !== "");
}

function before(at: number | undefined, timezone: string): string {
  return at === undefined
    ? " No success in the 30 days before."
    : ` Last success before: ${fullTime(at, timezone)}.`;
}

const traitWords: Readonly<Record<Trait, string>> = {
  ip: "address",
  country: "country",
  app: "app",
  device: "device",
};

function traitLine({ traits: found }: UserFacts, which: "fresh" | "known"): string {
  const parts = traits
    .filter((trait) => found[trait][which].length > 0)
    .map(
      (trait) =>
        `${traitWords[trait]} ${found[trait][which].map((value) => valueText(trait, value)).join(", ")}`,
    );
  if (parts.length === 0) return "";
  return which === "fresh" ? `New for them in 30 days: ${parts.join("; ")}.` : `Known: ${parts.join("; ")}.`;
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
  if (signIns === 0) return `${address}: no sign-in in the 24 hours before.`;
  const names = gotInAll === 0 ? "nobody got in" : `${gotInAll} got in: ${listed(gotIn)}`;
  return `${address} in 24 hours: ${plural(signIns, "sign-in")} of ${plural(users, "account")}; ${names}.`;
}

/** The questions that come next, as they could be typed. */
function buttonsOf({ users, addresses, from, to }: Facts): Button[] {
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
  return [
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
  ];
}
