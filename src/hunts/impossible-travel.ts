import { traitsOf } from "./after.ts";
import { entryOf } from "./entry.ts";
import { groupEvents, valueOf } from "./events.ts";
import { userLogs, type Event, type Finding, type Hunt, type Settings } from "./hunt.ts";
import { meetsAll } from "./measure.ts";
import { fastest, hopBetween, isImpossible, nearest, type Hop } from "./travel.ts";

const digits = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });

/** After Elastic's initial_access_entra_id_signin_impossible_travel.toml, at the speed of an airliner. */
export const impossibleTravel = {
  name: "impossible-travel",
  words: [
    "impossible travel",
    "impossible traveler",
    "impossible traveller",
    "impossible travels",
    "impossible journeys",
    "geo hopping",
    "superman",
  ],
  summary: "Successes of one user too far apart for the time between them.",
  explanation:
    "Two successes in a row of one user, farther apart than anybody travels in that time. VPNs, cloud desktops and phone carriers place people elsewhere, too.",
  thresholds: {},
  fixed: `at least ${nearest} km apart, faster than ${fastest} km/h`,
  found: "travelled faster than anybody can",
  takesWithin: true,
  by: ["user"],
  logs: userLogs,
  reads: {
    where: [{ field: "status", is: ["success"] }],
    fields: ["user", "coordinates", "city", "country", "ip", "app", "status"],
  },
  find: (events, settings) => {
    const placed = events.filter((event) => valueOf(event, "coordinates") !== undefined);
    const left = events.length - placed.length;
    return {
      findings: groupEvents(placed, settings.by).flatMap(({ subject, events }) =>
        toFinding(subject, hopsOf(events, settings)).filter((finding) =>
          meetsAll(finding.events, settings.having),
        ),
      ),
      remarks:
        left === 0
          ? []
          : [`${digits.format(left)} without coordinates left out: where they were is not known.`],
    };
  },
} as const satisfies Hunt;

function minutesText(minutes: number): string {
  const whole = Math.max(1, Math.round(minutes));
  return whole === 1 ? "a minute" : `${digits.format(whole)} minutes`;
}

interface Jump extends Hop {
  readonly from: Event;
  readonly to: Event;
}

function hopsOf(events: readonly Event[], { within }: Settings): Jump[] {
  return events.slice(1).flatMap((to, i) => {
    const from = events[i] as Event;
    const hop = hopBetween(from, to);
    if (hop === undefined || !isImpossible(hop) || to.time - from.time > within) return [];
    return [{ ...hop, from, to }];
  });
}

/** One finding a user, told by the fastest of the jumps. */
function toFinding(subject: Finding["subject"], jumps: readonly Jump[]): Finding[] {
  const [first, ...others] = jumps;
  if (first === undefined) return [];
  const speed = ({ kilometres, hours }: Jump): number => kilometres / Math.max(hours, 1 / 60);
  const worst = others.reduce((best, jump) => (speed(jump) > speed(best) ? jump : best), first);
  const events = [...new Set(jumps.flatMap(({ from, to }) => [from, to]))];
  const took = worst.hours < 2 ? minutesText(worst.hours * 60) : `${worst.hours.toFixed(1)} hours`;
  const places = ["city", "country", "ip"] as const;
  return [
    {
      subject,
      evidence: [
        { kind: "moment", at: worst.from.time, text: "", values: traitsOf(worst.from, [...places]) },
        { kind: "moment", at: worst.to.time, text: "", values: traitsOf(worst.to, [...places]) },
        {
          kind: "text",
          text: `${digits.format(worst.kilometres)} km in ${took}${jumps.length === 1 ? "" : `; ${digits.format(jumps.length)} such jumps in all`}`,
        },
      ],
      first: first.from.time,
      last: (others.at(-1) ?? first).to.time,
      weight: worst.kilometres,
      entry: entryOf(events),
      events,
    },
  ];
}
