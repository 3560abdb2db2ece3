import { codeList, type Entry } from "./error-code.ts";

/** The password, or the pair of name and password, was wrong. */
export const badPassword: readonly Entry[] = [
  {
    code: 50054,
    name: "InvalidPasswordLastPasswordUsed",
    meaning: "The user's previous password was sent instead of the current one.",
    cause: "A person or a device still uses the password from before the last change.",
    remedy: "Have the user update the password saved on phones, in mail clients and on mapped drives.",
    attack: "none",
    documentation: "https://learn.microsoft.com/entra/fundamentals/users-reset-password-azure-portal",
  },
  {
    code: 50056,
    name: "InvalidPasswordNullPassword",
    meaning: "The account has no password that Entra ID could check, or none was sent.",
    cause:
      "The password hash was never synchronised, or a passwordless or federated account met the password form.",
    remedy:
      "In Users, check the account's sign-in methods and hash sync; set or reset the password if it should have one.",
    attack: "low",
    attackHint: "A password sprayer learns from this answer that the account exists.",
    documentation: codeList,
  },
  {
    code: 50064,
    name: "CredentialAuthenticationError",
    meaning: "The check of user name and password failed.",
    cause: "A wrong name or password, often sent over a legacy protocol or through federation.",
    remedy:
      "Treat it like 50126: check how often it happens, from which addresses and client apps, then replace the saved password.",
    attack: "medium",
    attackHint: "Many of them from one address or against one user suggest guessing.",
    documentation: codeList,
  },
  {
    code: 50126,
    name: "InvalidUserNameOrPassword",
    meaning: "The user name or the password was wrong.",
    cause:
      "A typing mistake, an old password saved in a phone, script or service, or a name that differs on-premises.",
    remedy:
      "Check the user's client apps and addresses, replace saved passwords, and reset the password if the user no longer knows it.",
    attack: "medium",
    attackHint:
      "Many users from one address suggest password spray; many tries on one user, brute force. One row alone proves nothing.",
    documentation: "https://learn.microsoft.com/entra/architecture/security-operations-user-accounts",
  },
  {
    code: 50193,
    name: "InvalidPassword",
    meaning: "The password was rejected.",
    cause: "A wrong password; Microsoft treats the code as internal and says no more.",
    remedy: "Handle it like 50126: look at the count, the addresses and the client apps.",
    attack: "medium",
    attackHint: "Many of them from one address or against one user suggest guessing.",
    documentation: codeList,
  },
  {
    code: 120000,
    name: "PasswordChangeIncorrectCurrentPassword",
    meaning: "The current password was wrong while the user was changing it.",
    cause: "A typing mistake on the page for changing the password.",
    remedy: "Have the user try again, or use self-service password reset.",
    attack: "low",
    attackHint: "Repeated misses can be a stranger in an open session who does not know the password.",
    documentation: "https://learn.microsoft.com/entra/identity/authentication/concept-sspr-howitworks",
  },
];
