import type { SignInType } from "../signin/sign-in.ts";
import { signInColumns } from "./columns.ts";

/**
 * The first row of the portal's CSV of a log, in its order and spelling, blanks included, as of 2026. Of its two columns
 * "Incoming token type" there is one: PowerShell's Import-Csv refuses a table whose names repeat.
 */
export function headerOfLog(type: SignInType): readonly string[] {
  return headers[type];
}

/** The first row of its CSV of authentication details. */
export const stepHeader = [
  "Date (UTC)",
  "Request ID",
  "Authentication method",
  "Authentication method detail",
  "Succeeded",
  "Result detail",
  "Requirement",
] as const;

/** The property of Graph that a column of sign-ins holds, nested where it has a dot; undefined for what is no column of the portal. */
export function propertyOf(header: string): string | undefined {
  return signInColumns.get(header.toLowerCase().replace(/[^a-z0-9]/g, ""));
}

/** What all logs tell, in this order. */
const everywhere = [
  "Application",
  "Application ID ",
  "App owner tenant ID",
  "Resource",
  "Resource ID ",
  "Resource tenant ID",
  "Resource owner tenant ID",
  "Home tenant ID",
  "Home tenant name",
  "IP address",
  "Location",
  "Status",
  "Sign-in error code",
  "Failure reason",
];

const users = [
  "Date (UTC)",
  "Request ID",
  "User agent",
  "Correlation ID",
  "User ID",
  "User",
  "Username",
  "User type",
  "Cross tenant access type",
  "Incoming token type",
  "Authentication Protocol",
  "Unique token identifier",
  "Original transfer method",
  "Client credential type",
  "Token Protection - Sign In Session",
  "Token Protection - Sign In Session StatusCode",
  ...everywhere,
  "Client app",
  "Device ID",
  "Browser",
  "Operating System",
  "Compliant",
  "Managed",
  "Join Type",
  "Multifactor authentication result",
  "Multifactor authentication auth method",
  "Multifactor authentication auth detail",
  "Authentication requirement",
  "Sign-in identifier",
  "Session ID",
  "IP address (seen by resource)",
  "Through Global Secure Access",
  "Global Secure Access IP address",
  "Autonomous system  number",
  "Flagged for review",
  "Token issuer type",
  "Token issuer name",
  "Latency",
  "Conditional Access",
  "Managed Identity type",
  "Associated Resource Id",
  "Federated Token Id",
  "Federated Token Issuer",
];

const applications = [
  "Date (UTC)",
  "Request ID",
  "Correlation ID",
  "Service principal ID",
  "Service principal name",
  "Credential key ID",
  "Credential thumbprint",
  ...everywhere,
  "Conditional Access",
];

const headers: Readonly<Record<SignInType, readonly string[]>> = {
  interactiveUser: users,
  nonInteractiveUser: users,
  servicePrincipal: applications,
  // No sample of this file is public. It is reported to equal that of applications.
  managedIdentity: applications,
};
