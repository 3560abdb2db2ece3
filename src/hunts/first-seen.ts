import { userLogs, type Hunt } from "./hunt.ts";
import { findNewcomers } from "./newcomers.ts";

/** After Azure-Sentinel's new_locations_azuread_signin.yaml and its kin, for any field. */
export const firstSeen = {
  name: "first-seen",
  words: ["new countries", "new apps", "ips never seen before", "first seen countries"],
  summary: "Countries, addresses, apps, user agents … that were not there before.",
  explanation:
    "Values that the range has and the time before it has not, in all that the question is about; of two fields, combinations that are new.",
  thresholds: { baseline: "P30D" },
  fixed: "seen for the first time",
  found: "not seen before",
  takesBy: true,
  by: ["country"],
  logs: userLogs,
  reads: { where: [], fields: ["user", "status", "errorCode", "ip", "country", "app"] },
  finds: "new",
  find: (events, settings) => findNewcomers(events, settings, ["user", "ip", "country", "app"]),
} as const satisfies Hunt;
