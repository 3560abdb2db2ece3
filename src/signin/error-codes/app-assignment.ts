import type { Entry } from "./error-code.ts";

/** The app is only for users who are assigned to it. */
export const appAssignment: readonly Entry[] = [
  {
    code: 50105,
    name: "EntitlementGrantsNotFound",
    meaning: "The user is not assigned to the app.",
    cause: "The app lets only assigned users in.",
    remedy:
      "In Enterprise applications, Users and groups, add the user or a group, or switch off Assignment required.",
    passwordAccepted: true,
    attack: "medium",
    attackHint: "Many different apps in a short time suggest someone who explores what is open.",
    documentation:
      "https://learn.microsoft.com/troubleshoot/entra/entra-id/app-integration/error-code-aadsts50105-user-not-assigned-role",
  },
];
