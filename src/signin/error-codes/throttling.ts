import { codeList, type Entry } from "./error-code.ts";

/** Too many requests. */
export const throttling: readonly Entry[] = [
  {
    code: 50088,
    meaning: "The limit of phone calls or text messages for MFA was reached.",
    cause: "Many phone challenges in a short time, possibly toll fraud.",
    remedy: "Wait, and move users to Authenticator or passkeys in Authentication methods.",
    attack: "medium",
    attackHint: "Fraudsters earn from triggered text messages: check who triggers them.",
    documentation:
      "https://learn.microsoft.com/entra/identity/authentication/concept-authentication-methods-manage",
  },
  {
    code: 50196,
    name: "LoopDetected",
    meaning: "The client asked for the same thing over and over and was stopped.",
    cause: "The app does not keep its tokens.",
    remedy: "Have the developer or the vendor fix how the app caches tokens.",
    attack: "low",
    documentation: codeList,
  },
  {
    code: 90055,
    name: "TenantThrottlingError",
    meaning: "The tenant sent too many requests and was slowed down.",
    cause: "A misbehaving app floods Entra ID.",
    remedy: "Find the noisy app in the sign-in logs, and stop or fix it.",
    attack: "medium",
    attackHint: "A flood can be an attack: check the addresses it comes from.",
    documentation: codeList,
  },
  {
    code: 500881,
    meaning: "The limit of phone calls or text messages was reached, and the app was suggested instead.",
    cause: "Many phone challenges in a short time, possibly toll fraud.",
    remedy: "Have the user set up Microsoft Authenticator, or wait.",
    attack: "medium",
    attackHint: "Fraudsters earn from triggered text messages: check who triggers them.",
    documentation:
      "https://learn.microsoft.com/entra/identity/authentication/concept-authentication-methods-manage",
  },
];
