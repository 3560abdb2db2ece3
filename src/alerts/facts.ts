import { acceptedCodes } from "../hunts/codes.ts";
import { userLogs } from "../hunts/hunt.ts";
import { fold } from "../question/fold.ts";
import type { FieldName } from "../question/fields.ts";
import type { Condition } from "../question/question.ts";
import type { Filter, Group, Store, Summary, Value } from "../store/store.ts";
import { userName, type Alert, type AlertUser } from "./alert.ts";

const hour = 3_600_000;
const day = 24 * hour;

/** Around the time of an alert, before and after. */
const around = hour;
/** An alert that is about a longer time is looked at from its end. */
const longest = day;
/** What is known of somebody is what they signed in with in the time before. */
const baseline = 30 * day;
/** People and addresses of an alert that are looked up. */
export const mostLookedUp = 3;
/** Values of a field that are told. */
const mostValues = 5;

/** What somebody can be told by, where it is new for them. */
export const traits = ["ip", "country", "app", "device"] as const satisfies readonly FieldName[];
export type Trait = (typeof traits)[number];

/** Values that somebody signed in with: those that they had before, and those that are new for them. */
export interface Comparison {
  readonly known: readonly Value[];
  readonly fresh: readonly Value[];
}

/** What a person of an alert did around its time. */
export interface UserFacts {
  /** As the alert calls them. */
  readonly name: string;
  /** Entra object id; absent where no sign-in of theirs is stored. */
  readonly id?: string;
  readonly counts: Summary["counts"];
  /** Error codes of what did not succeed, most first. */
  readonly codes: readonly Group[];
  /** Sign-ins whose password was right and that did not succeed. */
  readonly accepted: number;
  /** Where successes came from, and how they were protected. */
  readonly successes: {
    readonly from: readonly string[];
    readonly mfa: readonly Group[];
    readonly last?: number;
  };
  readonly conditionalAccess: readonly Group[];
  /** Values of the time around the alert, and whether they had signed in with them before. */
  readonly traits: Readonly<Record<Trait, Comparison>>;
  /** Their last success before that time, within the baseline: milliseconds since 1970. */
  readonly lastSuccessBefore?: number;
}

/** What else came from an address of an alert, in the day before its end. */
export interface AddressFacts {
  readonly address: string;
  readonly signIns: number;
  readonly users: number;
  /** Who got in from there, and of how many in all. */
  readonly gotIn: readonly string[];
  readonly gotInAll: number;
}

export interface Facts {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  readonly users: readonly UserFacts[];
  readonly addresses: readonly AddressFacts[];
  /** The newest record of the store. */
  readonly newest?: number | undefined;
}

const minute = 60_000;
const floor = (at: number): number => Math.floor(at / minute) * minute;

/** Everything about an alert that its explanation is made of. */
export async function factsOf(alert: Alert, store: Store, now: number, signal?: AbortSignal): Promise<Facts> {
  const from = floor(Math.max(alert.first, alert.last - longest) - around);
  const to = floor(Math.min(alert.last + around, Math.max(now, alert.last)) + minute);
  const users = await Promise.all(
    alert.users.slice(0, mostLookedUp).map((user) => userFacts(user, { from, to }, store, signal)),
  );
  const addresses = await Promise.all(
    alert.addresses.slice(0, mostLookedUp).map((address) => addressFacts(address, to, store, signal)),
  );
  const { newest } = await store.coverage(signal);
  return { from, to, users, addresses, newest };
}

