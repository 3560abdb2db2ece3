import { findBursts } from "./burst-findings.ts";
import { userLogs, type Hunt } from "./hunt.ts";

/** After reprise99's Identity-FindUsersMultipleCountriesSameDay.kql. */
export const multiCountry = {
  name: "multi-country",
  words: [
    "multi country",
    "multi country sign-ins",
    "multiple countries",
    "more than one country",
    "different countries same day",
    "different countries on the same day",
  ],
  summary: "Successes of one user from several countries within a day.",
  explanation:
    "One user gets in from several countries within a short time. Travel and VPNs explain many; the impossible ones are in the hunt impossible-travel.",
  thresholds: { having: [{ of: "country", atLeast: 2 }], within: "P1D" },
  fixed: "",
  found: "got in from several countries",
  takesBy: true,
  by: ["user"],
  logs: userLogs,
  reads: {
    where: [
      { field: "status", is: ["success"] },
      { field: "country", isNot: [""] },
    ],
    fields: ["user", "country", "ip", "app", "status"],
  },
  finds: "bursts",
  find: (events, settings) => ({
    findings: findBursts(events, settings, { values: ["ip", "app"] }).map((finding) => ({
      ...finding,
      evidence: [
        {
          kind: "values",
          of: "country",
          values: [
            ...new Map(
              finding.events.flatMap((event) => event.values.country ?? []).map((one) => [one.key, one]),
            ).values(),
          ],
        },
        ...finding.evidence,
      ],
    })),
  }),
} as const satisfies Hunt;
