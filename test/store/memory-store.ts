import { isDeepStrictEqual } from "node:util";
import type { Entity, Field } from "../../src/question/field.ts";
import { field, type FieldName } from "../../src/question/fields.ts";
import { fold } from "../../src/question/fold.ts";
import { inBlock, matches } from "../../src/question/matches.ts";
import { fitting, nameForms, type Fit } from "../../src/question/name-fits.ts";
import { addAuthenticationDetail, mergeCopies } from "../../src/signin/merge.ts";
import { signInTypes, type AuthenticationDetail, type SignIn } from "../../src/signin/sign-in.ts";
import { signInOf } from "../../src/store/sign-in-text.ts";
import { statusOf } from "../../src/signin/status.ts";
import type { Entry, Filter, Group, StatusCounts, Store, TopRequest, Value } from "../../src/store/store.ts";

interface State {
  readonly signIns: Map<string, SignIn>;
  readonly details: Map<string, AuthenticationDetail[]>;
  /** Reasons by raw text. */
  readonly quarantine: Map<string, string>;
  readonly cursors: Map<string, string>;
}

/** A store that keeps everything in arrays and reads all of it for every answer: what the others are compared with. */
export function memoryStore(): Store {
  let state: State = { signIns: new Map(), details: new Map(), quarantine: new Map(), cursors: new Map() };

  const select = ({ where, from = -Infinity, to = Infinity }: Filter): SignIn[] =>
    [...state.signIns.values()]
      .filter((signIn) => timeOf(signIn) >= from && timeOf(signIn) < to && matches(signIn, where))
      .sort((a, b) => timeOf(a) - timeOf(b) || compareTexts(a.id, b.id));

  return {
    async list(filter, { order, limit, offset = 0 }, signal) {
      signal?.throwIfAborted();
      const found = select(filter);
      const rest = (order === "newest" ? found.toReversed() : found).slice(offset);
      return { rows: rest.slice(0, limit).map(withoutRaw), more: rest.length > limit };
    },

    async summarise(filter, request, signal) {
      signal?.throwIfAborted();
      const found = select(filter);
      const last = (part: SignIn[]): number | undefined => part.map(timeOf).at(-1);
      return {
        counts: countStatuses(found),
        first: found.map(timeOf)[0],
        last: last(found),
        lastSuccess: last(found.filter((signIn) => statusOf(signIn) === "success")),
        lastFailure: last(found.filter((signIn) => statusOf(signIn) === "failure")),
        facets: Object.fromEntries(
          request.facets.map((name) => [
            name,
            groupsBy(found, [name], []).sort(byRank).slice(0, request.limit),
          ]),
        ),
        distinct: countDistinct(found, request.distinct),
      };
    },

    async top(filter, request, signal) {
      signal?.throwIfAborted();
      const { by, rank, order, having, distinct } = request;
      const measured = [rank, ...having.map(({ of }) => of)].filter(isField);
      const groups = groupsBy(select(filter), by, [...distinct, ...measured])
        .filter((group) => having.every((threshold) => passes(group, threshold)))
        .sort((a, b) => {
          const difference = measure(a, rank) - measure(b, rank);
          return (order === "most" ? -difference : difference) || compareKeys(a, b);
        });
      const shown = groups.slice(0, request.limit).map((group) => ({
        ...group,
        distinct: Object.fromEntries(distinct.map((name) => [name, group.distinct[name]])),
      }));
      return { groups: shown, more: groups.length > request.limit, total: groups.length };
    },

    async trend(filter, edges, signal) {
      signal?.throwIfAborted();
      const found = select(filter);
      return edges.slice(1).map((end, i) => {
        const start = edges[i] as number;
        return countStatuses(found.filter((signIn) => timeOf(signIn) >= start && timeOf(signIn) < end));
      });
    },

    async scan(filter, { fields, order, limit }, signal) {
      signal?.throwIfAborted();
      const oldestFirst = select(filter);
      const found = order === "newest" ? oldestFirst.toReversed() : oldestFirst;
      const rows = found.slice(0, limit).map((signIn) => ({
        time: timeOf(signIn),
        values: Object.fromEntries(fields.map((name) => [name, valuesOf(signIn, name)])),
      }));
      return { rows, more: found.length > limit };
    },

    async find(id, limit, signal) {
      signal?.throwIfAborted();
      const byRequest = select({ where: [{ field: "requestId", is: [id] }] });
      const found =
        byRequest.length > 0 ? byRequest : select({ where: [{ field: "correlationId", is: [id] }] });
      return id === "" ? [] : found.slice(0, limit);
    },

    async lookup(name, { text, how, limit }, signal) {
      signal?.throwIfAborted();
      if (text === "") return { candidates: [], total: 0 };
      const all = select({ where: [] });
      const named = new Set(
        all.flatMap((signIn) =>
          entitiesOf(signIn, name)
            .filter((entity) => fitsName(text, how, name, entity))
            .map((entity) => entity.id),
        ),
      );
      const groups = groupsBy(all, [name], [])
        .filter((group) => named.has(group.values[0]?.key ?? ""))
        .sort(byRank);
      const candidates = groups.slice(0, limit).map(({ values: [value], counts, last }) => {
        const { key, ...names } = value as Value;
        return { id: key, ...names, signIns: counts.signIns, last };
      });
      return { candidates, total: groups.length };
    },

    async coverage(signal) {
      signal?.throwIfAborted();
      const all = select({ where: [] });
      const span = (part: SignIn[]): { signIns: number; oldest: number; newest: number } => ({
        signIns: part.length,
        oldest: part.map(timeOf)[0] as number,
        newest: part.map(timeOf).at(-1) as number,
      });
      const types = signInTypes.map((type) => [type, all.filter((signIn) => signIn.type === type)] as const);
      const reasons = [...state.quarantine.values()];
      return {
        ...span(all),
        types: Object.fromEntries(
          types.filter(([, part]) => part.length > 0).map(([type, part]) => [type, span(part)]),
        ),
        quarantined: [...new Set(reasons)]
          .map((reason) => ({ reason, records: reasons.filter((other) => other === reason).length }))
          .sort((a, b) => b.records - a.records || compareTexts(a.reason, b.reason)),
      };
    },

    async write(batch, cursor) {
      const next = structuredClone(state);
      const result = { new: 0, updated: 0, unchanged: 0, quarantined: 0 };
      for (const entry of batch) result[keep(next, entry)] += 1;
      if (cursor !== undefined) next.cursors.set(cursor.name, cursor.value);
      state = next;
      return result;
    },

    async remove(before, limit) {
      const day = dayOf(before);
      const old = [...state.signIns.values()].filter((signIn) => dayOf(timeOf(signIn)) < day);
      for (const { id } of old.slice(0, limit)) state.signIns.delete(id);
      if (old.length > limit) return { removed: limit, more: true };
      for (const [id, details] of state.details) {
        const kept = details.filter(
          ({ authenticationStepDateTime: time = "" }) => !(dayOf(Date.parse(time)) < day - 1),
        );
        if (kept.length > 0) state.details.set(id, kept);
        else state.details.delete(id);
      }
      if (dayOf(Date.now()) < day) state.quarantine.clear();
      return { removed: old.length, more: false };
    },

    async erase(ids) {
      for (const id of ids) state.details.delete(id);
      return [...new Set(ids)].filter((id) => state.signIns.delete(id)).length;
    },

    cursor: async (name) => state.cursors.get(name),
    close: async () => undefined,
  };
}

