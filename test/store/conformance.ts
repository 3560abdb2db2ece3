import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { Entity, Field } from "../../src/question/field.ts";
import { field, fieldNames, type FieldName } from "../../src/question/fields.ts";
import { conditionFields, type Condition, type ConditionField } from "../../src/question/question.ts";
import { fits } from "../../src/question/name-fits.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";
import type { Entry, Filter, Store, TopRequest } from "../../src/store/store.ts";
import { memoryStore } from "./memory-store.ts";
import { copiesArbitrary, hostileTexts, sampleSignIns, signInsArbitrary, someTime } from "./sign-ins.ts";
import { entryOf } from "../../src/store/sign-in-text.ts";

const hour = 3_600_000;
const edges = [-4, -2, -1, -0.5, 0, 0.25, 1, 4].map((hours) => someTime + hours * hour);
const everything: Filter = { where: [] };

/**
 * The promises of `src/store/store.ts`, shown on a backend.
 * @param open gives an empty store
 * @param share of the generated cases that are tried, where opening a store takes long
 * @param asked share of the questions about each field that are put, where an answer takes long
 */
export function storeConformance(name: string, open: () => Promise<Store>, share = 1, asked = 1): void {
  const runs = runsOf(share);
  describe(`${name} keeps the promises of the port:`, () => {
    answers({ open, runs, share: asked, held: (signIns) => [...signIns] });
    writes(open, runs);
    removals(open, runs);
    manners(open);
  });
}

/**
 * The promises that a backend keeps which others fill.
 * @param open gives an empty store, whose `write` does what those others would
 * @param held what becomes of sign-ins on their way into it, all at once
 * @param share of the questions that are put; they are spread over all that there are
 */
export function readingConformance(
  name: string,
  open: () => Promise<Store>,
  { held, share }: Pick<Answering, "held" | "share">,
): void {
  describe(`${name} keeps the promises of the port about reading:`, () => {
    answers({ open, runs: runsOf(share), share, held, questions: 1_000 * share });
    manners(open);
  });
}

type Runs = (usual: number) => { numRuns: number };

const runsOf =
  (share: number): Runs =>
  (usual) => ({ numRuns: Math.ceil(usual * share) });

interface Answering {
  readonly open: () => Promise<Store>;
  readonly runs: Runs;
  readonly share: number;
  readonly held: (signIns: readonly SignIn[]) => SignIn[];
  /** How many generated ones are put at least. */
  readonly questions?: number;
}

/** A share of all, spread over them: another part of them for each salt. */
function partOf<Item>(all: readonly Item[], share: number, salt: string): Item[] {
  if (share >= 1) return [...all];
  const step = Math.max(1, Math.round(1 / share));
  const start = [...salt].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % step;
  return all.filter((_, at) => at % step === start % Math.min(step, Math.max(1, all.length)));
}

