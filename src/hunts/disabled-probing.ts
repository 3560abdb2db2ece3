import { findBursts } from "./burst-findings.ts";
import { disabledCodes } from "./codes.ts";
import { gotInFromThere } from "./entry.ts";
import type { Hunt } from "./hunt.ts";

/** After Azure-Sentinel's DisabledAccountSigninsAcrossManyApplications.yaml, by code instead of by description. */
export const disabledProbing = {
  name: "disabled-probing",
  words: [
    "disabled account probing",
    "disabled accounts probing",
    "disabled account at many apps",
    "disabled accounts at many apps",
    "disabled account tries many apps",
    "disabled accounts trying many apps",
  ],
  summary: "One disabled account is tried at several applications.",
  explanation:
    "Somebody tries one application after the other with a disabled account: a person who left, or whoever has their password, looks for a door. A device that opens everything when it starts looks the same.",
  thresholds: { having: [{ of: "app", atLeast: 3 }], within: "PT1H" },
  fixed: "",
  found: "tried several applications with a disabled account",
  by: ["user"],
  // In the background, the phones of those who left go on for weeks.
  logs: ["interactiveUser"],
  reads: {
    where: [{ field: "errorCode", is: disabledCodes }],
    fields: ["user", "ip", "country", "app", "errorCode", "status", "userAgent"],
  },
  finds: "bursts",
  find: (events, settings) => ({
    findings: findBursts(events, settings, {
      values: ["ip", "country", "userAgent"],
      allFailed: true,
    }),
  }),
  aftermath: gotInFromThere,
} as const satisfies Hunt;
