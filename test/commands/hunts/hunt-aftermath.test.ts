import * as fc from "fast-check";
import { expect, test } from "vitest";
import { judgeAftermath } from "../../../src/commands/hunts/hunt-aftermath.ts";
import type { Aftermath, Event, Finding, Settings } from "../../../src/hunts/hunt.ts";
import { entryOf } from "../../../src/store/sign-in-text.ts";
import { memoryStore } from "../../store/memory-store.ts";

const start = Date.UTC(2026, 2, 24);
const minute = 60_000;
const settings: Settings = {
  having: [],
  within: 5 * minute,
  baseline: 0,
  by: ["user"],
  from: start,
  since: start,
  hasBaseline: false,
};

interface Seen {
  readonly who: number;
  readonly ip: number;
  readonly minutes: number;
}

const seen = fc.record({
  who: fc.integer({ min: 0, max: 2 }),
  ip: fc.integer({ min: 0, max: 2 }),
  minutes: fc.integer({ min: 0, max: 20 }),
});

const timeOf = ({ minutes }: Seen): number => start + minutes * minute;
const inOrder = (some: readonly Seen[]): Seen[] => some.toSorted((a, b) => a.minutes - b.minutes);

function findingOf(of: readonly Seen[]): Finding {
  const events = inOrder(of).map((one): Event => ({
    time: timeOf(one),
    values: { user: [{ key: `u${one.who}` }], ip: [{ key: `203.0.113.${one.ip}` }] },
  }));
  return {
    subject: [],
    evidence: [],
    first: events[0]?.time ?? 0,
    last: events.at(-1)?.time ?? 0,
    weight: 1,
    entry: { successes: 0, users: [], accepted: [] },
    events,
  };
}

/** Whether what is the same of a finding and what came later is what a source asks for. */
const shares: Record<Aftermath["source"], (finding: Seen, later: Seen) => boolean> = {
  any: () => true,
  addresses: (finding, later) => finding.ip === later.ip,
  ownAddresses: (finding, later) => finding.ip === later.ip && finding.who === later.who,
};

test.each(Object.keys(shares) as Aftermath["source"][])(
  "each finding is judged by what its users did until then, from %s",
  async (source) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(seen, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
        fc.array(seen, { maxLength: 12 }),
        async (found, later) => {
          const store = memoryStore();
          await store.write(
            later.map((one, at) =>
              entryOf({
                id: `i${at}`,
                type: "interactiveUser",
                createdDateTime: new Date(timeOf(one)).toISOString(),
                status: { errorCode: 0 },
                userId: `u${one.who}`,
                ipAddress: `203.0.113.${one.ip}`,
              }),
            ),
          );
          const judged: number[][] = [];
          const aftermath: Aftermath = {
            where: [],
            fields: ["user", "ip", "status"],
            source,
            length: "within",
            judge: (finding, events) => {
              judged.push(events.map(({ time }) => time));
              return finding;
            },
          };
          await judgeAftermath(
            aftermath,
            found.map(findingOf),
            settings,
            { filter: { where: [] }, timezone: "UTC" },
            store,
            undefined,
          );
          const expected = found.map((events) => {
            const times = events.map(timeOf);
            return inOrder(later)
              .filter((one) => events.some(({ who }) => who === one.who))
              .filter((one) => events.some((event) => shares[source](event, one)))
              .map(timeOf)
              .filter((at) => at >= Math.min(...times) && at <= Math.max(...times) + settings.within);
          });
          expect(judged).toEqual(expected);
        },
      ),
    );
  },
);
