import { groupEvents, keyOf } from "./events.ts";
import { findingOf } from "./finding.ts";
import { userLogs, type Event, type Finding, type Hunt, type Settings } from "./hunt.ts";
import { meetsAll } from "./measure.ts";
import { isNewPlace, places } from "./new-place.ts";

/** Where phishing kits have people sign in: OfficeHome, the Office 365 portal, Exchange Online and Outlook on the web. */
const lures = [
  "4765445b-32c6-49b0-83e6-1d93765276ca",
  "00000006-0000-0ff1-ce00-000000000000",
  "00000002-0000-0ff1-ce00-000000000000",
  "9199bf20-a13f-4107-85dc-02114787ef48",
];
/** Asked for a second factor, and whether to stay signed in. */
const interrupts = ["50074", "50076", "50140"];
/** A sign-in at risk ranks before as many others. */
const riskWeight = 1_000;

/**
 * After reprise99's Identity-PotentialAiTM.kql. That one asks for a risk, which not every tenant is licensed to see: here
 * it ranks, and the network has to be new.
 */
export const aitm = {
  name: "aitm",
  words: [
    "adversary in the middle",
    "adversary-in-the-middle",
    "aitm phishing",
    "aitm attack",
    "aitm attacks",
    "aitm sign-ins",
    "evilginx",
    "phishing proxy",
    "phishing proxies",
    "phished sign-ins",
    "phished sessions",
  ],
  summary: "A user signs in from a new network without a device, as through a phishing page.",
  explanation:
    "Office opened with a password, a prompt and a success in one go, by no registered device and from a new network: a phishing page that passes everything on leaves this. A private computer at a hotel does, too.",
  thresholds: { baseline: "P30D" },
  fixed:
    "an interrupt and then a success in one go at OfficeHome, the Office portal or Outlook on the web, without a device, from an address and a network new for the user",
  found: "signed in as through a phishing page",
  by: ["user"],
  logs: userLogs,
  reads: {
    where: [
      { field: "app", is: lures },
      { field: "errorCode", is: ["0", ...interrupts] },
      { field: "device", is: [""] },
    ],
    fields: [
      "user",
      "correlationId",
      "errorCode",
      "status",
      "risk",
      "ip",
      "asn",
      "country",
      "app",
      "userAgent",
    ],
  },
  find: (events, settings) => ({
    findings: groupEvents(events, settings.by).flatMap(
      ({ subject, events: all }) => toFinding(subject, flowsOf(all), settings) ?? [],
    ),
  }),
  past: {
    where: [{ field: "status", is: ["success"] }],
    of: places,
    judge: ({ subject, events }, had, settings) =>
      toFinding(
        subject,
        flowsOf(events).filter((flow) => flow.some((event) => isSuccess(event) && isNewPlace(event, had))),
        settings,
      ),
  },
} as const satisfies Hunt;

/** Of each correlation id what led to its last success, where there were interrupts before. */
function flowsOf(events: readonly Event[]): Event[][] {
  return groupEvents(events, ["correlationId"])
    .map(({ events: all }) => all.slice(0, all.findLastIndex(isSuccess) + 1))
    .filter((flow) => flow.some((event) => !isSuccess(event)));
}

function toFinding(
  subject: Finding["subject"],
  flows: readonly (readonly Event[])[],
  { having }: Settings,
): Finding | undefined {
  const events = flows.flat().sort((a, b) => a.time - b.time);
  if (events.length === 0 || !meetsAll(events, having)) return undefined;
  const risks = events.filter((event) => ["medium", "high"].includes(keyOf(event, "risk"))).length;
  const finding = findingOf(subject, events, ["ip", "country", "userAgent", "app", "errorCode"]);
  return {
    ...finding,
    evidence:
      risks === 0
        ? finding.evidence
        : [...finding.evidence, { kind: "text", text: "at medium or high risk by Entra ID" }],
    weight: finding.weight + risks * riskWeight,
  };
}

function isSuccess(event: Event): boolean {
  return keyOf(event, "errorCode") === "0";
}