/** Every question is put to the store and to the memory store, which both hold the same sign-ins. */
function answers({ open, runs, share, held, questions: atLeast = 1_000 }: Answering): void {
  const signIns = held(sampleSignIns(60));
  const oracle = memoryStore();
  let store: Store;

  beforeAll(async () => {
    store = await open();
    await store.write(signIns.map(entryOf));
    await oracle.write(signIns.map(entryOf));
    return () => store.close();
  });

  test.each(conditionFields)("%s: conditions mean the same in every method", async (name) => {
    for (const condition of partOf(conditionsOn(name, signIns), share, name)) {
      const where = [condition];
      const methods: readonly ((s: Store) => Promise<unknown>)[] = [
        (s) => s.list({ where }, { order: "newest", limit: 5 }),
        (s) => s.summarise({ where }, { facets: ["app", "policy"], limit: 3, distinct: ["user", "policy"] }),
        (s) => s.top({ where }, topRequest({ by: ["user"] })),
        (s) => s.trend({ where }, edges),
        (s) => s.scan({ where }, { fields: ["user", "ip", "requestId"], order: "oldest", limit: 9 }),
      ];
      const asked = partOf(methods, share * 10, name);
      const ask = (s: Store): Promise<unknown> => Promise.all(asked.map((method) => method(s)));
      expect({ condition, answers: await ask(store) }).toEqual({ condition, answers: await ask(oracle) });
    }
  });

  test.each(fieldNames)("%s: groups, distinct values and look-ups are the same", async (name) => {
    const having: TopRequest["having"] = [
      { of: "signIns", atLeast: 2 },
      { of: "failures", atLeast: 1, atMost: 30 },
      { of: "successes", atMost: 40 },
      { of: name, atLeast: 1 },
      { of: "lastSeen", before: someTime + 2 * hour },
    ];
    const requests: TopRequest[] = [
      topRequest({ by: [name], limit: 0 }),
      topRequest({ by: [name], limit: 3 }),
      topRequest({ by: [name, "status"] }),
      topRequest({ by: ["policy", name], distinct: [name] }),
      topRequest({ by: ["country"], rank: name, distinct: ["user", name] }),
      topRequest({ by: [name], order: "least", rank: "lastSeen" }),
      topRequest({ by: ["app"], having, order: "least" }),
      topRequest({ by: [name], having: [{ of: "firstSeen", atLeast: someTime - hour }] }),
    ];
    const lookups = textsOf(name, signIns).flatMap((text) => fits.map((how) => ({ text, how, limit: 3 })));
    const ask = (s: Store): Promise<unknown> =>
      Promise.all([
        s.summarise(everything, { facets: [name], limit: 1000, distinct: [name] }),
        ...partOf(requests, share * 2, name).map((request) => s.top(everything, request)),
        ...partOf(lookups, share, name).map((request) => s.lookup(name, request)),
      ]);
    expect(await ask(store)).toEqual(await ask(oracle));
  });

  test.each(fieldNames)("%s: a scan gives the values of each sign-in, in order", async (name) => {
    const requests = [60, 7, 1, 0].flatMap((limit) => [
      { fields: [name], order: "oldest" as const, limit },
      { fields: ["user", name, "policy", "requestId"] as const, order: "newest" as const, limit },
    ]);
    const failures: Filter = { where: [{ field: "status", is: ["failure"] }], from: someTime - hour };
    const scans = [everything, failures].flatMap((filter) =>
      requests.map((request) => [filter, request] as const),
    );
    const ask = (s: Store): Promise<unknown> =>
      Promise.all(partOf(scans, share * 2, name).map(([filter, request]) => s.scan(filter, request)));
    expect(await ask(store)).toEqual(await ask(oracle));
  });

  test.each(["newest", "oldest"] as const)("%s first: pages follow each other without gap", async (order) => {
    for (let offset = 0; offset <= signIns.length; offset += 7) {
      const ask = (s: Store): Promise<unknown> => s.list(everything, { order, limit: 7, offset });
      expect(await ask(store)).toEqual(await ask(oracle));
    }
  });

  test("a range has its first moment and not its last", async () => {
    const moments = new Set(signIns.map(({ createdDateTime }) => Date.parse(createdDateTime)));
    const ranges = [...moments].flatMap((moment) => [
      { from: moment },
      { to: moment },
      { from: moment, to: moment + 1 },
      { from: moment + 0.5 },
    ]);
    for (const range of [...partOf(ranges, share, ""), { from: -Infinity, to: 1e300 }]) {
      const ask = (s: Store): Promise<unknown> =>
        Promise.all([
          s.list({ where: [], ...range }, { order: "oldest", limit: 200 }),
          s.trend({ where: [], ...range }, edges),
        ]);
      expect({ range, answers: await ask(store) }).toEqual({ range, answers: await ask(oracle) });
    }
  });

  test("a trend begins and ends at any moment", async () => {
    for (const minutes of [-97, -31, -1, 0, 8, 14.5, 44]) {
      const [from, to] = [someTime + minutes * 60_000 + 13, someTime + 2.3 * hour + 7];
      const inner = edges.filter((edge) => edge > from && edge < to);
      for (const filter of [{ where: [], from, to }, everything]) {
        const ask = (s: Store): Promise<unknown> => s.trend(filter, [from, ...inner, to]);
        expect({ minutes, answer: await ask(store) }).toEqual({ minutes, answer: await ask(oracle) });
      }
    }
  });

  test.each(["user", "ip", "city", "userAgent", "policy", "sessionId", "errorCode", "id"] as const)(
    "%s: a condition may name a thousand values",
    async (name) => {
      const others = Array.from({ length: 1_000 }, (_, at) =>
        name === "ip"
          ? `10.1.${at >> 8}.${at & 255}`
          : name === "errorCode"
            ? `${60_000 + at}`
            : `nobody-${at}`,
      );
      const some = name === "id" ? textsOf("requestId", signIns) : textsOf(name, signIns);
      for (const condition of [
        { field: name, is: [...others, ...some.slice(0, 4)] },
        { field: name, isNot: [...some.slice(0, 4), ...others] },
      ]) {
        const ask = (s: Store): Promise<unknown> => s.trend({ where: [condition] }, edges);
        expect(await ask(store)).toEqual(await ask(oracle));
      }
    },
  );

  test("sign-ins of the same moment stand in the order of their ids, whatever the order of arrival", async () => {
    const tied = await open();
    const [signIn] = signIns as [SignIn, ...SignIn[]];
    const ids = Array.from({ length: 200 }, (_, i) => `${(i * 7919) % 200}`.padStart(8, "0"));
    await tied.write(held(ids.map((id) => ({ ...signIn, id }))).map(entryOf));
    const page = await tied.list(everything, { order: "oldest", limit: 50, offset: 20 });
    expect(page.rows.map(({ id }) => id)).toEqual(ids.toSorted().slice(20, 70));
    const scan = await tied.scan(everything, { fields: ["requestId"], order: "newest", limit: 50 });
    expect(scan.rows.map(({ values }) => values.requestId?.[0]?.key)).toEqual(
      ids.toSorted().reverse().slice(0, 50),
    );
    await tied.close();
  });

  test("any conditions, any range, any request: the same answers, a thousand of them", async () => {
    let questions = 0;
    const property = fc.asyncProperty(questionArbitrary, async ({ filter, fields, limit, order }) => {
      const [first, second] = fields as [FieldName, FieldName];
      const ask = (s: Store): Promise<unknown>[] => [
        s.list(filter, { order, limit, offset: limit % 3 }),
        s.summarise(filter, { facets: [first], limit, distinct: fields }),
        s.top(filter, topRequest({ by: fields, limit, rank: second, having: [{ of: first, atLeast: 1 }] })),
        s.trend(filter, [filter.from - 10 * hour - 7, ...edges.slice(1, -1), filter.to + 10 * hour]),
        s.scan(filter, { fields, order, limit }),
      ];
      const answers = await Promise.all(ask(store));
      expect(answers).toEqual(await Promise.all(ask(oracle)));
      questions += answers.length;
    });
    await fc.assert(property, { numRuns: Math.ceil(atLeast / 5) });
    expect(questions).toBeGreaterThanOrEqual(atLeast);
  });

  test("request ids come before correlation ids, in any case, with what the source delivered", async () => {
    const ids = signIns.flatMap(({ id, correlationId = "" }) => [id, id.toUpperCase(), correlationId]);
    for (const id of [...partOf([...new Set(ids)], share, ""), "unheard of"]) {
      expect(await store.find(id, 10)).toEqual(await oracle.find(id, 10));
    }
  });

  test("coverage is the same", async () => {
    expect(await store.coverage()).toEqual(await oracle.coverage());
  });

  test("any names, any texts: the same values are found, in every way of fitting", async () => {
    const entity = fc.record({ id: fc.option(nameArbitrary), name: fc.option(nameArbitrary) });
    const person = fc.record({ entity, upn: fc.option(nameArbitrary), policy: entity, city: nameArbitrary });
    const property = fc.asyncProperty(
      fc.array(person, { minLength: 1, maxLength: 8 }),
      fc.array(typedArbitrary, { minLength: 1, maxLength: 6 }),
      async (people, typed) => {
        const [base] = signIns as [SignIn, ...SignIn[]];
        const signed = people.map(({ entity: { id, name }, upn, policy, city }, at) => ({
          ...base,
          id: `sign-in ${at}`,
          userId: id ?? undefined,
          userDisplayName: name ?? undefined,
          userPrincipalName: upn ?? undefined,
          location: { city },
          appliedConditionalAccessPolicies: [
            { id: policy.id ?? undefined, displayName: policy.name ?? undefined },
            { id: id ?? undefined, displayName: policy.name ?? undefined },
          ],
        }));
        const entries = held(signed).map(entryOf);
        const ask = async (s: Store): Promise<unknown> => {
          await s.write(entries);
          const requests = partOf(
            typed.flatMap((text) => fits.map((how) => ({ text, how, limit: 3 }))),
            share * 4,
            "",
          );
          return Promise.all(
            requests.map(async (request) => [
              request,
              await s.lookup("user", request),
              await s.lookup("policy", request),
              await s.lookup("city", request),
            ]),
          );
        };
        const fresh = await open();
        expect(await ask(fresh)).toEqual(await ask(memoryStore()));
        await fresh.close();
      },
    );
    await fc.assert(property, runs(100));
  });

  test("any sign-ins, any conditions: the same answers", async () => {
    const property = fc.asyncProperty(
      signInsArbitrary({ maxLength: 12 }),
      fc.array(conditionArbitrary, { maxLength: 3 }),
      async (some, where) => {
        const ask = async (s: Store): Promise<unknown> => [
          await s.write(held(some).map(entryOf)),
          await s.list({ where }, { order: "newest", limit: 5, offset: 1 }),
          await s.top({ where }, topRequest({ by: ["user", "policy"], distinct: ["authMethod"] })),
          await s.lookup("user", { text: "alice", how: "named", limit: 5 }),
          await s.scan(
            { where },
            { fields: ["user", "policy", "sessionId", "ip"], order: "newest", limit: 5 },
          ),
        ];
        const fresh = await open();
        expect(await ask(fresh)).toEqual(await ask(memoryStore()));
        await fresh.close();
      },
    );
    await fc.assert(property, runs(40));
  });
}

