import type { AppliedConditionalAccessPolicy } from "../signin/sign-in.ts";
import { compact, eachOf, fieldsOf, type Fields, idOf, textOf, textsOf, wholeOf } from "./values.ts";

/** The conditions of a policy by their bit. Source: `conditionalAccessConditions` in the metadata of Microsoft Graph. */
const conditions = new Map([
  [1, "application"],
  [2, "users"],
  [4, "devicePlatform"],
  [8, "location"],
  [16, "clientType"],
  [32, "signInRisk"],
  [64, "userRisk"],
  [128, "time"],
  [256, "deviceState"],
  [512, "client"],
  [1024, "ipAddressSeenByAzureAD"],
  [2048, "ipAddressSeenByResourceProvider"],
  [8192, "servicePrincipals"],
  [16384, "servicePrincipalRisk"],
  [32768, "authenticationFlows"],
  [65536, "insiderRisk"],
]);

/** The conditional access policies of a sign-in, from a list or its JSON text. */
export function policiesOf(value: unknown): AppliedConditionalAccessPolicy[] | undefined {
  return eachOf(value, policyOf);
}

function policyOf(held: Fields): AppliedConditionalAccessPolicy | undefined {
  return compact({
    id: idOf(held.get("id")),
    displayName: textOf(held.get("displayname")),
    result: textOf(held.get("result")),
    enforcedGrantControls: textsOf(held.get("enforcedgrantcontrols")),
    enforcedSessionControls: textsOf(held.get("enforcedsessioncontrols")),
    conditionsSatisfied: conditionsOf(held.get("conditionssatisfied")),
    conditionsNotSatisfied: conditionsOf(held.get("conditionsnotsatisfied")),
    authenticationStrength: textOf(
      fieldsOf(held.get("authenticationstrength")).get("displayname") ?? held.get("authenticationstrength"),
    ),
  });
}

/** Graph writes names joined by commas, diagnostic settings a number of bits. "none" is no condition. */
function conditionsOf(value: unknown): string[] | undefined {
  const bits = wholeOf(value);
  if (bits === undefined) return textsOf(value)?.filter((name) => name !== "none");
  return [...conditions].filter(([bit]) => (bits & bit) !== 0).map(([, name]) => name);
}
