import type { Hunt } from "./hunt.ts";
import { findNewcomers } from "./newcomers.ts";

/** After reprise99's Identity-ServicePrincipalSigninfromnewIP.kql, which forgets that an address is new for each principal. */
export const spNewIp = {
  name: "sp-new-ip",
  words: [
    "sp new ip",
    "sp new ips",
    "new ip for service principals",
    "new ips for service principals",
    "service principal new ip",
    "service principal from new ip",
    "service principals from new ips",
    "service principals from new addresses",
    "sp from new ip",
    "sps from new ips",
  ],
  summary: "A service principal signs in from an address that is new for it.",
  explanation:
    "A service principal and an address that were not seen together before: servers rarely move, stolen secrets do.",
  thresholds: { baseline: "P30D" },
  fixed: "seen together for the first time",
  found: "not seen before",
  by: ["servicePrincipal", "ip"],
  logs: ["servicePrincipal"],
  reads: {
    where: [],
    fields: ["servicePrincipal", "ip", "country", "resource", "status", "errorCode"],
  },
  finds: "new",
  find: (events, settings) => findNewcomers(events, settings, ["country", "resource", "errorCode"]),
} as const satisfies Hunt;