/** Names that differ in case, accents, quotes, hyphens, letters and order, and what may be typed for them. */
const nameArbitrary = fc.oneof(
  fc.constantFrom(
    ..."Alice Ng|ALICE NG|alice.ng@contoso.com|Alícia Ng-Wong|José María|Jose Maria|Zoë|Álvaro|Ng".split("|"),
    ..."bob_fabrikam.com#EXT#@contoso.example|bob@fabrikam.com|00000000-0000-0000-0000-00000000000a".split(
      "|",
    ),
    ..."O'Brien|50%_off|100% x_y|%|_|LAPTOP-42|LAPTOP-43|laptop 42|Ｆｕｌｌ Width".split("|"),
    ...hostileTexts,
  ),
  fc.string({ unit: fc.constantFrom(..."abcAB éÉ-_.@%'0#"), minLength: 1, maxLength: 10 }),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 6 }),
);
/** A name, a piece of it, or the name with a letter lost, doubled, swapped or changed. */
const typedArbitrary = fc
  .tuple(
    nameArbitrary,
    fc.nat(12),
    fc.constantFrom("whole", "start", "rest", "lost", "doubled", "swapped", "changed"),
  )
  .map(([name, at, what]) => {
    const [head, tail] = [name.slice(0, at), name.slice(at)];
    const typed = {
      whole: name,
      start: head,
      rest: tail,
      lost: head + tail.slice(1),
      doubled: head + tail.slice(0, 1) + tail,
      swapped: head + tail.slice(1, 2) + tail.slice(0, 1) + tail.slice(2),
      changed: `${head}x${tail.slice(1)}`,
    };
    return typed[what];
  });

