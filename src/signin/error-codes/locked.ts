import type { Entry } from "./error-code.ts";

/** Refused before the password was judged. */
export const locked: readonly Entry[] = [
  {
    code: 50053,
    name: "IdsLocked",
    meaning:
      "Entra ID refused before judging the password: smart lockout, a malicious address, or a built-in risk block.",
    cause:
      "Many wrong passwords from people or stale devices, or an address that Microsoft distrusts, often over legacy protocols.",
    remedy:
      "Read the failure reason. Lockout: find the source, then wait or reset the password. Address or risk: confirm the user, retry from a known place.",
    attack: "high",
    attackHint: "Several locked users or foreign addresses strongly suggest password spray or brute force.",
    readAlso: "status.failureReason",
    documentation:
      "https://learn.microsoft.com/entra/id-protection/howto-identity-protection-remediate-unblock",
  },
];