function keep(state: State, entry: Entry): "new" | "updated" | "unchanged" | "quarantined" {
  if (entry.kind === "quarantined") {
    if (!state.quarantine.has(entry.raw)) state.quarantine.set(entry.raw, entry.reason);
    return "quarantined";
  }
  const arriving = entry.kind === "signIn" ? signInOf(entry) : undefined;
  const id = entry.kind === "signIn" ? (arriving as SignIn).id : entry.signInId;
  const stored = state.signIns.get(id);
  const details = state.details.get(id) ?? [];
  if (entry.kind === "authenticationDetail") {
    if (details.some((detail) => isDeepStrictEqual(detail, entry.detail))) return "unchanged";
    details.push(entry.detail);
    state.details.set(id, details);
  }
  const copy = arriving ?? stored;
  if (copy === undefined) return "new";
  const merged = details.reduce(
    addAuthenticationDetail,
    stored === undefined ? copy : mergeCopies(stored, copy),
  );
  state.signIns.set(id, merged);
  if (stored === undefined) return "new";
  return saysTheSame(merged, stored) ? "unchanged" : "updated";
}

/** Whether two copies of a sign-in say the same, `raw` included, whenever each was observed. */
function saysTheSame(a: SignIn, b: SignIn): boolean {
  return isDeepStrictEqual({ ...a, observedDateTime: undefined }, { ...b, observedDateTime: undefined });
}

/** Every combination of the fields' values with its sign-ins; a sign-in stands once in each group that it belongs to. */
function groupsBy(signIns: SignIn[], by: readonly FieldName[], distinct: readonly FieldName[]): Group[] {
  const members = new Map<string, SignIn[]>();
  for (const signIn of signIns) {
    const combinations = by.reduce<string[][]>(
      (heads, name) => heads.flatMap((head) => groupKeys(signIn, name).map((key) => [...head, key])),
      [[]],
    );
    for (const keys of combinations) {
      const group = JSON.stringify(keys);
      members.set(group, [...(members.get(group) ?? []), signIn]);
    }
  }
  return [...members].map(([keys, part]) => ({
    values: (JSON.parse(keys) as string[]).map((key, i) => newestNames(part, by[i] as FieldName, key)),
    counts: countStatuses(part),
    first: part.map(timeOf)[0] as number,
    last: part.map(timeOf).at(-1) as number,
    distinct: countDistinct(part, distinct),
  }));
}

