import { readPolicyOutcome } from "../signin/conditions.ts";
import { groupEvents } from "./events.ts";
import { findingOf } from "./finding.ts";
import { userLogs, type Event, type Finding, type Hunt, type Settings, type Value } from "./hunt.ts";
import { meetsAll } from "./measure.ts";

/** What a policy asks for is no field of its outcome: its name has to say it. */
const mfaName = /\bmfa\b|\b2fa\b|multi-?\s?factor|authentication strength|strong auth|phishing-resistant/i;

/** After Elastic's defense_evasion_entra_id_ca_mfa_bypass_first_party_graph.toml, for every app. */
export const caGap = {
  name: "ca-gap",
  words: [
    "ca gap",
    "ca gaps",
    "conditional access gap",
    "conditional access gaps",
    "gap in conditional access",
    "gaps in conditional access",
    "policy gap",
    "policy gaps",
    "mfa policy gap",
    "mfa policy gaps",
    "mfa bypass",
    "mfa bypasses",
    "mfa bypassed",
    "bypassed mfa",
  ],
  summary: "A password sufficed where no MFA policy applied, from a network new for the user.",
  explanation:
    "An MFA policy looked at the sign-in and did not apply, and the user had never got into that app from that network: a gap that somebody may have found. A user or place that is exempt on purpose looks the same.",
  thresholds: { baseline: "P30D" },
  fixed:
    "a password alone outside trusted locations, where a policy named after MFA did not apply, from an address and a network new for the user at the app",
  found: "got in with a password alone through a gap of the MFA policies",
  by: ["user", "app"],
  logs: userLogs,
  reads: {
    where: [
      { field: "status", is: ["success"] },
      { field: "mfa", is: ["none"] },
      { field: "authMethod", is: ["Password"] },
      { field: "policyResult", is: ["notApplied"] },
      { field: "location", isNot: ["trusted"] },
    ],
    fields: ["user", "app", "ip", "asn", "country", "policyOutcome", "clientApp", "status", "errorCode"],
  },
  find: (events, settings) => ({
    findings: groupEvents(events.flatMap(withGaps), settings.by).flatMap(
      ({ subject, events: all }) => toFinding(subject, all, settings) ?? [],
    ),
  }),
  past: {
    where: [{ field: "status", is: ["success"] }],
    of: [
      ["user", "app", "ip"],
      ["user", "app", "asn"],
    ],
    judge: ({ subject, events }, isNew, settings) => toFinding(subject, events.filter(isNew), settings),
  },
} as const satisfies Hunt;

/** The event with the MFA policies that did not apply in the place of all outcomes; nothing where there is none. */
function withGaps(event: Event): Event[] {
  const gaps = (event.values.policyOutcome ?? []).filter(isGap);
  return gaps.length === 0 ? [] : [{ ...event, values: { ...event.values, policyOutcome: gaps } }];
}

function isGap({ key, name }: Value): boolean {
  const outcome = readPolicyOutcome(key, name);
  return outcome.result === "notApplied" && mfaName.test(outcome.name);
}

function toFinding(
  subject: Finding["subject"],
  events: readonly Event[],
  { having }: Settings,
): Finding | undefined {
  if (events.length === 0 || !meetsAll(events, having)) return undefined;
  return findingOf(subject, events, ["policyOutcome", "ip", "country", "clientApp"]);
}
