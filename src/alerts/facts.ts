import { acceptedCodes } from "../hunts/codes.ts";
import { userLogs } from "../hunts/hunt.ts";
import { fold } from "../question/fold.ts";
import type { FieldName } from "../question/fields.ts";
import type { Condition } from "../question/question.ts";
import type { Coverage, Filter, Group, ScannedSignIn, Store, Summary, Value } from "../store/store.ts";
import { userName, type Alert, type AlertUser } from "./alert.ts";
import { reachedBy, type Reached } from "./reached.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Around the time of an alert, before and after. */
const around = hour;
/** What is known of somebody is what they signed in with in the time before, in days. */
const baselineDays = 30;
/** People and addresses of an alert of which more is told than whether anyone got in. */
export const mostTold = 3;
/** Values of a field that are told. */
const mostValues = 5;
/** Sign-ins that are read to find out who got in. */
const mostRead = 5_000;

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
  readonly mfa: readonly Group[];
  readonly conditionalAccess: readonly Group[];
  readonly traits: Readonly<Record<Trait, Comparison>>;
  /** Their last success before that time, within the baseline: milliseconds since 1970. */
  readonly lastSuccessBefore?: number;
}

/** What else came from an address of an alert, from the day before it on. */
export interface AddressFacts {
  readonly address: string;
  readonly signIns: number;
  readonly users: number;
  /** Who got in from there, some of them by name, and how many in all. */
  readonly gotIn: readonly string[];
  readonly gotInAll: number;
}

export interface Facts {
  /** The time around the alert: milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  readonly users: readonly UserFacts[];
  readonly addresses: readonly AddressFacts[];
  /** Who got in, and whose password was accepted: of all people and addresses of the alert. */
  readonly reached: Reached;
  /** Days of records before the day before that time, 30 at most: in them somebody's addresses are known. */
  readonly known: number;
  /** Up to when there are records of both logs of users, where there are any of both. */
  readonly newest?: number | undefined;
}

/** Everything about an alert that its explanation is made of. */
export async function factsOf(alert: Alert, store: Store, signal?: AbortSignal): Promise<Facts> {
  const from = floor(alert.first - around);
  const to = floor(alert.last + around + minute);
  const coverage = await store.coverage(signal);
  const known = Math.max(0, Math.min(baselineDays, Math.floor((from - (coverage.oldest ?? from)) / day) - 1));
  const ids = await Promise.all(alert.users.map((user) => idOf(user, store, signal)));
  const people = alert.users.map((user, index) => ({ name: userName(user), id: ids[index] }));
  // What happened on the day before may belong to it already.
  const span: Span = { from, to, baseline: { from: from - baselineDays * day, to: from - day } };
  const reached = reachedBy(
    await readReach(
      alert,
      people.flatMap(({ id }) => id ?? []),
      span,
      store,
      signal,
    ),
    { people, addresses: alert.addresses, isKnown: known > 0, isCut: alert.isCut === true },
  );
  return {
    from,
    to,
    users: await Promise.all(people.slice(0, mostTold).map((one) => userFacts(one, span, store, signal))),
    addresses: await Promise.all(
      alert.addresses.slice(0, mostTold).map((address) => addressFacts(address, span, store, signal)),
    ),
    reached,
    known,
    newest: newestOfUsers(coverage),
  };
}

function floor(at: number): number {
  return Math.floor(at / minute) * minute;
}

function newestOfUsers({ types }: Coverage): number | undefined {
  const all = userLogs.flatMap((type) => types[type]?.newest ?? []);
  return all.length === 0 ? undefined : Math.min(...all);
}

interface Span {
  readonly from: number;
  readonly to: number;
  readonly baseline: { readonly from: number; readonly to: number };
}

const inUserLogs: Condition = { field: "type", is: [...userLogs] };
const success: Condition = { field: "status", is: ["success"] };
const accepted: readonly Condition[] = [
  { field: "errorCode", is: [...acceptedCodes].filter((code) => code !== "0") },
  { field: "status", isNot: ["success"] },
];

/** The alert may call somebody by their name alone; an id that nobody has may come with a name that somebody has. */
export async function idOf(
  { id, userPrincipalName }: AlertUser,
  store: Store,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  for (const text of [id, userPrincipalName]) {
    if (text === undefined) continue;
    const { candidates } = await store.lookup("user", { text, how: "exact", limit: mostValues }, signal);
    const found = candidates.find((one) => [one.id, one.alias ?? ""].map(fold).includes(fold(text)));
    if (found !== undefined) return found.id;
  }
  return undefined;
}

