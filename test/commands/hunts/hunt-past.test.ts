import * as fc from "fast-check";
import { expect, test } from "vitest";
import { judgePast } from "../../../src/commands/hunts/hunt-past.ts";
import type { Event, Finding, Past, Settings } from "../../../src/hunts/hunt.ts";
import { isNewPlace, places } from "../../../src/hunts/new-place.ts";
import { entryOf } from "../../../src/store/sign-in-text.ts";
import type { Store } from "../../../src/store/store.ts";
import { memoryStore } from "../../store/memory-store.ts";

const day = 86_400_000;
const from = Date.UTC(2026, 2, 24);
const settings: Settings = {
  having: [],
  within: Infinity,
  baseline: 30 * day,
  by: ["user"],
  from,
  since: from - 30 * day,
  hasBaseline: true,
};

/** Leaves a finding the events that are new. */
const past: Past = {
  where: [{ field: "status", is: ["success"] }],
  of: places,
  judge: (finding, had) => ({
    ...finding,
    events: finding.events.filter((event) => isNewPlace(event, had)),
  }),
};

interface Seen {
  readonly who: number;
  readonly ip: number;
  readonly asn: number | undefined;
}

const seen = fc.record({
  who: fc.integer({ min: 0, max: 2 }),
  ip: fc.integer({ min: 0, max: 3 }),
  asn: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
});
const former = fc.tuple(
  seen,
  fc.record({ daysBefore: fc.integer({ min: -2, max: 33 }), errorCode: fc.constantFrom(0, 50126) }),
);

async function storeOf(all: readonly (readonly [Seen, { daysBefore: number; errorCode: number }])[]) {
  const store = memoryStore();
  await store.write(
    all.map(([{ who, ip, asn }, { daysBefore, errorCode }], at) =>
      entryOf({
        id: `i${at}`,
        type: "nonInteractiveUser",
        createdDateTime: new Date(from - daysBefore * day).toISOString(),
        status: { errorCode },
        userId: `u${who}`,
        ipAddress: `203.0.113.${ip}`,
        ...(asn !== undefined && { autonomousSystemNumber: asn }),
      }),
    ),
  );
  return store;
}

const findingOf = ({ who, ip, asn }: Seen): Finding => {
  const event: Event = {
    time: from,
    values: {
      user: [{ key: `u${who}` }],
      ip: [{ key: `203.0.113.${ip}` }],
      ...(asn !== undefined && { asn: [{ key: String(asn) }] }),
    },
  };
  const entry = { successes: 0, users: [], accepted: [] };
  return { subject: [], evidence: [], first: from, last: from, weight: 1, entry, events: [event] };
};

const judge = async (findings: readonly Finding[], store: Store) =>
  judgePast(past, findings, settings, store, undefined);

test("new is where a user did not get in before, neither by the address nor by a network that is known", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(former, { maxLength: 20 }),
      fc.array(seen, { maxLength: 8 }),
      async (all, now) => {
        const been = all
          .filter(([, { daysBefore, errorCode }]) => errorCode === 0 && daysBefore > 0 && daysBefore <= 30)
          .map(([one]) => one);
        const expected = now.map(
          ({ who, ip, asn }) =>
            !been.some((one) => one.who === who && (one.ip === ip || (asn !== undefined && one.asn === asn))),
        );
        const { findings } = await judge(now.map(findingOf), await storeOf(all));
        expect(findings.map(({ events }) => events.length === 1)).toEqual(expected);
      },
    ),
  );
});

test("what was not compared is said", async () => {
  const store = await storeOf([]);
  const finding = findingOf({ who: 0, ip: 0, asn: 1 });
  const more: Store = {
    ...store,
    top: async (...asked) => ({ ...(await store.top(...asked)), more: true }),
  };
  expect((await judge([finding], store)).remarks).toEqual([]);
  expect((await judge([finding], more)).remarks?.join()).toMatch(/not all of it was compared/);
});

test("what has no address and no network is not new", async () => {
  const { findings } = await judge(
    [
      {
        ...findingOf({ who: 0, ip: 0, asn: 1 }),
        events: [{ time: from, values: { user: [{ key: "u0" }] } }],
      },
    ],
    await storeOf([]),
  );
  expect(findings.map(({ events }) => events)).toEqual([[]]);
});
