import type { Entry } from "./error-code.ts";

/** Microsoft rates the user or the sign-in as risky. */
export const identityRisk: readonly Entry[] = [
  {
    code: 50135,
    name: "PasswordChangeCompromisedPassword",
    meaning: "The user must change the password because the account is considered at risk.",
    cause: "A user risk policy reacted to signs of compromise.",
    remedy:
      "In Risky users, investigate, reset the password, then confirm the compromise or dismiss the risk.",
    attack: "high",
    attackHint: "Microsoft rates this user as risky: look at the risk detections.",
    documentation:
      "https://learn.microsoft.com/entra/id-protection/howto-identity-protection-remediate-unblock",
  },
  {
    code: 50142,
    meaning: "A Conditional Access policy demands a change of password.",
    cause: "User risk reached the level at which the policy asks for a new password.",
    remedy:
      "Investigate in Risky users, as for 50135; for synchronised users check that password writeback works.",
    attack: "high",
    attackHint: "The demand usually follows user risk: look at the risk detections.",
    documentation:
      "https://learn.microsoft.com/entra/id-protection/howto-identity-protection-remediate-unblock",
  },
  {
    code: 53004,
    name: "ProofUpBlockedDueToRisk",
    meaning: "Registering for MFA was blocked because the sign-in looks suspicious.",
    cause: "Someone tried to register from a risky or unfamiliar place.",
    remedy: "Verify the user, then have them register from a trusted place or with a Temporary Access Pass.",
    attack: "high",
    attackHint: "An intruder may be trying to register a second factor of their own.",
    readAlso: "status.failureReason",
    documentation:
      "https://learn.microsoft.com/entra/id-protection/howto-identity-protection-remediate-unblock",
  },
  {
    code: 53011,
    name: "ProofUpBlockedDueToUserRisk",
    meaning: "The user is blocked because their home tenant rates them as risky.",
    cause: "User risk, often of a guest.",
    remedy:
      "Ask the administrators of the home tenant to investigate and remediate the user; access then returns.",
    attack: "high",
    attackHint: "A compromised partner account may be trying to reach your tenant.",
    documentation:
      "https://learn.microsoft.com/entra/id-protection/howto-identity-protection-remediate-unblock",
  },
  {
    code: 530034,
    name: "DelegatedAdminBlockedDueToSuspiciousActivity",
    meaning: "A partner's delegated administrator was blocked as risky in their own tenant.",
    cause: "Suspicious activity of the partner's account.",
    remedy:
      "Have the partner remediate the account; review which delegated admin access the partner holds here.",
    attack: "high",
    attackHint: "A compromised partner administrator is a way into your tenant.",
    documentation:
      "https://learn.microsoft.com/entra/id-protection/howto-identity-protection-remediate-unblock",
  },
];
