import { codeList, type Entry } from "./error-code.ts";

/** The app lacks consent. */
export const consent: readonly Entry[] = [
  {
    code: 52004,
    name: "DelegationDoesNotExistForLinkedIn",
    meaning: "The user has not agreed to share data with LinkedIn.",
    cause: "The optional connection of LinkedIn accounts.",
    remedy: "No action; turn LinkedIn account connections off in Users, User settings if they are unwanted.",
    attack: "none",
    documentation: codeList,
  },
  {
    code: 65001,
    name: "DelegationDoesNotExist",
    meaning: "Nobody has consented to this app's access to the resource.",
    cause: "A new app, or an app that asks for a new permission.",
    remedy:
      "Review the app and its permissions in Enterprise applications; grant admin consent, or let the user consent.",
    attack: "medium",
    attackHint: "An unknown app that wants mail or offline access may be consent phishing.",
    documentation:
      "https://learn.microsoft.com/entra/identity/enterprise-apps/application-sign-in-unexpected-user-consent-error",
  },
  {
    code: 65004,
    name: "UserDeclinedConsent",
    meaning: "The user refused to consent to the app.",
    cause: "The user cancelled on the page of permissions.",
    remedy:
      "If the app is trusted, explain and have the user retry; otherwise find out who sent the link and block the app.",
    attack: "medium",
    attackHint: "The user may have spotted a phishing app.",
    documentation:
      "https://learn.microsoft.com/entra/identity/enterprise-apps/application-sign-in-unexpected-user-consent-error",
  },
  {
    code: 90094,
    name: "AdminConsentRequired",
    meaning: "The app needs the consent of an administrator.",
    cause: "It asks for a permission that users may not grant.",
    remedy:
      "Review the permissions, then grant or refuse; set up the admin consent workflow in Enterprise applications.",
    attack: "medium",
    attackHint: "An unknown app that wants high privileges may be consent phishing.",
    documentation: "https://learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent",
  },
  {
    code: 90095,
    name: "AdminConsentRequiredRequestAccess",
    meaning: "The user was invited to ask an administrator for consent.",
    cause: "The admin consent workflow is on.",
    remedy: "Decide on the request in Enterprise applications, Admin consent requests.",
    attack: "low",
    attackHint: "Look closely at apps that you do not know before you approve.",
    documentation:
      "https://learn.microsoft.com/entra/identity/enterprise-apps/configure-admin-consent-workflow",
  },
  {
    code: 650052,
    meaning: "The app needs a service that the organisation has not enabled.",
    cause: "A licence or a service principal is missing.",
    remedy:
      "Enable the service, or have an administrator add its service principal, then consent to the app.",
    attack: "none",
    documentation: codeList,
  },
  {
    code: 650056,
    meaning: "The app is registered wrongly, or nobody has consented to it.",
    cause: "No permission is listed, consent is missing, or the request names a wrong identifier.",
    remedy:
      "In App registrations, check API permissions and consent; compare the request's identifier with the registration.",
    attack: "none",
    documentation:
      "https://learn.microsoft.com/troubleshoot/entra/entra-id/app-integration/error-code-aadsts650056-misconfigured-app",
  },
];
