import { gotInFromThere } from "./entry.ts";
import { userLogs, type Hunt } from "./hunt.ts";
import { findNewcomers } from "./newcomers.ts";

/** After Elastic's first_time_seen_device_code_auth.toml: new for the user from that address. */
export const deviceCode = {
  name: "device-code",
  words: [
    "device code phishing",
    "device code hunt",
    "device code abuse",
    "device code attack",
    "device code attacks",
  ],
  summary: "A user signs in with a device code from an address that is new for that.",
  explanation:
    "Sign-ins with a device code by a user from an address where that user had none before: whoever enters a code that was sent gives away a session. Where the log has no protocol, nothing is found.",
  thresholds: { baseline: "P30D" },
  fixed: "a device code used there for the first time",
  found: "not seen with a device code before",
  by: ["user", "ip"],
  logs: userLogs,
  reads: {
    where: [{ field: "protocol", is: ["deviceCode"] }],
    fields: ["user", "ip", "country", "app", "managed", "status", "errorCode"],
  },
  finds: "new",
  find: (events, settings) => findNewcomers(events, settings, ["country", "app", "managed", "errorCode"]),
  aftermath: gotInFromThere,
} as const satisfies Hunt;
