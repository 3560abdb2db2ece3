import { distinctKeys, groupEvents, keyOf } from "../../hunts/events.ts";
import type { Aftermath, Event, Finding, Findings, Settings } from "../../hunts/hunt.ts";
import { limits } from "../../limits.ts";
import type { Condition } from "../../question/question.ts";
import type { Filter, Store } from "../../store/store.ts";
import { fullTime } from "../../views/words.ts";
import { narrowed, readEvents } from "../events.ts";
import { outcomes } from "../got-in.ts";
import { withCondition, without, type Scope } from "../scope.ts";

/**
 * Of all findings what became of them, and of those that are none without it none: what is read for it is as much for many
 * as for a few.
 */
export async function judgeAftermath(
  { whom = "user", where, fields, source, length, judge }: Aftermath,
  findings: readonly Finding[],
  settings: Settings,
  scope: Pick<Scope, "filter" | "timezone">,
  store: Store,
  signal: AbortSignal | undefined,
): Promise<Findings> {
  const users = [...new Set(findings.flatMap(({ events }) => distinctKeys(events, whom)))];
  const addresses = [...new Set(findings.flatMap(({ events }) => distinctKeys(events, "ip")))];
  if (users.length === 0 || (source !== "any" && addresses.length === 0)) return { findings };
  const after = length === "within" ? settings.within : length;
  const conditions: Condition[] = [
    { field: whom, is: users },
    ...(source === "any" ? [] : [{ field: "ip" as const, is: addresses }]),
  ].filter(({ is }) => is.length <= limits.askedValues);
  const filter: Filter = {
    ...conditions.reduce(withCondition, narrowed(without(scope.filter, ...outcomes), where)),
    from: findings.reduce((least, { first }) => Math.min(least, first), Infinity),
    to: findings.reduce((most, { last }) => Math.max(most, last), -Infinity) + after + 1,
  };
  const { events, more } = await readEvents(store, filter, fields, signal);
  const byUser = new Map(
    groupEvents(events, [whom]).map(({ subject: [user], events }) => [user?.value.key, events]),
  );
  const mine = placeOf(source);
  return {
    findings: findings.flatMap((finding) => {
      const there = new Set(finding.events.map(mine));
      const later = distinctKeys(finding.events, whom)
        .flatMap((user) => between(byUser.get(user) ?? [], finding.first, finding.last + after))
        .filter((event) => there.has(mine(event)))
        .sort((a, b) => a.time - b.time);
      return judge(finding, later, settings) ?? [];
    }),
    remarks: more
      ? [
          `Who got in was looked up back to ${fullTime(events[0]?.time ?? 0, scope.timezone)} only: before that, somebody may have. Ask for a shorter range.`,
        ]
      : [],
  };
}

/**
 * The events from one moment to another, both included.
 * @param events in order of time
 */
function between(events: readonly Event[], first: number, last: number): readonly Event[] {
  return events.slice(countBefore(events, first), countBefore(events, last + 1));
}

/** By halves: somebody busy has very many events, and may be in very many findings. */
function countBefore(events: readonly Event[], moment: number): number {
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle]?.time ?? Infinity) < moment) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What an event and what came after it must share. */
function placeOf(source: Aftermath["source"]): (event: Event) => string {
  switch (source) {
    case "any":
      return () => "";
    case "addresses":
      return (event) => keyOf(event, "ip");
    case "ownAddresses":
      return (event) => `${keyOf(event, "user")}\u0000${keyOf(event, "ip")}`;
  }
}
