import { codeList, type Entry } from "./error-code.ts";

/** The device or the app on it does not meet what a policy demands. */
export const device: readonly Entry[] = [
  {
    code: 50097,
    name: "DeviceAuthenticationRequired",
    meaning: "The sign-in was asked to prove its device.",
    cause: "A policy or the resource wants to know the identity of the device.",
    remedy: "No action for this row; the other rows with the same correlation ID tell the outcome.",
    attack: "none",
    readAlso: "correlationId",
    documentation: "https://learn.microsoft.com/entra/architecture/security-operations-user-accounts",
  },
  {
    code: 50127,
    name: "BrokerAppNotInstalled",
    meaning: "The user must install a broker app first.",
    cause: "App protection on a phone or tablet works only through a broker app.",
    remedy:
      "Have the user install Microsoft Authenticator on iOS or Company Portal on Android, then try again.",
    attack: "none",
    documentation:
      "https://learn.microsoft.com/entra/identity/conditional-access/policy-all-users-approved-app-or-app-protection",
  },
  {
    code: 50129,
    name: "DeviceIsNotWorkplaceJoined",
    meaning: "The device is not registered, and the user was asked to register it.",
    cause: "A policy needs a registered device, and this one is new.",
    remedy: "Have the user register the device; on Windows under Settings, Accounts, Access work or school.",
    passwordAccepted: true,
    attack: "low",
    documentation:
      "https://learn.microsoft.com/entra/identity/conditional-access/troubleshoot-conditional-access",
  },
  {
    code: 50155,
    name: "DeviceAuthenticationFailed",
    meaning: "The device could not prove its identity.",
    cause: "The device object was deleted or disabled, or its key or clock is wrong.",
    remedy:
      "Run dsregcmd /status on the device and find its object in Devices; register the device again if it is broken.",
    passwordAccepted: true,
    attack: "medium",
    attackHint: "It can be a forged or stolen device identity.",
    documentation: "https://learn.microsoft.com/entra/architecture/security-operations-user-accounts",
  },
  {
    code: 50187,
    name: "DeviceInformationNotProvided",
    meaning: "Entra ID could not authenticate the device.",
    cause: "The request carried no usable information about the device.",
    remedy: "Run dsregcmd /status on the device, and register it again if its state is wrong.",
    attack: "low",
    documentation: codeList,
  },
  {
    code: 53000,
    name: "DeviceNotCompliant",
    meaning: "A compliant device is required, and this one is not compliant.",
    cause: "The device is not enrolled, or fails a compliance rule.",
    remedy:
      "In Intune, open the device's compliance page, fix the failing rule and sync; enrol the device if it is missing.",
    passwordAccepted: true,
    attack: "medium",
    attackHint: "The password was accepted on a device that is not compliant: confirm that it is the user's.",
    documentation:
      "https://learn.microsoft.com/entra/identity/conditional-access/troubleshoot-conditional-access",
  },
  {
    code: 53001,
    name: "DeviceNotDomainJoined",
    meaning: "A domain-joined device is required, and this one is not joined.",
    cause: "A personal device, or a computer whose hybrid join has not synchronised.",
    remedy: "Have a joined device used; on company computers check the hybrid join with dsregcmd /status.",
    passwordAccepted: true,
    attack: "medium",
    attackHint: "The password was accepted on a device that is not joined: confirm that it is the user's.",
    documentation:
      "https://learn.microsoft.com/entra/identity/conditional-access/troubleshoot-conditional-access",
  },
  {
    code: 53002,
    name: "ApplicationUsedIsNotAnApprovedApp",
    meaning: "The app is not on the list of approved client apps.",
    cause: "A policy lets only approved apps in.",
    remedy: "Have an approved app used, such as Outlook or Edge, or change the policy's grant control.",
    attack: "low",
    documentation:
      "https://learn.microsoft.com/entra/identity/conditional-access/policy-all-users-approved-app-or-app-protection",
  },
  {
    code: 53009,
    name: "RemediateCompliantApp",
    meaning: "The app must first come under an Intune app protection policy.",
    cause: "A Conditional Access policy requires app protection.",
    remedy:
      "Have the user install the broker app and sign in to the managed app; check that a protection policy is assigned.",
    attack: "low",
    documentation:
      "https://learn.microsoft.com/entra/identity/conditional-access/policy-all-users-approved-app-or-app-protection",
  },
  {
    code: 130004,
    name: "NgcKeyNotFound",
    meaning: "No Windows Hello for Business key was found for the user.",
    cause: "The key never synchronised, or it has been removed.",
    remedy:
      "Have the user set up Windows Hello again; check that keys synchronise between Active Directory and Entra ID.",
    attack: "none",
    documentation: codeList,
  },
  {
    code: 135011,
    name: "DeviceIsDisabled",
    meaning: "Entra ID has this device marked as disabled.",
    cause: "An administrator or a clean-up script disabled it.",
    remedy: "In Devices, find out why; enable it if it is in good hands, or have it registered again.",
    attack: "medium",
    attackHint: "A lost or stolen device may be in use.",
    documentation: codeList,
  },
  {
    code: 501291,
    name: "DeviceIsNotWorkplaceJoinedForMamApp",
    meaning: "The mobile app needs the device to be registered first.",
    cause: "An app protection policy meets a device that is new.",
    remedy: "Have the user register the device through the broker app.",
    attack: "none",
    documentation:
      "https://learn.microsoft.com/entra/identity/conditional-access/policy-all-users-approved-app-or-app-protection",
  },
  {
    code: 530001,
    name: "DeviceNotCompliantBrowserNotSupported",
    meaning: "The browser cannot show the identity of the device.",
    cause: "An unsupported browser, or a private window.",
    remedy: "Have Edge used, or a browser set up for Windows single sign-on, and no private window.",
    attack: "low",
    documentation:
      "https://learn.microsoft.com/entra/identity/conditional-access/policy-all-users-device-compliance",
  },
  {
    code: 530002,
    name: "DeviceNotCompliantDeviceCompliantRequired",
    meaning: "The device is managed but not reported as compliant.",
    cause: "It breaks a compliance rule, or has not checked in for some time.",
    remedy: "Sync the device in Intune, and repair the rules that it fails.",
    attack: "low",
    documentation:
      "https://learn.microsoft.com/entra/identity/conditional-access/policy-all-users-device-compliance",
  },
  {
    code: 530003,
    name: "DeviceNotCompliantDeviceManagementRequired",
    meaning: "A managed device is required; this one is not, or the app did not show it.",
    cause: "An unmanaged device, or an app that sends no device identity.",
    remedy: "Enrol the device, or have an app used that works with the broker.",
    attack: "medium",
    attackHint: "Confirm with the user that the unmanaged device is theirs.",
    documentation:
      "https://learn.microsoft.com/entra/identity/conditional-access/policy-all-users-device-compliance",
  },
  {
    code: 530021,
    name: "ApplicationUsedIsNotAnApprovedAppRequiredByConditionalAccess",
    meaning: "The app does not meet the policy's demand for an approved client app.",
    cause: "A policy lets only approved apps in.",
    remedy: "Have an approved app used, as for 53002.",
    attack: "low",
    documentation:
      "https://learn.microsoft.com/entra/identity/conditional-access/policy-all-users-approved-app-or-app-protection",
  },
  {
    code: 700003,
    name: "InvalidGrantDeviceNotFound",
    meaning: "The device that the token belongs to no longer exists in the directory.",
    cause: "The device was deleted while the computer kept its token.",
    remedy: "Have the user register or join the device again.",
    attack: "low",
    documentation:
      "https://learn.microsoft.com/troubleshoot/entra/entra-id/app-integration/error-code-aadsts700003-device-object-was-not-found",
  },
];
