import type { Random } from "../../src/demo/random.ts";
import { explainCode } from "../../src/signin/error-codes/catalogue.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";
import type { Address, App, User, Workload } from "../generator/population.ts";
import { identityOf, placeOf } from "./person.ts";

/** How a success went: not by an answered prompt, unless a story says so. */
const claim = "MFA requirement satisfied by claim in the token";

/** A sign-in of a user in the browser, in a session of its own. @param code 0 is a success */
export function userSignIn(
  random: Random,
  apps: readonly App[],
  user: User,
  at: number,
  from: Address,
  code = 0,
  rest: Partial<SignIn> = {},
): SignIn {
  return {
    ...commonOf(random, at, code),
    ...identityOf(user),
    ...placeOf(from),
    type: "interactiveUser",
    isInteractive: true,
    ...appOf(random.pick(apps)),
    clientAppUsed: "Browser",
    userAgent: agent,
    deviceDetail: {
      deviceId: user.device.id,
      displayName: user.device.name,
      operatingSystem: "Windows11",
      browser: "Edge 141.0.3537",
    },
    conditionalAccessStatus: code === 0 ? "success" : "notApplied",
    authenticationProtocol: "oAuth2",
    originalTransferMethod: "none",
    incomingTokenType: "none",
    sessionId: random.guid(),
    ...rest,
  };
}

const agent =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.3537.71";

/** What is signed in to. */
export function appOf({ id, name, resource }: App): Partial<SignIn> {
  return {
    appId: id,
    appDisplayName: name,
    resourceId: resource.id,
    resourceDisplayName: resource.name,
  };
}

/** A sign-in of a service principal with its secret. */
export function workloadSignIn(
  random: Random,
  { id, name, app, resource }: Workload,
  at: number,
  from: Address,
  code = 0,
  rest: Partial<SignIn> = {},
): SignIn {
  return {
    ...commonOf(random, at, code),
    ...placeOf(from),
    type: "servicePrincipal",
    isInteractive: false,
    appId: app.id,
    appDisplayName: app.name,
    resourceId: resource.id,
    resourceDisplayName: resource.name,
    servicePrincipalId: id,
    servicePrincipalName: name,
    clientCredentialType: "clientSecret",
    conditionalAccessStatus: "notApplied",
    authenticationProtocol: "oAuth2",
    ...rest,
  };
}

function commonOf(
  random: Random,
  at: number,
  errorCode: number,
): Pick<SignIn, "id" | "createdDateTime" | "correlationId" | "originalRequestId" | "status"> {
  const id = random.guid();
  const explained = explainCode(errorCode);
  return {
    id,
    createdDateTime: new Date(at).toISOString(),
    correlationId: random.guid(),
    originalRequestId: id,
    status:
      errorCode === 0
        ? { errorCode, additionalDetails: claim }
        : {
            errorCode,
            failureReason: explained.known === "explained" ? explained.entry.meaning : undefined,
          },
  };
}
