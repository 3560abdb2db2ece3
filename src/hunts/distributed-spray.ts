import { findBursts } from "./burst-findings.ts";
import { guessCodes } from "./codes.ts";
import { userLogs, type Event, type Findings, type Hunt, type Settings } from "./hunt.ts";
import { amongStrangers, notOwnAddresses } from "./strangers.ts";

/** After Splunk's "Azure AD multi-source failed authentications spike", without the people who mistype. */
export const distributedSpray = {
  name: "distributed-spray",
  words: [
    "distributed spray",
    "distributed sprays",
    "distributed spraying",
    "distributed password spray",
    "distributed password sprays",
    "distributed password spraying",
    "spray from many addresses",
    "spray from many ips",
    "botnet spray",
  ],
  summary: "One user agent tries the passwords of many users from many addresses.",
  explanation:
    "Wrong passwords of many users from as many addresses with one user agent: a spray that rents its addresses. A common browser on a busy morning looks alike, but its people get in soon after; a tool that changes its user agent is not seen.",
  thresholds: {
    having: [
      { of: "user", atLeast: 20 },
      { of: "ip", atLeast: 20 },
    ],
    within: "PT30M",
  },
  fixed: notOwnAddresses,
  found: "tried the passwords of many users from many addresses",
  by: ["userAgent"],
  logs: userLogs,
  reads: {
    where: [{ field: "errorCode", is: guessCodes }],
    fields: ["user", "ip", "country", "app", "errorCode", "status", "userAgent"],
  },
  finds: "bursts",
  find,
  aftermath: amongStrangers(find),
} as const satisfies Hunt;

function find(events: readonly Event[], settings: Settings): Findings {
  return {
    findings: findBursts(events, settings, { values: ["errorCode", "country", "app"], allFailed: true }),
  };
}
