import { knownBefore } from "./baseline.ts";
import { shownValues } from "./burst-findings.ts";
import { firstFactorCodes } from "./codes.ts";
import { entryOf, gotInFromThere } from "./entry.ts";
import { keyOf, spanOf, type Group } from "./events.ts";
import { userLogs, type Finding, type Hunt, type Settings } from "./hunt.ts";
import { meetsAll } from "./measure.ts";
import { stoppedOf } from "./stopped.ts";
import { findUnusual } from "./unusual.ts";

/** After Azure-Sentinel's NewCountryValidCreds.yaml, without prompts that were answered. */
export const acceptedNewCountry = {
  name: "accepted-new-country",
  words: [
    "accepted new country",
    "accepted from a new country",
    "accepted from new countries",
    "password accepted from new country",
    "password accepted from a new country",
    "passwords accepted from new countries",
    "right password from a new country",
    "right password from new country",
    "correct password from a new country",
    "correct password from new country",
    "valid password from a new country",
    "valid credentials from a new country",
    "valid credentials from new country",
    "valid credentials from new countries",
  ],
  summary: "A password was right and something else stopped it, from a country that is new for the user.",
  explanation:
    "Somebody has the password and is stopped by MFA, conditional access or the state of the account, in a country where the user's password had not been right before. On a journey, a prompt that was let pass looks the same; one that was answered does not count.",
  thresholds: { baseline: "P30D" },
  fixed: "stopped after the password was accepted, in a country that is new for the user",
  found: "had the right password used in a new country",
  by: ["user"],
  logs: userLogs,
  reads: {
    where: [{ field: "errorCode", is: ["0", ...firstFactorCodes] }],
    fields: ["user", "country", "city", "ip", "app", "status", "errorCode", "correlationId"],
  },
  finds: "new",
  suspects: { where: [{ field: "errorCode", is: firstFactorCodes }], by: ["user", "country"] },
  find: (events, settings) => findUnusual(events, settings, toFindings),
  aftermath: gotInFromThere,
} as const satisfies Hunt;

function toFindings({ subject, events: all }: Group, { from, having, by }: Settings): Finding[] {
  const countries = knownBefore(all, "country", from);
  const events = all.filter(
    (event) =>
      event.time >= from && keyOf(event, "country") !== "" && !countries.has(keyOf(event, "country")),
  );
  const stopped = stoppedOf(events);
  if (stopped.length === 0 || !meetsAll(stopped, having)) return [];
  return [
    {
      subject,
      evidence: [
        { kind: "count", of: "signIns", count: stopped.length },
        { kind: "text", text: "stopped after the password was accepted" },
        ...shownValues(stopped, ["country", "city", "ip", "errorCode", "app"], by),
      ],
      ...spanOf(events),
      weight: stopped.length,
      entry: entryOf(events),
      events,
    },
  ];
}
