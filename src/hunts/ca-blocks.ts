import { findBursts } from "./burst-findings.ts";
import { gotInFromThere } from "./entry.ts";
import type { Hunt } from "./hunt.ts";

/**
 * After reprise99's Identity-MuiltipleConditionalAccessFailures.kql, for apps alone: one sign-in is stopped by several
 * policies at once as a matter of course.
 */
export const caBlocks = {
  name: "ca-blocks",
  words: [
    "ca probing",
    "conditional access probing",
    "probing conditional access",
    "probing policies",
    "policy probing",
    "blocked at several apps",
    "blocked at many apps",
    "ca blocks at several apps",
    "ca blocks at many apps",
    "looking for gaps in conditional access",
    "looking for ca gaps",
    "looking for a gap in conditional access",
  ],
  summary: "Conditional access stops a user at one app after the other.",
  explanation:
    "Without a device of the company somebody tries several apps and is stopped each time: whoever has a password looks for the app that lets them in. People with a new tablet do the same for an evening.",
  thresholds: { having: [{ of: "app", atLeast: 3 }], within: "PT2H" },
  fixed: "stopped by conditional access, without a device",
  found: "tried one app after the other against conditional access",
  by: ["user"],
  logs: ["interactiveUser"],
  reads: {
    where: [
      { field: "conditionalAccess", is: ["failure"] },
      // Of whom it asks for MFA, conditional access says "failure" as well, until they have answered.
      { field: "status", is: ["failure"] },
      { field: "device", is: [""] },
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
