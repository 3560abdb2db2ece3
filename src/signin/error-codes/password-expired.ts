import type { Entry } from "./error-code.ts";

/** The password must be changed, or was just being changed. */
export const passwordExpired: readonly Entry[] = [
  {
    code: 50055,
    name: "InvalidPasswordExpiredPassword",
    meaning: "The password was right but has expired, so the user must change it.",
    cause: "The password reached the age that the expiry policy allows.",
    remedy:
      "Let the user change it, or reset it in Users; give services an identity without an expiring password.",
    passwordAccepted: true,
    attack: "medium",
    attackHint: "Whoever sent it knew the password: check address and device if the user did not try.",
    documentation: "https://learn.microsoft.com/entra/fundamentals/users-reset-password-azure-portal",
  },
  {
    code: 50125,
    name: "PasswordResetRegistrationRequiredInterrupt",
    meaning: "The sign-in paused for a password reset, or to register details for one.",
    cause: "An administrator forced a reset, or self-service password reset wants contact details.",
    remedy: "Have the user finish the prompt at the next interactive sign-in.",
    attack: "none",
    documentation: "https://learn.microsoft.com/entra/identity/authentication/concept-sspr-howitworks",
  },
  {
    code: 50144,
    name: "InvalidPasswordExpiredOnPremPassword",
    meaning: "The password was right but has expired in the on-premises Active Directory.",
    cause: "The domain's expiry policy, with pass-through authentication or federation.",
    remedy:
      "Reset it in Active Directory, or turn on password writeback so that users can change it themselves.",
    passwordAccepted: true,
    attack: "medium",
    attackHint: "Whoever sent it knew the password: check address and device if the user did not try.",
    documentation:
      "https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-pass-through-authentication",
  },
  {
    code: 120002,
    name: "PasswordChangeInvalidNewPasswordWeak",
    meaning: "The new password was refused as too weak.",
    cause: "It breaks the password policy or stands on the list of banned passwords.",
    remedy:
      "Have the user choose a longer one; if it happens often, review Authentication methods, Password protection.",
    attack: "none",
    documentation: "https://learn.microsoft.com/entra/identity/authentication/concept-sspr-howitworks",
  },
];
