import { readPolicyOutcome } from "../signin/conditions.ts";
import { groupEvents } from "./events.ts";
import { findingOf } from "./finding.ts";
import { isNewPlace } from "./new-place.ts";
import {
  userLogs,
  type Combination,
  type Event,
  type Finding,
  type Had,
  type Hunt,
  type Settings,
  type Value,
} from "./hunt.ts";
import { meetsAll } from "./measure.ts";

/** What a policy asks for is no field of its outcome: its name has to say it. */
const mfaName = /\bmfa\b|\b2fa\b|multi-?\s?factor|authentication strength|strong auth|phishing-resistant/i;

/** The address and the network again, for each app. */
const placesAtApp = [
  ["user", "app", "ip"],
  ["user", "app", "asn"],
] as const satisfies readonly Combination[];
const met = ["user", "policyOutcome"] as const satisfies Combination;

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
  summary: "A password alone sufficed where MFA is asked for else, from a network new for the user there.",
  explanation:
    "An MFA policy that else applies to the user did not, at an app that they had never got into from that network: a gap that somebody may have found. An app or place that is exempt on purpose looks the same.",
  thresholds: { baseline: "P30D" },
  fixed:
    "a password alone outside trusted locations, where a policy named after MFA did not apply that else does for the user, from an address and a network new for the user at the app",
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
    findings: groupEvents(
      events.flatMap((event) => withPolicies(event, missedBy(event))),
      settings.by,
    ).flatMap(({ subject, events: all }) => toFinding(subject, all, settings) ?? []),
  }),
  past: {
    where: [{ field: "status", is: ["success"] }],
    of: [...placesAtApp, met],
    judge: ({ subject, events }, had, settings) =>
      toFinding(
        subject,
        events
          .filter((event) => isNewPlace(event, had, placesAtApp))
          .flatMap((event) => withPolicies(event, metBefore(event, had))),
        settings,
      ),
  },
} as const satisfies Hunt;

/** The MFA policies that did not apply, each by the outcome that it has where it lets somebody in. */
function missedBy(event: Event): Value[] {
  return (event.values.policyOutcome ?? []).flatMap(({ key, name }) => {
    const { policy, result, name: called } = readPolicyOutcome(key, name);
    return result === "notApplied" && mfaName.test(called)
      ? [{ key: `${policy} success`, name: called }]
      : [];
  });
}

/** Those of them that have let this very user in before. */
function metBefore(event: Event, had: Had): Value[] {
  return (event.values.policyOutcome ?? []).filter((outcome) =>
    withPolicies(event, [outcome]).some((alone) => had(alone, met) === true),
  );
}

/** The event with these policies alone, by their outcomes; nothing without any. */
function withPolicies(event: Event, outcomes: readonly Value[]): Event[] {
  if (outcomes.length === 0) return [];
  return [{ ...event, values: { ...event.values, policyOutcome: outcomes, policy: outcomes } }];
}

function toFinding(
  subject: Finding["subject"],
  events: readonly Event[],
  { having }: Settings,
): Finding | undefined {
  if (events.length === 0 || !meetsAll(events, having)) return undefined;
  return findingOf(subject, events, ["policy", "ip", "country", "clientApp"]);
}
