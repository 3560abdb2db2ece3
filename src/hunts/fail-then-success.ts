import { followedByEntry } from "./after.ts";
import { findBursts } from "./burst-findings.ts";
import { guessCodes } from "./codes.ts";
import { userLogs, type Hunt } from "./hunt.ts";

/** After Azure-Sentinel's SigninBruteForce-AzurePortal.yaml, for every application. */
export const failThenSuccess = {
  name: "fail-then-success",
  words: [
    "fail then success",
    "failed then success",
    "failed then succeeded",
    "failed then successful",
    "failures then success",
    "failures then successes",
    "failure then success",
    "fails then success",
    "failures followed by success",
    "failures followed by a success",
    "failed then got in",
    "success after failures",
    "succeeded after failing",
    "then a success",
    "then success",
    "then a successful sign-in",
    "then succeeded",
    "then got in",
    "followed by a success",
    "followed by success",
    "followed by a successful sign-in",
    "success after many failures",
  ],
  summary: "Many wrong passwords of one user, then a success.",
  explanation:
    "A user gets in right after many wrong passwords: somebody who remembered the password, or somebody who guessed it. From an address that had failed, compare it with the user's usual ones.",
  thresholds: { having: [{ of: "failures", atLeast: 10 }], within: "PT1H" },
  fixed: "followed by a success within the same time",
  found: "got in after many wrong passwords",
  by: ["user"],
  logs: userLogs,
  reads: {
    where: [{ field: "errorCode", is: guessCodes }],
    fields: ["user", "ip", "country", "app", "errorCode", "status"],
  },
  finds: "bursts",
  find: (events, settings) => ({
    findings: findBursts(events, settings, {
      values: ["ip", "errorCode", "country"],
      allFailed: true,
    }),
  }),
  aftermath: {
    where: [{ field: "status", is: ["success"] }],
    fields: ["user", "ip", "city", "country", "status", "errorCode"],
    source: "any",
    length: "within",
    judge: followedByEntry("then in"),
  },
} as const satisfies Hunt;
