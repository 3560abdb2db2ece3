import { gotInFromOwnAddress } from "./entry.ts";
import { userLogs, type Hunt } from "./hunt.ts";
import { findSpikes, spikeScore } from "./spikes.ts";

/** After Azure-Sentinel's UserAccounts-CABlockedSigninSpikes.yaml, whose list of codes has a misprint. */
export const caSpike = {
  name: "ca-spike",
  words: [
    "ca spike",
    "ca spikes",
    "conditional access spike",
    "conditional access spikes",
    "spike in ca failures",
    "spike in ca blocks",
    "spike in conditional access failures",
    "spike in conditional access blocks",
  ],
  summary: "Hours in which conditional access stops far more than usual.",
  explanation:
    "Sign-ins that conditional access stopped in one hour, compared with the hours before the range: a policy that was changed, or somebody with a password and no way on.",
  thresholds: { having: [{ of: "failures", atLeast: 5 }], within: "PT1H", baseline: "P14D" },
  fixed: `at least ${spikeScore} standard deviations above the mean`,
  found: "with far more blocks by conditional access than usual",
  takesBy: true,
  by: [],
  logs: userLogs,
  reads: {
    where: [{ field: "conditionalAccess", is: ["failure"] }],
    fields: ["user", "app", "ip", "status", "errorCode"],
  },
  find: findSpikes,
  aftermath: gotInFromOwnAddress,
} as const satisfies Hunt;
