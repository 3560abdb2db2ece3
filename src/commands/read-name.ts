import { limits } from "../limits.ts";
import { field, type FieldName } from "../question/fields.ts";
import { fold } from "../question/fold.ts";
import { isGuid } from "../question/name-fits.ts";
import type { Candidate, LookupResult } from "../store/store.ts";
import type { Button, ChoiceView, NoticeView } from "../views/view.ts";
import { inSentence, listed } from "../views/words.ts";
import { findWhole, wellKnown, type Finder, type Found } from "./known-names.ts";
import { nearNames } from "./nearby.ts";
import type { Replacement } from "./replace-value.ts";
import { choice, labelOf, nobody, readAs, type AskedName } from "./unclear-names.ts";

/** What a name turned out to mean. */
export interface NameReading extends Replacement {
  readonly labels: readonly (readonly [value: string, label: string])[];
  /** How it was read, where that was a guess. */
  readonly notes: readonly string[];
  /** The one account that is meant. */
  readonly account?: Candidate;
  readonly otherReadings: readonly Button[];
}

/**
 * What a word may be that is not what the question takes it for, in this order. The language reads a bare word as a
 * user's name and "in X" as an application; what it is, the store alone knows.
 */
const alternatives: Readonly<Partial<Record<FieldName, readonly FieldName[]>>> = {
  user: ["app", "servicePrincipal", "managedIdentity", "device", "resource", "policy", "city"],
  app: ["resource", "servicePrincipal", "managedIdentity", "device", "city"],
  resource: ["app"],
  city: ["state", "location", "device", "user"],
};
/** What a piece of a name or a mistyped one may be besides. */
const guessed: ReadonlySet<FieldName> = new Set([
  "app",
  "servicePrincipal",
  "managedIdentity",
  "device",
  "resource",
]);
/** What a user's name may be read as by a button; devices and policies that bear people's names are too many. */
const offeredReadings: ReadonlySet<FieldName> = new Set([
  "app",
  "servicePrincipal",
  "managedIdentity",
  "city",
]);
/** A shorter name that is one letter off is asked about, not taken. */
const shortestTaken = 4;

/**
 * Reads one name: whole names first, of the kind that was asked for and then of others; then beginnings; then names
 * that are a letter or two away. What one account's name alone begins with is taken and said; several are a question
 * back, and so is every account that is only near: nobody sees another's sign-ins for a slip of a key.
 */
export async function readName(
  asked: AskedName,
  find: Finder,
  now: number,
): Promise<NameReading | ChoiceView | NoticeView> {
  const { value, condition } = asked;
  const isOnlyThat = value.includes("@") || isGuid(value);
  const kinds = [condition.field, ...(isOnlyThat ? [] : (alternatives[condition.field] ?? []))];
  return (
    (await readWhole(asked, kinds, find, now)) ??
    unseenApp(asked) ??
    (await readGuess(asked, kinds, "prefix", find, now)) ??
    (await readGuess(asked, kinds, "near", find, now)) ??
    nobody(asked, isGuid(value) ? [] : await nearNames(asked, find, now))
  );
}

async function readWhole(
  asked: AskedName,
  kinds: readonly FieldName[],
  find: Finder,
  now: number,
): Promise<NameReading | ChoiceView | undefined> {
  for (const [at, kind] of kinds.entries()) {
    const found = await findWhole(find, kind, asked.value);
    if (found === undefined || (await isWorkload(asked, found, find))) continue;
    const others = found.exact ? [] : await otherKinds(asked, kinds.slice(at + 1), find);
    const buttons = others.map((other) => readAs(asked, other));
    if (kind === "user" && !found.exact && found.total > 1)
      return choice(asked, kind, "named", found, now, buttons);
    const guess = kind === asked.condition.field ? [] : [`${isNone(asked)}, so it was read as ${a(kind)}.`];
    const also =
      others.length === 0
        ? []
        : [`"${asked.value}" was read as ${a(kind)}; it is also the name of ${listed(others.map(a))}.`];
    return { ...meaning(found), notes: guess.length > 0 ? guess : also, otherReadings: buttons };
  }
  return undefined;
}

/**
 * Whether all sign-ins of an application are those of a service principal or managed identity of its name: read as an
 * application, a bare word would find nothing in the users' log.
 */
