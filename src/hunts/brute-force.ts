import { findBursts } from "./burst-findings.ts";
import { guessCodes } from "./codes.ts";
import { gotInFromThere } from "./entry.ts";
import { userLogs, type Hunt } from "./hunt.ts";

/** After Splunk's "Azure AD high number of failed authentications for user", with a lower threshold. */
export const bruteForce = {
  name: "brute-force",
  words: [
    "brute force",
    "brute force attack",
    "bruteforce",
    "brute forced",
    "brute forcing",
    "password guessing",
    "guessing passwords",
  ],
  summary: "The password of one user is tried again and again.",
  explanation:
    "Many wrong passwords for one user in a short time, from whatever addresses. A script or phone with an old password looks the same, and goes on for days.",
  thresholds: { having: [{ of: "failures", atLeast: 10 }], within: "PT10M" },
  fixed: "",
  found: "met many wrong passwords",
  takesBy: true,
  by: ["user"],
  logs: userLogs,
  reads: {
    where: [{ field: "errorCode", is: guessCodes }],
    fields: ["user", "ip", "country", "app", "errorCode", "status"],
  },
  finds: "bursts",
  find: (events, settings) => ({
    findings: findBursts(events, settings, {
      values: ["ip", "errorCode", "country", "app"],
      allFailed: true,
    }),
  }),
  aftermath: gotInFromThere,
} as const satisfies Hunt;
