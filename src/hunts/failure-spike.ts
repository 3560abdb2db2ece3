import { gotInFromOwnAddress } from "./entry.ts";
import { userLogs, type Hunt } from "./hunt.ts";
import { findSpikes, spikeScore } from "./spikes.ts";

/** After Azure-Sentinel's SpikeInFailedSignInAttempts.yaml, over all that is asked about or by a field. */
export const failureSpike = {
  name: "failure-spike",
  words: [
    "failure spike",
    "failure spikes",
    "spike in failures",
    "spikes in failures",
    "spike of failures",
    "spike in failed sign-ins",
    "spikes in failed sign-ins",
    "unusual number of failures",
  ],
  summary: "Hours with far more failures than usual.",
  explanation:
    "Failures of one hour, compared with the hours before the range. Attacks and outages both show; by user or by app says whose it is.",
  thresholds: { having: [{ of: "failures", atLeast: 20 }], within: "PT1H", baseline: "P14D" },
  fixed: `at least ${spikeScore} standard deviations above the mean`,
  found: "with far more failures than usual",
  takesBy: true,
  by: [],
  logs: userLogs,
  reads: {
    where: [{ field: "status", is: ["failure"] }],
    fields: ["user", "app", "ip", "status", "errorCode"],
  },
  find: findSpikes,
  aftermath: gotInFromOwnAddress,
} as const satisfies Hunt;
