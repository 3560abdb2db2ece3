import { shownValues } from "./burst-findings.ts";
import { guessCodes } from "./codes.ts";
import { entryOf, nobody } from "./entry.ts";
import { distinctKeys, groupEvents, keyOf, spanOf } from "./events.ts";
import { userLogs, type Event, type Finding, type Findings, type Hunt, type Settings } from "./hunt.ts";
import { measure, meetsAll } from "./measure.ts";
import { amongStrangers, notOwnAddresses } from "./strangers.ts";
import { meetsWithin } from "./window.ts";

const day = 86_400_000;
/** Whoever stays below what is noticed tries no more from one address in a day. */
const fewTries = 3;

/** After Azure-Sentinel's LowAndSlowPasswordAttempt.yaml, with addresses that come back. */
export const lowAndSlow = {
  name: "low-and-slow",
  words: [
    "low and slow",
    "low and slow attack",
    "low and slow attacks",
    "slow brute force",
    "slow password guessing",
    "distributed brute force",
    "distributed password guessing",
  ],
  summary: "The password of one user is tried a few times each from many addresses over days.",
  explanation:
    "Wrong passwords of one user from many addresses and countries, few from each, which no burst shows: rented addresses that take turns. Somebody who travels and mistypes gets in from the same addresses, so those do not count.",
  thresholds: {
    having: [
      { of: "ip", atLeast: 10 },
      { of: "country", atLeast: 3 },
    ],
  },
  fixed: `over more than a day, at most ${fewTries} tries in 24 hours from each address, ${notOwnAddresses}`,
  looksBack: "P7D",
  found: "met wrong passwords from many addresses over days",
  by: ["user"],
  logs: userLogs,
  reads: {
    where: [{ field: "errorCode", is: guessCodes }],
    fields: ["user", "ip", "country", "app", "errorCode", "status"],
  },
  finds: "bursts",
  find,
  aftermath: amongStrangers(find),
} as const satisfies Hunt;

function find(events: readonly Event[], settings: Settings): Findings {
  return {
    findings: groupEvents(events, settings.by).flatMap(({ subject, events: all }) =>
      toFinding(subject, all, settings),
    ),
  };
}

function toFinding(
  subject: Finding["subject"],
  all: readonly Event[],
  { by, having }: Settings,
): readonly Finding[] {
  const patient = new Set(
    groupEvents(all, ["ip"])
      .filter(({ events }) => meetsWithin(events, day, [{ of: "signIns", atMost: fewTries }]))
      .flatMap(({ events }) => distinctKeys(events, "ip")),
  );
  const events = all.filter((event) => patient.has(keyOf(event, "ip")));
  const { first, last } = spanOf(events);
  if (last - first <= day || !meetsAll(events, having, true)) return [];
  const counted = ["failures", "ip", "country"] as const;
  return [
    {
      subject,
      evidence: [
        ...counted.map((of) => ({ kind: "count" as const, of, count: measure(events, of, true) })),
        ...shownValues(events, ["country", "errorCode", "app"], by),
      ],
      first,
      last,
      weight: measure(events, "ip"),
      entry: { ...nobody, accepted: entryOf(events).accepted },
      events,
    },
  ];
}
