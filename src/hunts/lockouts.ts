import { findBursts } from "./burst-findings.ts";
import { lockedCodes } from "./codes.ts";
import { gotInFromOwnAddress } from "./entry.ts";
import { userLogs, type Hunt } from "./hunt.ts";

/** After Elastic's credential_access_entra_id_excessive_account_lockouts.toml, with a lower threshold. */
export const lockouts = {
  name: "lockouts",
  words: [
    "lockout wave",
    "lockout waves",
    "wave of lockouts",
    "waves of lockouts",
    "mass lockout",
    "mass lockouts",
    "lockout storm",
    "many lockouts",
    "many accounts locked out",
    "several accounts locked out",
  ],
  summary: "Several accounts are locked out in a short time.",
  explanation:
    "Entra ID refused several users before it judged their passwords: after many wrong ones, or because of the address, as the failure reason tells. A service with the old passwords of many looks the same; by ip says which address does it.",
  thresholds: { having: [{ of: "user", atLeast: 5 }], within: "PT30M" },
  fixed: "",
  found: "with several accounts locked out",
  takesBy: true,
  by: [],
  logs: userLogs,
  reads: {
    where: [{ field: "errorCode", is: lockedCodes }],
    fields: ["user", "ip", "country", "app", "status", "errorCode", "userAgent"],
  },
  finds: "bursts",
  find: (events, settings) => ({
    findings: findBursts(events, settings, {
      values: ["ip", "country", "app", "userAgent"],
      allFailed: true,
    }).map((finding) => ({
      ...finding,
      evidence: [
        { kind: "count", of: "failures", count: finding.events.length } as const,
        ...finding.evidence,
      ],
    })),
  }),
  aftermath: gotInFromOwnAddress,
} as const satisfies Hunt;