function writes(open: () => Promise<Store>, runs: Runs): void {
  test("copies of a sign-in in any order, however often, make the same store", async () => {
    const deliveries = fc
      .array(copiesArbitrary, { minLength: 1, maxLength: 4 })
      .map((pairs) => pairs.flat())
      .chain((copies) =>
        fc.record({
          copies: fc.constant(copies),
          shuffled: fc.shuffledSubarray([...copies, ...copies], { minLength: copies.length * 2 }),
        }),
      );
    const property = fc.asyncProperty(deliveries, async ({ copies, shuffled }) => {
      const [store, oracle] = [await open(), memoryStore()];
      await oracle.write(copies.map(entryOf));
      for (const copy of shuffled) await store.write([entryOf(copy)]);
      expect(await contents(store)).toEqual(await contents(oracle));
      await store.close();
    });
    await fc.assert(property, runs(25));
  });

  test("the outcome of every entry is counted", async () => {
    const [store, oracle] = [await open(), memoryStore()];
    const signIns = sampleSignIns(20);
    const [first] = signIns as [SignIn, ...SignIn[]];
    const step = (minute: number, signInId: string): Entry => ({
      kind: "authenticationDetail",
      signInId,
      detail: {
        authenticationStepDateTime: new Date(someTime + minute * 60_000).toISOString(),
        authenticationMethod: "Text message",
        succeeded: true,
      },
    });
    const unreadable: Entry = {
      kind: "quarantined",
      reason: "no id",
      source: "a.json",
      raw: '{"nothing":1}',
    };
    const batches: Entry[][] = [
      [step(100, first.id), step(101, "unheard of"), step(100, first.id)],
      signIns.map(entryOf),
      [step(102, first.id), step(102, first.id), step(100, first.id)],
      [
        entryOf({ ...first, observedDateTime: "2027-01-01T00:00:00Z", sessionId: "enriched" }),
        entryOf(first),
      ],
      [
        entryOf({
          ...first,
          createdDateTime: "2026-02-02T00:00:00Z",
          observedDateTime: "2028-01-01T00:00:00Z",
        }),
      ],
      [unreadable, unreadable, { ...unreadable, raw: "[]" }, { ...unreadable, raw: "{", reason: "no JSON" }],
      [],
    ];
    for (const batch of batches) {
      const result = await store.write(batch);
      expect(result).toEqual(await oracle.write(batch));
      expect(result.new + result.updated + result.unchanged + result.quarantined).toBe(batch.length);
    }
    expect(await contents(store)).toEqual(await contents(oracle));
    expect((await store.find(first.id, 1))[0]?.authenticationDetails).toContainEqual(
      expect.objectContaining({ authenticationMethod: "Text message" }),
    );
    await store.close();
  });

  test("a copy that was only observed at another time is unchanged, and the later time counts from then on", async () => {
    const store = await open();
    const [first] = sampleSignIns(1) as [SignIn];
    const seen = (year: number, changes: Partial<SignIn> = {}): Entry =>
      entryOf({
        ...first,
        raw: '{"a":1}',
        sessionId: "same",
        observedDateTime: `${year}-01-01T00:00:00Z`,
        ...changes,
      });
    const fates: string[] = [];
    for (const entry of [
      seen(2031),
      seen(2030),
      seen(2033),
      seen(2032, { sessionId: "older" }),
      seen(2034, { raw: '{"a":2}' }),
    ]) {
      const result = await store.write([entry]);
      fates.push(...Object.entries(result).flatMap(([fate, count]) => (count > 0 ? [fate] : [])));
    }
    expect(fates).toEqual(["new", "unchanged", "unchanged", "unchanged", "updated"]);
    expect(await store.find(first.id, 1)).toMatchObject([
      { sessionId: "same", observedDateTime: "2034-01-01T00:00:00Z", raw: '{"a":2}' },
    ]);
    await store.close();
  });

  test("a batch that fails leaves neither sign-ins nor cursor, and the next one is kept", async () => {
    const store = await open();
    const [one, two] = sampleSignIns(2).map(entryOf) as [Entry, Entry];
    await store.write([one], { name: "sync", value: "1" });
    const broken = {
      get kind(): never {
        throw new Error("broken off");
      },
    };
    await expect(
      store.write([two, broken as unknown as Entry], { name: "sync", value: "2" }),
    ).rejects.toThrow("broken off");
    expect((await store.coverage()).signIns).toBe(1);
    expect(await store.cursor("sync")).toBe("1");
    expect(await store.cursor("another")).toBeUndefined();
    expect(await store.write([two], { name: "sync", value: "2" })).toMatchObject({ new: 1 });
    expect(await store.cursor("sync")).toBe("2");
    const oracle = memoryStore();
    await oracle.write([one, two]);
    expect(await contents(store)).toEqual(await contents(oracle));
    await store.close();
  });
}

