import type { Entry } from "./error-code.ts";

/** The account exists and may not sign in, always or at this hour. */
export const disabled: readonly Entry[] = [
  {
    code: 50057,
    name: "UserDisabled",
    meaning: "The user's account is disabled.",
    cause: "Someone left or was suspended, or the account was disabled in Active Directory and synchronised.",
    remedy:
      "See in the audit log who disabled it. Enable it only if it should be active; otherwise stop the client that keeps trying.",
    passwordAccepted: true,
    attack: "medium",
    attackHint: "Someone may be using the account of a person who left, perhaps with the right password.",
    documentation:
      "https://learn.microsoft.com/troubleshoot/entra/entra-id/app-integration/error-code-aadsts50057-user-account-is-disabled",
  },
  {
    code: 80012,
    name: "OnPremisePasswordValidationAccountLogonInvalidHours",
    meaning: "The sign-in came outside the logon hours that Active Directory allows the user.",
    cause: "Logon hours are restricted on the on-premises account.",
    remedy:
      "In Active Directory, check Logon Hours on the Account tab; widen them if the work is legitimate.",
    attack: "medium",
    attackHint: "An unusual hour, perhaps with the right password: confirm with the user.",
    documentation:
      "https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-pass-through-authentication",
  },
  {
    code: 500571,
    name: "GuestUserDisabled",
    meaning: "The guest's account is disabled in this tenant.",
    cause: "An administrator or an access review blocked the guest here.",
    remedy: "In Users, enable the guest if access is still wanted; otherwise remove the account.",
    attack: "low",
    attackHint: "A guest whose work has ended should no longer be trying.",
    documentation:
      "https://learn.microsoft.com/troubleshoot/entra/entra-id/app-integration/error-code-aadsts500571-guest-user-account-is-disabled",
  },
];
