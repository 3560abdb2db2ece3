import { findBursts } from "./burst-findings.ts";
import { gotInFromThere } from "./entry.ts";
import type { Hunt } from "./hunt.ts";

/** After Splunk's azure_ad_multiple_appids_and_useragents_authentication_spike.yml. */
export const toolSpray = {
  name: "tool-spray",
  words: [
    "tool spray",
    "tool sprays",
    "mfasweep",
    "mfa sweep",
    "mfa sweeps",
    "mfa probing",
    "probing mfa",
    "probing for mfa gaps",
    "many user agents at once",
    "many apps and user agents",
  ],
  summary: "One user tries many apps with many user agents from one address within minutes.",
  explanation:
    "A tool with somebody's password asks app after app, each time as another program, which of them does without MFA. People need minutes for two or three apps; tests of a new app come near.",
  thresholds: {
    having: [
      { of: "userAgent", atLeast: 6 },
      { of: "app", atLeast: 3 },
    ],
    within: "PT5M",
  },
  fixed: "",
  found: "tried many apps with many user agents",
  by: ["user", "ip"],
  logs: ["interactiveUser"],
  reads: {
    where: [{ field: "userAgent", isNot: [""] }],
    fields: ["user", "ip", "country", "app", "userAgent", "status", "errorCode"],
  },
  finds: "bursts",
  find: (events, settings) => ({
    findings: findBursts(events, settings, { values: ["app", "country", "errorCode"] }),
  }),
  aftermath: gotInFromThere,
} as const satisfies Hunt;