function removals(open: () => Promise<Store>, runs: Runs): void {
  /** The moments around a midnight with whole days before and after. */
  const moments = [-30, -24, -1, 0, 3, 24, 60].map((hours) => someTime + hours * hour);

  test("what is of days that had ended goes, a few at a time, and everything else stays exact", async () => {
    const property = fc.asyncProperty(
      signInsArbitrary({ maxLength: 20 }),
      fc.array(fc.constantFrom(...moments), { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 1, max: 9 }),
      async (signIns, befores, limit) => {
        const [store, oracle] = [await open(), memoryStore()];
        for (const s of [store, oracle]) await s.write(signIns.map(entryOf));
        for (const before of befores) {
          expect(await removeAll(store, before, limit)).toBe(await removeAll(oracle, before, limit));
          expect(await contents(store)).toEqual(await contents(oracle));
        }
        await store.close();
      },
    );
    await fc.assert(property, runs(25));
  });

  test("steps go a day after their sign-ins, those without a time stay, and what was quarantined goes by its arrival", async () => {
    const [store, oracle] = [await open(), memoryStore()];
    const [base] = sampleSignIns(1) as [SignIn];
    const days = [0, 1, 2, 3].map((day) => new Date(someTime + day * 24 * hour).toISOString());
    const steps = [...days, undefined].map((time, at) => ({
      kind: "authenticationDetail" as const,
      signInId: `sign-in ${at}`,
      detail: { authenticationStepDateTime: time, authenticationMethod: "Text message" },
    }));
    const signIns = [...days, days[0]].map((createdDateTime, at) =>
      entryOf({ ...base, id: `sign-in ${at}`, createdDateTime: createdDateTime as string }),
    );
    const unreadable: Entry = { kind: "quarantined", reason: "no id", source: "a.json", raw: "{}" };
    for (const before of [someTime + 49 * hour, Infinity]) {
      for (const s of [store, oracle]) {
        await s.write([...steps, ...signIns, unreadable]);
        await removeAll(s, before, 2);
      }
      expect(await contents(store)).toEqual(await contents(oracle));
      // What was removed comes again, with the steps that are still there.
      for (const s of [store, oracle]) expect(await s.write(signIns)).toMatchObject({ updated: 0 });
      expect(await contents(store)).toEqual(await contents(oracle));
    }
    expect((await store.coverage()).quarantined).toEqual([]);
    expect(await store.write(steps)).toEqual(await oracle.write(steps));
    await store.close();
  });

  test("what is erased is gone with its steps, comes again as new, and everything else stays exact", async () => {
    const property = fc.asyncProperty(
      signInsArbitrary({ minLength: 1, maxLength: 20 }),
      fc.array(fc.nat(25), { maxLength: 12 }),
      async (signIns, chosen) => {
        const [store, oracle] = [await open(), memoryStore()];
        const steps = signIns.slice(0, 3).map(({ id, createdDateTime }) => ({
          kind: "authenticationDetail" as const,
          signInId: id,
          detail: { authenticationStepDateTime: createdDateTime, authenticationMethod: "Text message" },
        }));
        const ids = chosen.map((index) => signIns[index]?.id ?? `nobody ${index}`);
        for (const s of [store, oracle]) await s.write([...signIns.map(entryOf), ...steps]);
        expect(await store.erase(ids)).toBe(await oracle.erase(ids));
        expect(await contents(store)).toEqual(await contents(oracle));
        for (const id of ids) expect(await store.find(id, 10)).toEqual(await oracle.find(id, 10));
        const again = signIns.map(entryOf);
        expect(await store.write(again)).toEqual(await oracle.write(again));
        expect(await contents(store)).toEqual(await contents(oracle));
        await store.close();
      },
    );
    await fc.assert(property, runs(10));
  });

  test("a removal that finds nothing changes nothing, and cursors stay", async () => {
    const store = await open();
    await store.write(sampleSignIns(20).map(entryOf), { name: "sync", value: "1" });
    const before = await contents(store);
    expect(await store.remove(someTime - 48 * hour, 5)).toEqual({ removed: 0, more: false });
    expect(await contents(store)).toEqual(before);
    await removeAll(store, Infinity, 5);
    expect(await contents(store)).toEqual(await contents(memoryStore()));
    expect(await store.cursor("sync")).toBe("1");
    await store.close();
  });
}

