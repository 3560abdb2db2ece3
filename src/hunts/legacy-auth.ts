import { userLogs, type Hunt } from "./hunt.ts";
import { findNewcomers } from "./newcomers.ts";

/** After Azure-Sentinel's LegacyAuthAttempt.yaml and reprise99's Identity-FirstTimeLegacyAuth.kql. */
export const legacyAuth = {
  name: "legacy-auth",
  words: [
    "new legacy auth",
    "new legacy authentication",
    "new legacy clients",
    "first legacy auth",
    "first time legacy auth",
    "legacy auth for the first time",
    "legacy auth abuse",
  ],
  summary: "A user gets in with a legacy client that is new for them.",
  explanation:
    "Successes with a legacy protocol that the user had not used before: it asks for no second factor, so a guessed password is enough. A scanner or mail program that was just set up looks the same.",
  thresholds: { baseline: "P30D" },
  fixed: "a success with a legacy client for the first time",
  found: "not seen before",
  by: ["user", "clientApp"],
  logs: userLogs,
  reads: {
    where: [
      { field: "status", is: ["success"] },
      { field: "clientKind", is: ["legacy"] },
    ],
    fields: ["user", "clientApp", "ip", "country", "app", "status", "errorCode"],
  },
  finds: "new",
  find: (events, settings) => findNewcomers(events, settings, ["ip", "country", "app"]),
} as const satisfies Hunt;