/** The sign-ins that tell who got in, and the addresses that the people had signed in from before. */
async function readReach(
  { addresses }: Alert,
  ids: readonly string[],
  { from, to, baseline }: Span,
  store: Store,
  signal: AbortSignal | undefined,
): Promise<Parameters<typeof reachedBy>[0]> {
  const theirs: readonly Condition[] = [{ field: "user", is: [...ids] }, inUserLogs];
  const there: readonly Condition[] = [{ field: "ip", is: [...addresses] }, inUserLogs];
  const read = async (
    where: readonly Condition[],
    since: number,
  ): Promise<readonly [readonly ScannedSignIn[], boolean]> => {
    const { rows, more } = await store.scan(
      { where, from: since, to },
      { fields: ["user", "ip", "type", "requestId", "correlationId"], order: "newest", limit: mostRead },
      signal,
    );
    return [rows, more];
  };
  const none = [[], false] as const;
  const [got, took, gotThere, tookThere] = await Promise.all([
    ids.length === 0 ? none : read([...theirs, success], from),
    ids.length === 0 ? none : read([...theirs, ...accepted], from),
    addresses.length === 0 ? none : read([...there, success], from - day),
    addresses.length === 0 ? none : read([...there, ...accepted], from - day),
  ]);
  const used = [
    ...new Set([...got[0], ...took[0]].flatMap(({ values }) => values.ip?.map(({ key }) => key) ?? [])),
  ];
  const before =
    ids.length === 0 || used.length === 0
      ? undefined
      : await store.top(
          { where: [...theirs, success, { field: "ip", is: used }], ...baseline },
          { by: ["user", "ip"], limit: mostRead, rank: "signIns", order: "most", having: [], distinct: [] },
          signal,
        );
  return {
    successes: [...got[0], ...gotThere[0]],
    accepted: [...took[0], ...tookThere[0]],
    known: (before?.groups ?? []).map(({ values: [user, ip] }) => [user?.key ?? "", ip?.key ?? ""] as const),
    isCut: [got, took, gotThere, tookThere].some(([, more]) => more) || before?.more === true,
  };
}

async function userFacts(
  { name, id }: { readonly name: string; readonly id: string | undefined },
  { from, to, baseline }: Span,
  store: Store,
  signal: AbortSignal | undefined,
): Promise<UserFacts> {
  if (id === undefined) return { ...nothing, name };
  const theirs: readonly Condition[] = [{ field: "user", is: [id] }, inUserLogs];
  const during: Filter = { where: theirs, from, to };
  const before: Filter = { where: [...theirs, success], ...baseline };
  const [all, got, old] = await Promise.all([
    store.summarise(
      during,
      { facets: [...traits, "errorCode", "conditionalAccess"], limit: mostValues, distinct: [] },
      signal,
    ),
    store.summarise(
      { ...during, where: [...theirs, success] },
      { facets: ["mfa"], limit: mostValues, distinct: [] },
      signal,
    ),
    store.summarise({ ...before, to: from }, { facets: [], limit: 0, distinct: [] }, signal),
  ]);
  const compared = (trait: Trait): Promise<Comparison> =>
    compare(trait, valuesOf(all, trait), before, store, signal);
  const [ip, country, app, device] = await Promise.all([
    compared("ip"),
    compared("country"),
    compared("app"),
    compared("device"),
  ]);
  return {
    name,
    id,
    counts: all.counts,
    codes: (all.facets.errorCode ?? []).filter(({ values }) => values[0]?.key !== "0"),
    mfa: got.facets.mfa ?? [],
    conditionalAccess: all.facets.conditionalAccess ?? [],
    traits: { ip, country, app, device },
    ...(old.lastSuccess !== undefined && { lastSuccessBefore: old.lastSuccess }),
  };
}

const none: Comparison = { known: [], fresh: [] };
const nothing: Omit<UserFacts, "name"> = {
  counts: { signIns: 0, success: 0, failure: 0, interrupted: 0 },
  codes: [],
  mfa: [],
  conditionalAccess: [],
  traits: { ip: none, country: none, app: none, device: none },
};

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
  const held = new Set(valuesOf(old, trait).map(({ key }) => key));
  return {
    known: values.filter(({ key }) => held.has(key)),
    fresh: values.filter(({ key }) => !held.has(key)),
  };
}

async function addressFacts(
  address: string,
  { from, to }: Span,
  store: Store,
  signal: AbortSignal | undefined,
): Promise<AddressFacts> {
  const where: readonly Condition[] = [{ field: "ip", is: [address] }, inUserLogs];
  const span = { from: from - day, to };
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
