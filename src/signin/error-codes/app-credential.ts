import { codeList, type Entry } from "./error-code.ts";

/** The secret, certificate or assertion of an app was not accepted. */
export const appCredential: readonly Entry[] = [
  {
    code: 50012,
    name: "AuthenticationFailed",
    meaning: "A certificate or an assertion of the client or user was not accepted.",
    cause: "The certificate is not authorised, or the assertion is faulty.",
    remedy: "Check the mapping and validity of the certificate, then the contents of the assertion.",
    attack: "medium",
    attackHint: "Repeated failures can be someone trying a certificate that is not theirs.",
    documentation: codeList,
  },
  {
    code: 70021,
    meaning: "No federated credential of the app matches the token that was presented.",
    cause: "Issuer, subject or audience differ, for example another repository or branch.",
    remedy:
      "In App registrations, Certificates and secrets, compare the federated credentials with the token's claims.",
    attack: "medium",
    attackHint: "Another repository or branch may be trying to act as this app.",
    documentation: codeList,
  },
  {
    code: 700024,
    meaning: "The client assertion was used before or after the time it is valid.",
    cause: "A wrong clock, or an assertion that was kept too long.",
    remedy: "Correct the clock of the workload, and have it build a new assertion in time.",
    attack: "low",
    documentation: "https://learn.microsoft.com/entra/identity-platform/certificate-credentials",
  },
  {
    code: 700027,
    meaning: "The signature of the client assertion was not accepted.",
    cause: "The certificate is not registered for the app, or the wrong key signed.",
    remedy:
      "In App registrations, Certificates and secrets, upload the certificate, or sign with the right key.",
    attack: "medium",
    attackHint: "Someone may be trying to act as the app with a key of their own.",
    documentation: "https://learn.microsoft.com/entra/identity-platform/certificate-credentials",
  },
  {
    code: 7000215,
    meaning: "The client secret is wrong.",
    cause: "The ID of the secret was used instead of its value, or the secret is an old one.",
    remedy:
      "Give the workload the right secret value and rotate it if in doubt; prefer a certificate or a managed identity.",
    attack: "medium",
    attackHint: "Someone may be guessing secrets or trying a stolen old one: check the address.",
    documentation: codeList,
  },
  {
    code: 7000218,
    meaning: "The request carried neither a client secret nor an assertion.",
    cause: "A confidential app was used like a public client.",
    remedy:
      "Have the app send a credential, or allow public client flows in App registrations, Authentication.",
    attack: "low",
    documentation:
      "https://learn.microsoft.com/troubleshoot/entra/entra-id/app-integration/confidential-client-application-authentication-error-aadsts7000218",
  },
  {
    code: 7000222,
    name: "InvalidClientSecretExpiredKeysProvided",
    meaning: "The client secret has expired.",
    cause: "The secret passed its end date.",
    remedy:
      "In App registrations, Certificates and secrets, add a new secret or certificate, and watch the end dates.",
    attack: "low",
    documentation: "https://learn.microsoft.com/entra/identity-platform/certificate-credentials",
  },
];
