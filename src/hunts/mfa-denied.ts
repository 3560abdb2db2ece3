import { shownValues } from "./burst-findings.ts";
import { gotInFromThere, nobody } from "./entry.ts";
import { groupEvents, spanOf } from "./events.ts";
import { userLogs, type Event, type Evidence, type Finding, type Hunt, type Settings } from "./hunt.ts";
import { meetsAll } from "./measure.ts";
import { denials, distinctSteps } from "./mfa-steps.ts";

const day = 86_400_000;

/** After Azure-Sentinel's ExplicitMFADeny.yaml, with what the user did before. */
export const mfaDenied = {
  name: "mfa-denied",
  words: [
    "explicit mfa denial",
    "explicit mfa denials",
    "explicitly denied mfa",
    "explicitly declined mfa",
    "mfa explicitly denied",
    "mfa explicitly declined",
    "unexpected mfa prompts",
    "unwanted mfa prompts",
  ],
  summary: "A user declines an MFA prompt or reports it as fraud.",
  explanation:
    "Prompts that a user declined or reported, not those that were let pass: one is enough, because whoever caused it had the password. A slip of the thumb looks the same, and whoever declines often may have a device that asks for no reason.",
  thresholds: { having: [{ of: "failures", atLeast: 1 }], baseline: "P30D" },
  fixed: "declined or reported by the user",
  found: "declined an MFA prompt",
  by: ["user"],
  logs: userLogs,
  reads: {
    ...denials,
    where: [...denials.where, { field: "mfaDetail", is: ["declined", "fraud", "suspiciousActivity"] }],
  },
  find: (events, settings) => ({
    findings: groupEvents(distinctSteps(events), settings.by).flatMap(({ subject, events: all }) =>
      toFinding(subject, all, settings),
    ),
  }),
  aftermath: gotInFromThere,
} as const satisfies Hunt;

function toFinding(subject: Finding["subject"], all: readonly Event[], settings: Settings): Finding[] {
  const { by, from, having } = settings;
  const events = all.filter(({ time }) => time >= from);
  if (events.length === 0 || !meetsAll(events, having, true)) return [];
  return [
    {
      subject,
      evidence: [
        { kind: "count", of: "failures", count: events.length },
        historyOf(all.slice(0, all.length - events.length), settings),
        ...shownValues(events, ["mfaDetail", "ip", "country", "app"], by),
      ],
      ...spanOf(events),
      weight: events.length,
      entry: nobody,
      events,
    },
  ];
}

function historyOf(before: readonly Event[], { from, since }: Settings): Evidence {
  const last = before.at(-1);
  if (last !== undefined) {
    const times = before.length === 1 ? "" : `, the last of ${before.length} times before the range`;
    return { kind: "moment", at: last.time, text: `had declined before${times}`, values: [] };
  }
  const days = Math.floor((from - since) / day);
  return {
    kind: "text",
    text:
      days < 1
        ? "nothing is stored from before the range to tell whether they had declined before"
        : `had not declined in the ${days === 1 ? "day" : `${days} days`} before the range`,
  };
}
