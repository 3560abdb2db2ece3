import { findBursts } from "./burst-findings.ts";
import { gotInFromThere } from "./entry.ts";
import { userLogs, type Hunt } from "./hunt.ts";
import { denials, distinctSteps } from "./mfa-steps.ts";

/** After Azure-Sentinel's MFASpammingfollowedBySuccessfullogin.yaml, with the hourly threshold of reprise99. */
export const mfaFatigue = {
  name: "mfa-fatigue",
  words: [
    "mfa fatigue",
    "mfa fatigue attack",
    "mfa bombing",
    "mfa spam",
    "mfa spamming",
    "push fatigue",
    "push bombing",
    "push spam",
    "prompt bombing",
  ],
  summary: "One user is sent one MFA prompt after the other.",
  explanation:
    "Many prompts that one user denied or let pass: somebody has the password and hopes for a weak moment. Rows that tell the same answer count once.",
  thresholds: { having: [{ of: "failures", atLeast: 5 }], within: "PT1H" },
  fixed: "",
  found: "denied one MFA prompt after the other",
  by: ["user"],
  logs: userLogs,
  reads: denials,
  finds: "bursts",
  find: (events, settings) => ({
    findings: findBursts(distinctSteps(events), settings, {
      values: ["mfaDetail", "ip", "country", "app"],
      allFailed: true,
    }),
  }),
  aftermath: gotInFromThere,
} as const satisfies Hunt;