/** How many sign-ins were removed. */
async function removeAll(store: Store, before: number, limit: number): Promise<number> {
  let total = 0;
  for (let more = true; more;) {
    const result = await store.remove(before, limit);
    expect(result.removed).toBeLessThanOrEqual(limit);
    total += result.removed;
    more = result.more;
  }
  return total;
}

function manners(open: () => Promise<Store>): void {
  test("an empty store answers everything with nothing", async () => {
    const [store, oracle] = [await open(), memoryStore()];
    expect(await contents(store)).toEqual(await contents(oracle));
    expect(await store.trend(everything, [])).toEqual([]);
    await store.close();
  });

  test("a call whose signal is aborted rejects with the signal's reason", async () => {
    const store = await open();
    const reason = new Error("too late");
    const signal = AbortSignal.abort(reason);
    const calls = [
      store.list(everything, { order: "newest", limit: 1 }, signal),
      store.summarise(everything, { facets: [], limit: 1, distinct: [] }, signal),
      store.top(everything, topRequest({ by: ["user"] }), signal),
      store.trend(everything, edges, signal),
      store.scan(everything, { fields: ["user"], order: "newest", limit: 1 }, signal),
      store.find("x", 1, signal),
      store.lookup("user", { text: "x", how: "near", limit: 1 }, signal),
      store.coverage(signal),
    ];
    for (const call of calls) await expect(call).rejects.toBe(reason);
    await store.close();
  });

  test("a store can be closed twice", async () => {
    const store = await open();
    await store.close();
    await expect(store.close()).resolves.toBeUndefined();
  });
}

