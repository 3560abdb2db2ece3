import { knownBefore } from "./baseline.ts";
import { shownValues } from "./burst-findings.ts";
import { entryOf } from "./entry.ts";
import { keyOf, spanOf, type Group } from "./events.ts";
import { userLogs, type Event, type Finding, type Hunt, type Settings } from "./hunt.ts";
import { meetsAll } from "./measure.ts";
import { findUnusual } from "./unusual.ts";

/** After Azure-Sentinel's AnomalousSingleFactorSignin.yaml, for each user. */
export const singleFactor = {
  name: "single-factor",
  words: [
    "single factor anomaly",
    "single factor anomalies",
    "anomalous single factor",
    "single factor from new places",
    "single factor from a new place",
    "single factor from nowhere known",
  ],
  summary: "A user gets in with a password alone from a country and network that are new for them.",
  explanation:
    "Successes without a second factor and without a device that the directory knows, where the user had never been: a guessed password needs no more than that. Somebody on a journey with a borrowed computer looks the same, and so does a gap in the policies.",
  thresholds: { baseline: "P30D" },
  fixed: "a success without MFA and without a known device, country and network both new for the user",
  found: "got in with a single factor from a new place",
  by: ["user"],
  logs: userLogs,
  reads: {
    where: [{ field: "status", is: ["success"] }],
    fields: [
      "user",
      "mfa",
      "device",
      "asn",
      "ip",
      "city",
      "country",
      "app",
      "userAgent",
      "status",
      "errorCode",
    ],
  },
  finds: "new",
  suspects: {
    where: [
      { field: "mfa", is: ["none"] },
      { field: "device", is: [""] },
    ],
    by: ["user", "country"],
  },
  find: (events, settings) => findUnusual(events, settings, toFindings),
} as const satisfies Hunt;

function toFindings({ subject, events: all }: Group, { from, having, by }: Settings): Finding[] {
  const places = (["country", "asn"] as const).map((name) => ({ name, known: knownBefore(all, name, from) }));
  const isNewPlace = (event: Event): boolean =>
    places.every(({ name, known }) => keyOf(event, name) !== "" && !known.has(keyOf(event, name)));
  const events = all.filter(
    (event) =>
      event.time >= from &&
      keyOf(event, "mfa") === "none" &&
      keyOf(event, "device") === "" &&
      isNewPlace(event),
  );
  if (events.length === 0 || !meetsAll(events, having)) return [];
  return [
    {
      subject,
      evidence: [
        { kind: "count", of: "signIns", count: events.length },
        ...shownValues(events, ["country", "city", "ip", "app", "userAgent"], by),
      ],
      ...spanOf(events),
      weight: events.length,
      entry: entryOf(events),
      events,
    },
  ];
}