async function isWorkload({ value, condition }: AskedName, app: Found, find: Finder): Promise<boolean> {
  if (condition.field !== "user" || app.kind !== "app") return false;
  const all = (found: Found | undefined): number =>
    (found?.candidates ?? []).reduce((sum, { signIns }) => sum + signIns, 0);
  const own = await Promise.all([
    findWhole(find, "servicePrincipal", value),
    findWhole(find, "managedIdentity", value),
  ]);
  return own.some((found) => all(found) >= all(app));
}

/** The further kinds of which something has that name. Who says "app" or a place means that. */
async function otherKinds(
  { value, condition }: AskedName,
  kinds: readonly FieldName[],
  find: Finder,
): Promise<FieldName[]> {
  const others: FieldName[] = [];
  for (const kind of condition.field === "user" ? kinds : []) {
    if (
      others.length < limits.otherReadings &&
      offeredReadings.has(kind) &&
      (await findWhole(find, kind, value))
    )
      others.push(kind);
  }
  return others;
}

/** Takes the one thing whose name begins so, or is near; asks where there are several. */
async function readGuess(
  asked: AskedName,
  kinds: readonly FieldName[],
  how: "prefix" | "near",
  find: Finder,
  now: number,
): Promise<NameReading | ChoiceView | NoticeView | undefined> {
  const { value, condition } = asked;
  if (isGuid(value)) return undefined;
  for (const kind of kinds.filter((one) => one === condition.field || guessed.has(one))) {
    const fitting = await find(kind, how, value);
    const [only] = fitting.candidates;
    if (only === undefined) continue;
    const isSure = how === "prefix" || (kind !== "user" && kind !== "city" && value.length >= shortestTaken);
    if (!isSure) return nobody(asked, await nearNames(asked, find, now));
    if (fitting.total > 1) return choice(asked, kind, how, fitting, now);
    return guess(asked, kind, fitting, only);
  }
  return undefined;
}

function guess(asked: AskedName, kind: FieldName, fitting: LookupResult, only: Candidate): NameReading {
  const found: Found = {
    ...fitting,
    kind,
    exact: true,
    values: [only.id],
    labels: [[only.id, labelOf(only)]],
  };
  const as = kind === asked.condition.field ? "" : `the ${inSentence(field(kind).label)} `;
  return {
    ...meaning(found),
    notes: [`${isNone(asked)}, so it was read as ${as}${labelOf(only)}.`],
    otherReadings: [],
  };
}

/** A user becomes the one account; other names may mean several things at once. */
function meaning({ kind, candidates, values, labels }: Found): Omit<NameReading, "notes" | "otherReadings"> {
  const [account] = candidates;
  if (kind !== "user" || account === undefined) return { field: kind, values, labels };
  const canonical = account.alias ?? account.id;
  return { field: kind, values: [canonical], labels: [[canonical, labelOf(account)]], account };
}

/** One of Microsoft's applications that nobody has signed in to: known, and still nothing to be found. */
function unseenApp({ condition, value }: AskedName): NameReading | undefined {
  const names = [...new Set(wellKnown(condition.field, value).map(({ name }) => name))];
  if (names.length === 0) return undefined;
  return {
    field: condition.field,
    values: [value],
    labels: [[value, names.join(", ")]],
    notes: [`The stored logs have no sign-in to ${listed(names)}.`],
    otherReadings: [],
  };
}

/** `Nobody is called "timesheets"`, `No application is called "Shrepoint"`. */
function isNone({ condition, value }: AskedName): string {
  const none = condition.field === "user" ? "Nobody" : `No ${inSentence(field(condition.field).label)}`;
  return `${none} is called "${value}"`;
}

/** "an application", "a user". */
function a(kind: FieldName): string {
  const label = inSentence(field(kind).label);
  return `${/^[aeio]/i.test(label) ? "an" : "a"} ${label}`;
}

/** The candidates whose account it is not: a name fits them, but neither their id nor their address is it. */
export function othersThan(canonical: string, candidates: readonly Candidate[]): string[] {
  return candidates
    .filter((one) => fold(one.id) !== fold(canonical) && fold(one.alias ?? "") !== fold(canonical))
    .map((one) => one.id);
}
