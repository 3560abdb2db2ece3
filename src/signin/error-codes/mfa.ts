import { codeList, type Entry } from "./error-code.ts";

/** A second factor was asked for, registered, failed or not allowed. */
export const mfa: readonly Entry[] = [
  {
    code: 50072,
    name: "UserStrongAuthEnrollmentRequiredInterrupt",
    meaning: "The user must register a second factor before going on.",
    cause: "It is the first sign-in since MFA was required of this user.",
    remedy:
      "Have the user register under Security info, with a Temporary Access Pass if stuck; check who registered what.",
    passwordAccepted: true,
    attack: "medium",
    attackHint:
      "Someone who knows the password could register a factor of their own: look for new methods in the audit log.",
    documentation:
      "https://learn.microsoft.com/entra/identity/authentication/concept-registration-mfa-sspr-combined",
  },
  {
    code: 50074,
    name: "UserStrongAuthClientAuthNRequiredInterrupt",
    meaning: "MFA was required and has not been passed yet.",
    cause: "A policy asked for it, and the user walked away, failed, or used a client that cannot prompt.",
    remedy:
      "Look for a success with the same correlation ID. If there is none, have the user finish MFA, or fix the method or the client.",
    passwordAccepted: true,
    attack: "medium",
    attackHint:
      "Without a later success and from a strange address, the password may be known to someone else.",
    readAlso: "correlationId",
    documentation: "https://learn.microsoft.com/entra/architecture/security-operations-user-accounts",
  },
  {
    code: 50076,
    name: "UserStrongAuthClientAuthNRequired",
    meaning: "MFA is needed here, and this request could not prompt for it.",
    cause:
      "A new policy or place, a silent renewal of a token, or a script that signs in with a user's password.",
    remedy: "Have the user sign in interactively; move scripts to an app registration or a managed identity.",
    passwordAccepted: true,
    attack: "medium",
    attackHint: "From a strange address it means that the password was accepted there.",
    documentation: codeList,
  },
  {
    code: 50079,
    name: "UserStrongAuthEnrollmentRequired",
    meaning: "The user must register for MFA, or the federated identity provider must vouch for it.",
    cause: "No method is registered, or AD FS sends no MFA claim.",
    remedy:
      "Have the user register a method; for federated domains, correct the rule that issues the MFA claim.",
    passwordAccepted: true,
    attack: "medium",
    attackHint: "The password was accepted: make sure that the user and nobody else registers the method.",
    documentation:
      "https://learn.microsoft.com/entra/identity/authentication/concept-registration-mfa-sspr-combined",
  },
  {
    code: 50181,
    name: "InvalidOneTimePasscode",
    meaning: "The one-time passcode was wrong.",
    cause: "A mistyped code, for example one sent to a guest by e-mail.",
    remedy: "Have the user ask for a new code and try again.",
    attack: "low",
    attackHint: "Many misses can be someone guessing codes.",
    documentation: codeList,
  },
  {
    code: 50182,
    name: "ExpiredOneTimePasscode",
    meaning: "The one-time passcode had expired.",
    cause: "The code was entered too late.",
    remedy: "Have the user ask for a new code.",
    attack: "none",
    documentation: codeList,
  },
  {
    code: 50203,
    name: "AuthenticatorAppRegistrationRequiredInterrupt",
    meaning: "The user was asked to set up Microsoft Authenticator and may postpone it.",
    cause: "A registration campaign is running in the tenant.",
    remedy:
      "Have the user register or postpone; adjust the campaign in Authentication methods if it disturbs.",
    attack: "none",
    documentation:
      "https://learn.microsoft.com/entra/identity/authentication/concept-registration-mfa-sspr-combined",
  },
  {
    code: 53010,
    name: "ProofUpBlockedDueToSecurityInfoAcr",
    meaning:
      "Security info may be registered only from certain places or devices, and this was none of them.",
    cause: "A Conditional Access policy guards the registration of security info.",
    remedy: "Have the user register from a trusted network or device, or issue a Temporary Access Pass.",
    attack: "medium",
    attackHint: "Someone who knows the password may be trying to add a factor of their own.",
    documentation:
      "https://learn.microsoft.com/entra/identity/conditional-access/policy-all-users-security-info-registration",
  },
  {
    code: 130500,
    name: "PhoneSignInBlockedByUserCredentialPolicy",
    meaning: "Phone sign-in with Authenticator is not allowed for this user.",
    cause: "The policy for authentication methods leaves the user out.",
    remedy: "In Authentication methods, Policies, allow it for the user, or have another method used.",
    attack: "low",
    documentation:
      "https://learn.microsoft.com/entra/identity/authentication/concept-authentication-methods-manage",
  },
  {
    code: 130502,
    name: "AccessPassBlockedByPolicy",
    meaning: "A Temporary Access Pass is not allowed for this user.",
    cause: "The policy for authentication methods leaves the user out.",
    remedy:
      "In Authentication methods, Policies, add the user to Temporary Access Pass, or have another method used.",
    attack: "low",
    documentation:
      "https://learn.microsoft.com/entra/identity/authentication/howto-authentication-temporary-access-pass",
  },
  {
    code: 130503,
    name: "InvalidAccessPass",
    meaning: "The Temporary Access Pass was wrong.",
    cause: "A mistyped pass.",
    remedy: "Have the user type it again, or issue a new one on the user's Authentication methods page.",
    attack: "low",
    attackHint: "Many misses can be someone guessing a pass.",
    documentation:
      "https://learn.microsoft.com/entra/identity/authentication/howto-authentication-temporary-access-pass",
  },
  {
    code: 135016,
    name: "FidoBlockedByPolicy",
    meaning: "Sign-in with this security key or passkey is disabled by policy.",
    cause: "Passkeys are off for the user, or the policy shuts out this model of key.",
    remedy:
      "In Authentication methods, Policies, allow the user and the key model for passkeys, or have another method used.",
    attack: "none",
    documentation:
      "https://learn.microsoft.com/entra/identity/authentication/concept-authentication-passkeys-fido2",
  },
  {
    code: 500121,
    name: "AuthenticationFailedSasError",
    meaning: "The user did not pass the second factor, or left it unanswered.",
    cause: "The prompt was declined, timed out, reported as fraud, or answered with a wrong code or number.",
    remedy:
      "Ask the user whether they tried. If so, fix the method; if not, reset the password, revoke sessions and review the methods.",
    attack: "high",
    attackHint:
      "Several in a row suggest MFA fatigue; a decline or fraud report suggests that someone else knows the password.",
    readAlso: "status.additionalDetails",
    documentation:
      "https://learn.microsoft.com/entra/identity/monitoring-health/howto-troubleshoot-sign-in-errors",
  },
];
