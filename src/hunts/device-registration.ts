import { groupEvents, keyOf } from "./events.ts";
import { findingOf } from "./finding.ts";
import { userLogs, type Event, type Finding, type Hunt, type Settings } from "./hunt.ts";
import { meetsAll } from "./measure.ts";
import { isNewPlace, places } from "./new-place.ts";

const deviceRegistrationService = "01cb2876-7ebd-4aa4-9cc9-d28bd4d359a9";
const authenticationBroker = "29d9ed98-a469-4536-ade2-f981bc1d605e";

/**
 * After Sigma's azure_ad_device_registration_or_join_without_mfa.yml and Elastic's
 * persistence_entra_id_suspicious_adrs_token_request.toml.
 */
export const deviceRegistration = {
  name: "device-registration",
  words: [
    "device registration hunt",
    "device registration without mfa",
    "device registrations without mfa",
    "devices registered without mfa",
    "suspicious device registration",
    "suspicious device registrations",
    "rogue device",
    "rogue devices",
    "rogue device registration",
    "rogue device registrations",
    "device registration abuse",
  ],
  summary: "Somebody may register a device without MFA, or from a network new for the user.",
  explanation:
    "The Device Registration Service was reached without a device, by somebody with no second factor or from where the user had never been: a device of their own keeps an attacker in. New colleagues and new laptops begin so, too.",
  thresholds: { baseline: "P30D" },
  fixed:
    "a token for it without a device, and either without MFA or through the broker from an address and a network new for the user",
  found: "may have registered a device",
  by: ["user"],
  logs: userLogs,
  reads: {
    where: [
      { field: "resourceId", is: [deviceRegistrationService] },
      { field: "status", is: ["success"] },
      { field: "device", is: [""] },
    ],
    fields: ["user", "ip", "asn", "country", "app", "mfa", "userAgent", "status", "errorCode"],
  },
  find: (events, settings) => ({
    findings: groupEvents(events, settings.by).flatMap(
      ({ subject, events: all }) =>
        toFinding(
          subject,
          all.filter((event) => isWithoutMfa(event) || isByBroker(event)),
          settings,
        ) ?? [],
    ),
  }),
  past: {
    where: [{ field: "status", is: ["success"] }],
    of: places,
    judge: ({ subject, events }, had, settings) =>
      toFinding(
        subject,
        events.filter((event) => isWithoutMfa(event) || isNewPlace(event, had)),
        settings,
      ),
  },
} as const satisfies Hunt;

function isWithoutMfa(event: Event): boolean {
  return keyOf(event, "mfa") === "none";
}

function isByBroker(event: Event): boolean {
  return keyOf(event, "app") === authenticationBroker;
}

function toFinding(
  subject: Finding["subject"],
  events: readonly Event[],
  { having }: Settings,
): Finding | undefined {
  if (events.length === 0 || !meetsAll(events, having)) return undefined;
  const finding = findingOf(subject, events, ["app", "ip", "country", "userAgent"]);
  if (!events.some(isWithoutMfa)) return finding;
  return { ...finding, evidence: [...finding.evidence, { kind: "text", text: "without MFA" }] };
}
