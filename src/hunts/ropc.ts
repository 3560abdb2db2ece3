import { acceptedCodes } from "./codes.ts";
import { userLogs, type Hunt } from "./hunt.ts";
import { findNewcomers } from "./newcomers.ts";

/** After Panther's azure_ropc_login_no_mfa, with what a user is known to do left out. */
export const ropc = {
  name: "ropc",
  words: [
    "ropc abuse",
    "ropc hunt",
    "ropc attack",
    "ropc attacks",
    "new ropc",
    "new ropc sign-ins",
    "passwords sent by apps",
    "apps that send passwords",
  ],
  summary: "An app sends a user's password by the ROPC protocol for the first time.",
  explanation:
    "The resource owner password flow hands over a password without a page, so that no MFA can be asked for: scripts of attackers use it, and old mail programs and backups. Where the log has no protocol, nothing is found.",
  thresholds: { baseline: "P30D" },
  fixed: "an accepted password by the ROPC protocol, for the first time",
  found: "not seen with the ROPC protocol before",
  takesBy: true,
  by: ["user", "app"],
  logs: userLogs,
  reads: {
    where: [
      { field: "protocol", is: ["ropc"] },
      { field: "errorCode", is: ["0", ...acceptedCodes] },
    ],
    fields: ["user", "app", "ip", "country", "userAgent", "status", "errorCode"],
  },
  finds: "new",
  find: (events, settings) => findNewcomers(events, settings, ["ip", "country", "userAgent", "errorCode"]),
} as const satisfies Hunt;
