import { followedByEntry } from "./after.ts";
import { findBursts } from "./burst-findings.ts";
import { expiredSecret, wrongSecret } from "./codes.ts";
import type { Hunt } from "./hunt.ts";

/** After reprise99's Identity-ServicePrincipalExpiredSecret.kql, with wrong secrets as well. */
export const spSecrets = {
  name: "sp-secrets",
  words: [
    "sp secrets",
    "sp with wrong and right secrets",
    "old and new secret",
    "old and new secrets",
    "wrong secrets then success",
    "wrong secret then success",
    "expired secret then success",
    "expired secrets then success",
    "wrong and right secrets",
    "expired and right secrets",
  ],
  summary: "A service principal comes with wrong or expired secrets, and gets in the same day.",
  explanation:
    "Secrets that are wrong or have expired, then a success: somebody tried what they had found. A secret that was replaced late, or on one of several servers only, looks the same.",
  thresholds: { having: [{ of: "failures", atLeast: 3 }], within: "P1D" },
  fixed: "with a wrong or expired secret, followed by a success within the same time",
  found: "got in after wrong or expired secrets",
  by: ["servicePrincipal"],
  logs: ["servicePrincipal"],
  reads: {
    where: [{ field: "errorCode", is: [wrongSecret, expiredSecret] }],
    fields: ["servicePrincipal", "ip", "country", "resource", "errorCode", "status"],
  },
  finds: "bursts",
  find: (events, settings) => ({
    findings: findBursts(events, settings, {
      values: ["errorCode", "ip", "country", "resource"],
      allFailed: true,
    }),
  }),
  aftermath: {
    whom: "servicePrincipal",
    where: [{ field: "status", is: ["success"] }],
    fields: ["servicePrincipal", "ip", "city", "country", "status", "errorCode"],
    source: "any",
    length: "within",
    judge: followedByEntry("then in"),
  },
} as const satisfies Hunt;