async function userFacts(
  user: AlertUser,
  { from, to }: { readonly from: number; readonly to: number },
  store: Store,
  signal: AbortSignal | undefined,
): Promise<UserFacts> {
  const name = userName(user);
  const id = await idOf(user, store, signal);
  if (id === undefined) return { ...nothing, name };
  const theirs: readonly Condition[] = [{ field: "user", is: [id] }, ...inUserLogs];
  const during: Filter = { where: theirs, from, to };
  const before: Filter = { where: [...theirs, success], from: from - baseline, to: from };
  const [all, got, old] = await Promise.all([
    store.summarise(
      during,
      { facets: [...traits, "errorCode", "conditionalAccess"], limit: mostValues, distinct: [] },
      signal,
    ),
    store.summarise(
      { ...during, where: [...theirs, success] },
      { facets: ["ip", "mfa"], limit: mostValues, distinct: [] },
      signal,
    ),
    store.summarise(before, { facets: [], limit: 0, distinct: [] }, signal),
  ]);
  const compared = (trait: Trait): Promise<Comparison> =>
    compare(trait, valuesOf(all, trait), before, store, signal);
  const [ip, country, app, device] = await Promise.all([
    compared("ip"),
    compared("country"),
    compared("app"),
    compared("device"),
  ]);
  const codes = (all.facets.errorCode ?? []).filter(({ values }) => values[0]?.key !== "0");
  return {
    name,
    id,
    counts: all.counts,
    codes,
    accepted: codes
      .filter(({ values }) => acceptedCodes.has(values[0]?.key ?? ""))
      .reduce((sum, { counts }) => sum + counts.signIns - counts.success, 0),
    successes: {
      from: keysOf(got, "ip"),
      mfa: got.facets.mfa ?? [],
      ...(got.last !== undefined && { last: got.last }),
    },
    conditionalAccess: all.facets.conditionalAccess ?? [],
    traits: { ip, country, app, device },
    ...(old.lastSuccess !== undefined && { lastSuccessBefore: old.lastSuccess }),
  };
}

const inUserLogs: readonly Condition[] = [{ field: "type", is: [...userLogs] }];
const success: Condition = { field: "status", is: ["success"] };

const none: Comparison = { known: [], fresh: [] };
const nothing: Omit<UserFacts, "name"> = {
  counts: { signIns: 0, success: 0, failure: 0, interrupted: 0 },
  codes: [],
  accepted: 0,
  successes: { from: [], mfa: [] },
  conditionalAccess: [],
  traits: { ip: none, country: none, app: none, device: none },
};

/** The alert may call somebody by their name alone. */
async function idOf(
  { id, userPrincipalName: alias }: AlertUser,
  store: Store,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const text = id ?? alias;
  if (text === undefined) return undefined;
  const { candidates } = await store.lookup("user", { text, how: "exact", limit: mostLookedUp }, signal);
  return candidates.find((one) => [one.id, one.alias ?? ""].map(fold).includes(fold(text)))?.id;
}

/** Which of the values somebody had signed in with before. */
async function compare(
  trait: Trait,
  values: readonly Value[],
  before: Filter,
  store: Store,
  signal: AbortSignal | undefined,
): Promise<Comparison> {
  if (values.length === 0) return none;
  const where = [...before.where, { field: trait, is: values.map(({ key }) => key) }];
  const old = await store.summarise(
    { ...before, where },
    { facets: [trait], limit: mostValues, distinct: [] },
    signal,
  );
  const held = new Set(keysOf(old, trait));
  return {
    known: values.filter(({ key }) => held.has(key)),
    fresh: values.filter(({ key }) => !held.has(key)),
  };
}

async function addressFacts(
  address: string,
  to: number,
  store: Store,
  signal: AbortSignal | undefined,
): Promise<AddressFacts> {
  const where: readonly Condition[] = [{ field: "ip", is: [address] }, ...inUserLogs];
  const span = { from: to - day, to };
  const [all, got] = await Promise.all([
    store.summarise({ where, ...span }, { facets: [], limit: 0, distinct: ["user"] }, signal),
    store.summarise(
      { where: [...where, success], ...span },
      { facets: ["user"], limit: mostValues, distinct: ["user"] },
      signal,
    ),
  ]);
  return {
    address,
    signIns: all.counts.signIns,
    users: all.distinct.user ?? 0,
    gotIn: (got.facets.user ?? []).map(
      ({ values: [value] }) => value?.alias ?? value?.name ?? value?.key ?? "",
    ),
    gotInAll: got.distinct.user ?? 0,
  };
}

function valuesOf({ facets }: Summary, name: FieldName): Value[] {
  return (facets[name] ?? []).flatMap(({ values: [value] }) =>
    value === undefined || value.key === "" ? [] : [value],
  );
}

function keysOf(summary: Summary, name: FieldName): string[] {
  return valuesOf(summary, name).map(({ key }) => key);
}
