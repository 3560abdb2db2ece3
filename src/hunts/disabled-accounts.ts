import { findBursts } from "./burst-findings.ts";
import { disabledCodes } from "./codes.ts";
import { gotInFromThere } from "./entry.ts";
import type { Hunt } from "./hunt.ts";

/** After Azure-Sentinel's SigninAttemptsByIPviaDisabledAccounts.yaml, by code instead of by description. */
export const disabledAccounts = {
  name: "disabled-accounts",
  words: [
    "many disabled accounts",
    "several disabled accounts",
    "many disabled accounts from one address",
    "many disabled accounts from one ip",
    "disabled accounts from one address",
    "disabled accounts from one ip",
    "disabled accounts from the same ip",
    "disabled accounts are tried",
    "trying disabled accounts",
    "disabled account sweep",
  ],
  summary: "One address tries several disabled accounts.",
  explanation:
    "Disabled accounts of several people from one address: an old list of names or passwords. A shared device on which those who left are still signed in looks the same.",
  thresholds: { having: [{ of: "user", atLeast: 3 }], within: "P1D" },
  fixed: "",
  found: "tried several disabled accounts",
  takesBy: true,
  by: ["ip"],
  // In the background, the phones of those who left go on for weeks.
  logs: ["interactiveUser"],
  reads: {
    where: [{ field: "errorCode", is: disabledCodes }],
    fields: ["user", "ip", "country", "app", "errorCode", "status", "userAgent"],
  },
  finds: "bursts",
  find: (events, settings) => ({
    findings: findBursts(events, settings, {
      values: ["country", "app", "userAgent"],
      allFailed: true,
    }),
  }),
  aftermath: gotInFromThere,
} as const satisfies Hunt;
