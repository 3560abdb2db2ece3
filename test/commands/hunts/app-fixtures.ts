import type { SignIn } from "../../../src/signin/sign-in.ts";
import { guid, servicePrincipal, signIn, times, tokyo } from "./fixtures.ts";

/** Sign-ins that the hunts for apps, policies, tools and workloads are tried on. */

type Rest = Partial<SignIn> & { readonly who?: string };

export const officeHome: Partial<SignIn> = {
  appId: "4765445b-32c6-49b0-83e6-1d93765276ca",
  appDisplayName: "OfficeHome",
};

export const app = (name: string): Partial<SignIn> => ({ appId: guid(name), appDisplayName: name });

/** Of a machine that the directory knows. */
export const laptop: Partial<SignIn> = { deviceDetail: { deviceId: guid("laptop"), displayName: "LAPTOP" } };

/** Asked for MFA and in, in one go: as through a phishing page in Tokyo, unless told otherwise. */
export const phished = (minutes: number, rest: Rest = {}): SignIn[] =>
  [50074, 0].map((code, i) =>
    signIn(minutes + i, code, {
      ...officeHome,
      ...tokyo,
      correlationId: guid(`flow${minutes}`),
      userAgent: "Mozilla/5.0",
      ...rest,
    }),
  );

export const guestAt = (minutes: number, name: string, rest: Rest = {}): SignIn =>
  signIn(minutes, 50105, { userType: "guest", who: "gail", ...app(name), ...rest });

export const blockedAt = (minutes: number, name: string, rest: Rest = {}): SignIn =>
  signIn(minutes, 53003, { conditionalAccessStatus: "failure", ...tokyo, ...app(name), ...rest });

/** Twenty days before, through the MFA policy at home. */
export const gated: SignIn = signIn(-20 * 1440, 0, {
  appliedConditionalAccessPolicies: [
    { id: "p1", displayName: "Require MFA for all users", result: "success" },
  ],
});

/** In with a password alone, which no MFA policy minded. */
export const ungated = (minutes: number, rest: Rest = {}): SignIn =>
  signIn(minutes, 0, {
    ...tokyo,
    authenticationDetails: [{ authenticationMethod: "Password", succeeded: true }],
    appliedConditionalAccessPolicies: [
      { id: "p1", displayName: "Require MFA for all users", result: "notApplied" },
      { id: "p2", displayName: "Block legacy authentication", result: "notApplied" },
    ],
    ...rest,
  });

export const ropcSignIn = (minutes: number, errorCode: number, rest: Rest = {}): SignIn =>
  signIn(minutes, errorCode, { authenticationProtocol: "ropc", ...rest });

/** A user agent for each of some apps by turns, half a minute apart. */
export const toolRun = (agents: number, apps: number, rest: Rest = {}): SignIn[] =>
  times(agents, (i) =>
    signIn(i / 2, i === 0 ? 0 : 50076, {
      ...tokyo,
      ...app(`app${i % apps}`),
      userAgent: `tool ${i}`,
      ...rest,
    }),
  );

export const deviceRegistration = (minutes: number, rest: Rest = {}): SignIn =>
  signIn(minutes, 0, {
    resourceId: "01cb2876-7ebd-4aa4-9cc9-d28bd4d359a9",
    resourceDisplayName: "Device Registration Service",
    appId: "29d9ed98-a469-4536-ade2-f981bc1d605e",
    appDisplayName: "Microsoft Authentication Broker",
    status: { errorCode: 0, additionalDetails: "MFA completed in Azure AD" },
    ...rest,
  });

export const secret = (minutes: number, errorCode: number, rest: Partial<SignIn> = {}): SignIn =>
  servicePrincipal(minutes, { status: { errorCode }, ...rest });

export const managedIdentity = (minutes: number, resource: string, errorCode = 0): SignIn =>
  servicePrincipal(minutes, {
    type: "managedIdentity",
    servicePrincipalId: guid("vm"),
    servicePrincipalName: "vm-backup",
    resourceId: guid(resource),
    resourceDisplayName: resource,
    status: { errorCode },
  });
