import { codeList, type Entry } from "./error-code.ts";

/** Faults on Microsoft's side. */
export const service: readonly Entry[] = [
  {
    code: 50000,
    name: "TokenIssuanceError",
    meaning: "The token could not be issued.",
    cause: "A fault of the service, or of the claims that the app is set up to receive.",
    remedy:
      "Have the user try again; check the app's token configuration; open a support request if it persists.",
    attack: "none",
    documentation:
      "https://learn.microsoft.com/troubleshoot/entra/entra-id/app-integration/error-code-aadsts50000-issuing-token-sign-in-service",
  },
  {
    code: 50087,
    name: "SasRetryableError",
    meaning: "The MFA service had a passing fault.",
    cause: "A fault on Microsoft's side.",
    remedy: "Have the user try again; look at Service health if many users are affected.",
    attack: "none",
    documentation: codeList,
  },
  {
    code: 90024,
    name: "RequestBudgetExceededError",
    meaning: "A passing fault: the request used up its budget inside Entra ID.",
    cause: "A fault on Microsoft's side.",
    remedy: "Have the user try again; look at Service health if many users are affected.",
    attack: "none",
    documentation: "https://learn.microsoft.com/entra/fundamentals/how-to-get-support",
  },
  {
    code: 90025,
    meaning: "An internal service of Microsoft used up its retries.",
    cause: "A fault on Microsoft's side.",
    remedy: "Have the user try again; look at Service health if many users are affected.",
    attack: "none",
    documentation:
      "https://learn.microsoft.com/entra/identity/monitoring-health/howto-troubleshoot-sign-in-errors",
  },
  {
    code: 90033,
    name: "MsodsServiceUnavailable",
    meaning: "The directory service was unavailable for a moment.",
    cause: "A fault on Microsoft's side.",
    remedy: "Have the user try again; look at Service health if many users are affected.",
    attack: "none",
    documentation: "https://learn.microsoft.com/entra/fundamentals/how-to-get-support",
  },
  {
    code: 1100000,
    meaning: "A fault that Microsoft does not specify and that trying again does not mend.",
    cause: "Often the sign-in of a workload: a managed identity or a service principal.",
    remedy: "Check the configuration of the workload; open a support request that names the correlation ID.",
    attack: "none",
    documentation: "https://learn.microsoft.com/entra/fundamentals/how-to-get-support",
  },
];
