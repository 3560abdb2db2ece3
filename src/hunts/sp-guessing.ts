import { findBursts } from "./burst-findings.ts";
import { wrongSecret } from "./codes.ts";
import { gotInFromThere } from "./entry.ts";
import type { Hunt } from "./hunt.ts";

/** What brute-force is for users, from one address: nobody else has a reason to send secrets. */
export const spGuessing = {
  name: "sp-guessing",
  words: [
    "sp guessing",
    "secret guessing",
    "guessing secrets",
    "guessed secrets",
    "client secret guessing",
    "secret brute force",
    "brute forced secrets",
    "sp brute force",
    "service principal brute force",
    "many wrong secrets",
  ],
  summary: "Wrong secrets of one service principal come from one address again and again.",
  explanation:
    "Many wrong client secrets in a short time: somebody tries those that they have found. A deployment with a mistake in its settings does the same, and goes on for days.",
  thresholds: { having: [{ of: "failures", atLeast: 10 }], within: "PT1H" },
  fixed: "with a wrong secret",
  found: "with many wrong secrets",
  by: ["servicePrincipal", "ip"],
  logs: ["servicePrincipal"],
  reads: {
    where: [{ field: "errorCode", is: [wrongSecret] }],
    fields: ["servicePrincipal", "ip", "country", "resource", "errorCode", "status"],
  },
  finds: "bursts",
  find: (events, settings) => ({
    findings: findBursts(events, settings, { values: ["country", "resource"], allFailed: true }),
  }),
  aftermath: {
    ...gotInFromThere,
    whom: "servicePrincipal",
    where: [{ field: "status", is: ["success"] }],
    fields: ["servicePrincipal", "ip", "status", "errorCode"],
  },
} as const satisfies Hunt;