/** The key with the newest known name and alias; of two at the same time the one that sorts last. */
function newestNames(signIns: SignIn[], name: FieldName, key: string): Value {
  const newest = (what: "name" | "alias"): string | undefined =>
    signIns
      .flatMap((signIn) =>
        entitiesOf(signIn, name)
          .filter((entity) => entity.id === key)
          .map((entity) => ({ time: timeOf(signIn), text: entity[what] })),
      )
      .filter(({ text }) => text !== undefined)
      .sort((a, b) => a.time - b.time || compareTexts(a.text ?? "", b.text ?? ""))
      .at(-1)?.text;
  return { key, name: newest("name"), alias: newest("alias") };
}

function groupKeys(signIn: SignIn, name: FieldName): string[] {
  const keys = entitiesOf(signIn, name).map((entity) => entity.id);
  return keys.length === 0 ? [""] : [...new Set(keys)];
}

function entitiesOf(signIn: SignIn, name: FieldName): readonly Entity[] {
  const entry: Field = field(name);
  return entry.kind === "entity" ? entry.read(signIn) : entry.read(signIn).map((value) => ({ id: value }));
}

/** Each value once, by key, then by its names. */
function valuesOf(signIn: SignIn, name: FieldName): Value[] {
  const values = new Map(
    entitiesOf(signIn, name).map(({ id, name, alias }) => [
      [id, name ?? "", alias ?? ""].join("\u0000"),
      { key: id, name, alias },
    ]),
  );
  return [...values].sort(([a], [b]) => compareTexts(a, b)).map(([, value]) => value);
}

function fitsName(text: string, how: Fit, name: FieldName, entity: Entity): boolean {
  const { kind, match } = field(name);
  if (kind === "entity") return fitting(how, text)(nameForms(entity));
  if (how === "prefix" || how === "near") return kind === "text" && fitting(how, text)(nameForms(entity));
  if (how === "exact" || match === "equal" || match === "name") return fold(entity.id) === fold(text);
  return match === "address" ? inBlock(text, entity.id) : fold(entity.id).includes(fold(text));
}

const dayOf = (time: number): number => Math.floor(time / 86_400_000);

const times = new WeakMap<SignIn, number>();

function timeOf(signIn: SignIn): number {
  const known = times.get(signIn);
  if (known !== undefined) return known;
  const time = Date.parse(signIn.createdDateTime);
  times.set(signIn, time);
  return time;
}

function withoutRaw(signIn: SignIn): SignIn {
  return { ...signIn, raw: undefined };
}

function countStatuses(signIns: SignIn[]): StatusCounts {
  const count = (status: string): number => signIns.filter((signIn) => statusOf(signIn) === status).length;
  return {
    signIns: signIns.length,
    success: count("success"),
    failure: count("failure"),
    interrupted: count("interrupted"),
  };
}

function countDistinct(signIns: SignIn[], names: readonly FieldName[]): Partial<Record<FieldName, number>> {
  const distinct = (name: FieldName): number =>
    new Set(signIns.flatMap((signIn) => entitiesOf(signIn, name).map((entity) => entity.id))).size;
  return Object.fromEntries(names.map((name) => [name, distinct(name)]));
}

type Measure = TopRequest["rank"] | TopRequest["having"][number]["of"];

function measure(group: Group, of: Measure): number {
  if (of === "signIns") return group.counts.signIns;
  if (of === "successes") return group.counts.success;
  if (of === "failures") return group.counts.failure;
  if (of === "firstSeen") return group.first;
  if (of === "lastSeen") return group.last;
  return group.distinct[of] ?? 0;
}

function isField(of: Measure): of is FieldName {
  return !["signIns", "successes", "failures", "firstSeen", "lastSeen"].includes(of);
}

function passes(group: Group, { of, atLeast, atMost, before }: TopRequest["having"][number]): boolean {
  const value = measure(group, of);
  return value >= (atLeast ?? value) && value <= (atMost ?? value) && value < (before ?? Infinity);
}

const byRank = (a: Group, b: Group): number => b.counts.signIns - a.counts.signIns || compareKeys(a, b);

function compareKeys(a: Group, b: Group): number {
  const different = a.values.findIndex((value, i) => value.key !== b.values[i]?.key);
  return different < 0 ? 0 : compareTexts(a.values[different]?.key ?? "", b.values[different]?.key ?? "");
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
