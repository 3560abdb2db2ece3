import { findBursts } from "./burst-findings.ts";
import { guessCodes } from "./codes.ts";
import { gotInFromThere } from "./entry.ts";
import { userLogs, type Hunt } from "./hunt.ts";

/** After Azure-Sentinel's SigninPasswordSpray.yaml, with every code that a guesser meets. */
export const passwordSpray = {
  name: "password-spray",
  words: [
    "password spray",
    "password sprays",
    "password spraying",
    "pwd spray",
    "pw spray",
    "spray",
    "sprays",
    "spraying",
    "sprayed",
    "spray attack",
  ],
  summary: "One address tries the passwords of many users.",
  explanation:
    "Wrong passwords, unknown, locked and disabled accounts of many users from one address. An office or a VPN can look like it; tools that change addresses show by user agent.",
  thresholds: { having: [{ of: "user", atLeast: 10 }], within: "PT1H" },
  fixed: "",
  found: "tried the passwords of many users",
  takesBy: true,
  by: ["ip"],
  logs: userLogs,
  reads: {
    where: [{ field: "errorCode", is: guessCodes }],
    fields: ["user", "ip", "country", "app", "errorCode", "status", "userAgent"],
  },
  finds: "bursts",
  find: (events, settings) => ({
    findings: findBursts(events, settings, {
      values: ["errorCode", "country", "app"],
      allFailed: true,
    }).map((finding) => ({
      ...finding,
      evidence: [
        ...finding.evidence,
        { kind: "count", of: "failures", count: finding.events.length } as const,
      ],
    })),
  }),
  aftermath: gotInFromThere,
} as const satisfies Hunt;
