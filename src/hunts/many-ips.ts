import { traitsOf } from "./after.ts";
import { knownBefore } from "./baseline.ts";
import { shownValues } from "./burst-findings.ts";
import { isElsewhere } from "./elsewhere.ts";
import { entryOf } from "./entry.ts";
import { keyOf, spanOf, type Group } from "./events.ts";
import type { Event, Finding, Hunt, Settings } from "./hunt.ts";
import { measure, meetsAll } from "./measure.ts";
import { eventsNear } from "./near.ts";
import { findUnusual } from "./unusual.ts";

/** After Splunk's "Azure AD successful authentication from different IPs", without phones that change their network. */
export const manyIps = {
  name: "many-ips",
  words: [
    "many ips at once",
    "several ips at once",
    "multiple ips at once",
    "different ips at once",
    "different ips at the same time",
    "several ips at the same time",
    "concurrent sign-ins",
    "concurrent logins",
    "concurrent sessions",
    "simultaneous sign-ins",
    "simultaneous logins",
    "simultaneous sessions",
    "two places at once",
    "several places at once",
  ],
  summary: "Successes of one user from several networks at nearly the same time.",
  explanation:
    "A user gets in from two networks within a short time, one of which is new for them and has a device that the directory does not know: a thief beside the user. A phone that goes from wifi to mobile stays the same system and is not meant; a borrowed or private computer beside the user's own is found, too.",
  thresholds: { having: [{ of: "ip", atLeast: 2 }], within: "PT30M", baseline: "P30D" },
  fixed:
    "one of them on a new network and without a known device, with another operating system or too far away",
  found: "got in from several networks at once",
  by: ["user"],
  // In the background, private phones go from network to network all day.
  logs: ["interactiveUser"],
  reads: {
    where: [{ field: "status", is: ["success"] }],
    fields: [
      "user",
      "ip",
      "asn",
      "os",
      "device",
      "city",
      "country",
      "coordinates",
      "app",
      "userAgent",
      "status",
      "errorCode",
    ],
  },
  finds: "new",
  suspects: { where: [{ field: "device", is: [""] }], by: ["user", "asn"] },
  find: (events, settings) => findUnusual(events, settings, toFindings),
} as const satisfies Hunt;

function toFindings({ subject, events: all }: Group, { from, within, having, by }: Settings): Finding[] {
  const networks = knownBefore(all, "asn", from);
  const isStrange = (event: Event): boolean =>
    event.time >= from &&
    keyOf(event, "device") === "" &&
    keyOf(event, "asn") !== "" &&
    !networks.has(keyOf(event, "asn"));
  const pairs = all.flatMap((strange, at) =>
    isStrange(strange)
      ? eventsNear(all, at, { before: within, after: within })
          .filter((other) => isElsewhere(other, strange))
          .map((other) => ({ other, strange }))
      : [],
  );
  const [first] = pairs;
  const used = new Set(pairs.flatMap(({ other, strange }) => [other, strange]));
  const events = all.filter((event) => used.has(event));
  if (first === undefined || !meetsAll(events, having)) return [];
  const where = ["city", "country", "ip", "os"] as const;
  const moments = [first.other, first.strange].sort((a, b) => a.time - b.time);
  return [
    {
      subject,
      evidence: [
        { kind: "count", of: "ip", count: measure(events, "ip") },
        ...moments.map((event) => ({
          kind: "moment" as const,
          at: event.time,
          text: event === first.strange ? "new" : "known",
          values: traitsOf(event, [...where]),
        })),
        ...shownValues(events, ["app"], by),
      ],
      ...spanOf(events),
      weight: measure(events, "ip"),
      entry: entryOf(events),
      events,
    },
  ];
}
