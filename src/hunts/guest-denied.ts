import { findBursts } from "./burst-findings.ts";
import { deniedCodes } from "./codes.ts";
import { gotInFromThere } from "./entry.ts";
import { userLogs, type Hunt } from "./hunt.ts";

/** After reprise99's Identity-AlertGuestDeniedAccesstoMultipleApps.kql, with every code of a denial. */
export const guestDenied = {
  name: "guest-denied",
  words: [
    "guest probing",
    "guests probing",
    "probing guests",
    "guest recon",
    "guest reconnaissance",
    "guests looking around",
    "guest denied at several apps",
    "guests denied at several apps",
    "guest denied at many apps",
    "guests denied at many apps",
    "guests trying many apps",
    "guests trying apps",
  ],
  summary: "A guest is refused by one app after the other.",
  explanation:
    "Several apps that a guest may not use within a short time: somebody looks around with a guest's account. A guest who was invited without being given the apps tries a few, too.",
  thresholds: { having: [{ of: "app", atLeast: 3 }], within: "PT1H" },
  fixed: "refused by a policy or not assigned",
  found: "was refused by one app after the other",
  by: ["user"],
  logs: userLogs,
  reads: {
    where: [
      { field: "userType", is: ["guest"] },
      { field: "errorCode", is: deniedCodes },
    ],
    fields: ["user", "app", "ip", "country", "errorCode", "status"],
  },
  finds: "bursts",
  find: (events, settings) => ({
    findings: findBursts(events, settings, {
      values: ["app", "ip", "country", "errorCode"],
      allFailed: true,
    }),
  }),
  aftermath: gotInFromThere,
} as const satisfies Hunt;
