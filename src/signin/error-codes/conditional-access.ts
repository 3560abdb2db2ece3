import type { Entry } from "./error-code.ts";

/** A policy refused. */
export const conditionalAccess: readonly Entry[] = [
  {
    code: 50005,
    name: "DevicePolicyError",
    meaning: "The platform of the device is not supported by the device policy.",
    cause: "An unknown operating system or user agent under a policy that is based on devices.",
    remedy: "Have a supported platform used, or adjust the policy's condition on device platforms.",
    passwordAccepted: true,
    attack: "medium",
    attackHint: "Attackers forge user agents to slip past conditions on platforms.",
    documentation:
      "https://learn.microsoft.com/entra/identity/conditional-access/troubleshoot-conditional-access",
  },
  {
    code: 50131,
    name: "ConditionalAccessFailed",
    meaning: "Conditional Access refused over the device's state, suspicious activity or another policy.",
    cause: "One code for several reasons; only the failure reason tells them apart.",
    remedy:
      "Read the failure reason and the sign-in's Conditional Access tab, then fix the device or the policy named there.",
    attack: "medium",
    attackHint: "Take it seriously if the failure reason speaks of suspicious activity.",
    readAlso: "status.failureReason",
    documentation:
      "https://learn.microsoft.com/entra/identity/conditional-access/troubleshoot-conditional-access",
  },
  {
    code: 53003,
    name: "BlockedByConditionalAccess",
    meaning: "A Conditional Access policy blocked access.",
    cause:
      "A place, platform, risk or legacy client that the policy shuts out, or a required control that was missing.",
    remedy:
      "On the sign-in's Conditional Access tab, see which policy and condition; fix the device, place or policy; test with What If.",
    passwordAccepted: true,
    attack: "medium",
    attackHint: "The first factor was accepted: investigate if the place or the client is strange.",
    readAlso: "appliedConditionalAccessPolicies",
    documentation:
      "https://learn.microsoft.com/entra/identity/conditional-access/troubleshoot-conditional-access",
  },
  {
    code: 530031,
    meaning: "A classic policy or a risk policy refused the token.",
    cause: "An old-style Conditional Access policy, or a risk policy of ID Protection.",
    remedy:
      "Check the sign-in's Conditional Access tab and Risky users; replace classic policies with current ones.",
    attack: "medium",
    attackHint: "If risk was the reason, investigate the user.",
    documentation:
      "https://learn.microsoft.com/entra/identity/conditional-access/troubleshoot-conditional-access",
  },
  {
    code: 530032,
    name: "BlockedByConditionalAccessOnSecurityPolicy",
    meaning: "A security policy of the tenant blocked the sign-in.",
    cause: "A policy for the whole tenant or one based on risk; sometimes user risk in the home tenant.",
    remedy: "Read the failure reason, then check Risky users and the sign-in's Conditional Access tab.",
    attack: "medium",
    attackHint: "If risk was the reason, treat the account as possibly compromised.",
    readAlso: "status.failureReason",
    documentation:
      "https://learn.microsoft.com/entra/id-protection/howto-identity-protection-remediate-unblock",
  },
  {
    code: 530033,
    name: "BlockedByConditionalAccessForRemoteDeviceFlow",
    meaning: "Device code sign-in was blocked because a policy must know the device.",
    cause: "The device code flow cannot prove the state of a device.",
    remedy:
      "Have the user sign in interactively; keep the device code flow blocked for all who do not need it.",
    attack: "medium",
    attackHint: "It can be a device code phishing attempt that the policy stopped.",
    documentation:
      "https://learn.microsoft.com/entra/identity/conditional-access/concept-authentication-flows",
  },
  {
    code: 530035,
    name: "BlockedBySecurityDefaults",
    meaning: "Security defaults blocked the sign-in.",
    cause: "Legacy authentication, or a request that security defaults consider unsafe.",
    remedy: "Have a modern client used; plan Conditional Access policies if you need exceptions.",
    attack: "medium",
    attackHint: "Legacy protocols are a common road for password spray.",
    documentation: "https://learn.microsoft.com/entra/fundamentals/security-defaults",
  },
  {
    code: 530084,
    meaning: "Token protection refused a token that is not bound to the device.",
    cause: "The app or the device does not support bound tokens.",
    remedy: "Have a supported client and device used, or exclude the app from the token protection policy.",
    attack: "medium",
    attackHint: "A stolen token replayed on another device looks the same.",
    documentation: "https://learn.microsoft.com/entra/identity/conditional-access/concept-token-protection",
  },
];
