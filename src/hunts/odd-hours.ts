import { judgeBaseline } from "./baseline.ts";
import { shownValues } from "./burst-findings.ts";
import { entryOf } from "./entry.ts";
import { groupEvents, spanOf, type Group } from "./events.ts";
import type { Event, Finding, Findings, Hunt, Settings } from "./hunt.ts";
import { meetsAll } from "./measure.ts";

const hour = 3_600_000;
const day = 24 * hour;

/** An hour is a usual one where the user signed in so many hours before or after it, too. */
const margin = 3;
/** On so many days somebody has to have been seen for their hours to be known. */
const leastDays = 10;

/** After Azure-Sentinel's UserAccounts-UnusualLogonTimes.yaml, by the hours of each user. */
export const oddHours = {
  name: "odd-hours",
  words: [
    "odd hours",
    "odd times",
    "unusual hours",
    "unusual times",
    "strange hours",
    "strange times",
    "unusual logon times",
    "unusual login times",
    "unusual sign-in times",
  ],
  summary: "A user signs in at an hour at which they never do.",
  explanation:
    "Successes at an hour of the day, in UTC, that is far from all at which the user signed in before. A journey, a change of shift or a night on call look the same: compare the place and the device.",
  thresholds: { baseline: "P30D" },
  fixed: `more than ${margin} hours from every hour (UTC) in which the user, seen on at least ${leastDays} days, signed in before`,
  found: "signed in at odd hours",
  by: ["user"],
  // In the background, phones and programs are awake all night.
  logs: ["interactiveUser"],
  reads: {
    where: [{ field: "status", is: ["success"] }],
    fields: ["user", "ip", "city", "country", "app", "status", "errorCode"],
  },
  find,
} as const satisfies Hunt;

function find(events: readonly Event[], settings: Settings): Findings {
  const { tells, remarks } = judgeBaseline(settings);
  if (!tells) return { findings: [], remarks };
  const { from, by } = settings;
  const present = groupEvents(events, by).filter(({ events }) => (events.at(-1)?.time ?? 0) >= from);
  const known = present.filter(({ events }) => daysOf(events.filter(({ time }) => time < from)) >= leastDays);
  const unknown = present.length - known.length;
  return {
    findings: known.flatMap((group) => toFindings(group, settings)),
    remarks: [
      ...remarks,
      ...(unknown === 0
        ? []
        : [
            `${unknown === 1 ? "One user was" : `${unknown} users were`} seen on fewer than ${leastDays} days before the range: which hours are odd for them is not known.`,
          ]),
    ],
  };
}

function daysOf(events: readonly Event[]): number {
  return new Set(events.map(({ time }) => Math.floor(time / day))).size;
}

function toFindings({ subject, events: all }: Group, { from, having, by }: Settings): Finding[] {
  const usual = new Set(all.filter(({ time }) => time < from).map(hourOf));
  const near = new Set([...usual].flatMap(around));
  const events = all.filter((event) => event.time >= from && !near.has(hourOf(event)));
  if (events.length === 0 || !meetsAll(events, having)) return [];
  const odd = new Set(events.map(hourOf));
  const days = daysOf(events);
  return [
    {
      subject,
      evidence: [
        { kind: "count", of: "signIns", count: events.length },
        {
          kind: "text",
          text: `${days === 1 ? "" : `on ${days} days `}at ${hoursText(odd)} UTC; before, at ${hoursText(usual)}`,
        },
        ...shownValues(events, ["city", "country", "ip", "app"], by),
      ],
      ...spanOf(events),
      // Who goes on like that is rather on a journey.
      weight: 1 / days,
      entry: entryOf(events),
      events,
    },
  ];
}

/** Hour of the day in UTC, 0 to 23. */
function hourOf({ time }: Pick<Event, "time">): number {
  return Math.floor((time % day) / hour);
}

/** An hour with its neighbours, past midnight, too. */
function around(middle: number): number[] {
  return Array.from({ length: 2 * margin + 1 }, (_, i) => (middle + i - margin + 24) % 24);
}

/** "02:00 to 03:59 and 23:00 to 23:59". */
function hoursText(hours: ReadonlySet<number>): string {
  const two = (number: number): string => String(number).padStart(2, "0");
  const starts = [...hours].filter((one) => !hours.has(one - 1)).sort((a, b) => a - b);
  return starts
    .map((start) => {
      let end = start;
      while (hours.has(end + 1)) end++;
      return `${two(start)}:00 to ${two(end)}:59`;
    })
    .join(", ");
}