function topRequest(request: Partial<TopRequest> & Pick<TopRequest, "by">): TopRequest {
  return { limit: 10, rank: "signIns", order: "most", having: [], distinct: [], ...request };
}

/** All that a store tells about what it holds. */
async function contents(store: Store): Promise<unknown> {
  const { rows } = await store.list(everything, { order: "oldest", limit: 1000 });
  return {
    complete: await Promise.all(rows.map(({ id }) => store.find(id, 10))),
    summary: await store.summarise(everything, { facets: fieldNames, limit: 1000, distinct: fieldNames }),
    coverage: await store.coverage(),
    users: await store.lookup("user", { text: "alice", how: "prefix", limit: 100 }),
  };
}

/** is and isNot, one value and several, known, unknown and hostile ones. */
function conditionsOn(name: ConditionField, signIns: SignIn[]): Condition[] {
  const texts =
    name === "id"
      ? (["requestId", "user"] as const).flatMap((f) => textsOf(f, signIns))
      : textsOf(name, signIns);
  const several = [texts.slice(0, 4), ["", ...texts.slice(-2)]];
  return [
    ...[...texts.map((text) => [text]), ...several].map((is) => ({ field: name, is })),
    ...[...texts.slice(0, 3).map((text) => [text]), ...several].map((isNot) => ({ field: name, isNot })),
  ];
}

/** Texts to ask for: values and names that are held, parts and other spellings of them, and what nobody is called. */
function textsOf(name: FieldName, signIns: SignIn[]): string[] {
  const held = [...new Set(signIns.flatMap((signIn) => textsIn(field(name), signIn)))].slice(0, 5);
  const others =
    name === "ip"
      ? ["203.0.113.0/24", "2001:db8::/32", "::ffff:203.0.113.7", "0.0.0.0/0", "10.0.0.0/99"]
      : [];
  const [some = "x"] = held;
  return [
    ...new Set(["", " ", ...held, some.toUpperCase(), some.slice(0, 3), some.split(" ")[0] ?? "", ...others]),
    "alice",
    "smith jones",
    "%",
    ...hostileTexts.slice(0, 2),
  ];
}

function textsIn(entry: Field, signIn: SignIn): string[] {
  if (entry.kind !== "entity") return [...entry.read(signIn)];
  return entry
    .read(signIn)
    .flatMap(({ id, name, alias }: Entity) => [id, name, alias].filter((text) => text !== undefined));
}

const conditionArbitrary: fc.Arbitrary<Condition> = fc
  .tuple(
    fc.constantFrom(...conditionFields),
    fc.array(fc.constantFrom("", "alice", "success", "true", "DE", "smith", ...hostileTexts), {
      minLength: 1,
      maxLength: 3,
    }),
    fc.constantFrom("is", "isNot"),
  )
  .map(([name, values, polarity]) => ({ field: name, [polarity]: values }));

const questionArbitrary = fc.record({
  filter: fc
    .tuple(
      fc.array(conditionArbitrary, { maxLength: 3 }),
      fc.constantFrom(-9, -2, 0),
      fc.constantFrom(0.001, 1, 9),
    )
    .map(([where, from, to]) => ({ where, from: someTime + from * hour, to: someTime + to * hour })),
  fields: fc.uniqueArray(fc.constantFrom(...fieldNames), { minLength: 2, maxLength: 2 }),
  limit: fc.nat(8),
  order: fc.constantFrom("newest" as const, "oldest" as const),
});
