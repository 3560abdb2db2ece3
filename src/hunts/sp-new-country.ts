import type { Hunt } from "./hunt.ts";
import { findNewcomers } from "./newcomers.ts";

/** After Azure-Sentinel's ServicePrincipalAuthenticationAttemptfromNewCountry.yaml, for each principal. */
export const spNewCountry = {
  name: "sp-new-country",
  words: [
    "sp new country",
    "sp new countries",
    "sp from new country",
    "sps from new countries",
    "new country for service principals",
    "new countries for service principals",
    "service principal new country",
    "service principal from new country",
    "service principals from new countries",
  ],
  summary: "A service principal signs in from a country that is new for it.",
  explanation:
    "A service principal and a country that were not seen together before: a stolen secret is used where the thief is. A cloud region that was added looks the same.",
  thresholds: { baseline: "P30D" },
  fixed: "seen together for the first time",
  found: "not seen before",
  by: ["servicePrincipal", "country"],
  logs: ["servicePrincipal"],
  reads: {
    where: [],
    fields: ["servicePrincipal", "country", "ip", "asn", "resource", "status", "errorCode"],
  },
  finds: "new",
  find: (events, settings) => findNewcomers(events, settings, ["ip", "asn", "resource", "errorCode"]),
} as const satisfies Hunt;
