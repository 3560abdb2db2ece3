import type { AuthenticationDetail } from "../signin/sign-in.ts";
import { instantOf } from "./instant.ts";
import { compact, eachOf, type Fields, flagOf, textOf } from "./values.ts";

/** The authentication steps of a sign-in, from a list or its JSON text. */
export function stepsOf(value: unknown): AuthenticationDetail[] | undefined {
  return eachOf(value, stepOf);
}

/** One authentication step; undefined where the fields say nothing. A time that makes no sense stays as it was written. */
export function stepOf(held: Fields): AuthenticationDetail | undefined {
  const time = textOf(held.get("authenticationstepdatetime"));
  return compact({
    authenticationStepDateTime: time === undefined ? undefined : (instantOf(time) ?? time),
    authenticationMethod: textOf(held.get("authenticationmethod")),
    authenticationMethodDetail: textOf(held.get("authenticationmethoddetail")),
    succeeded: flagOf(held.get("succeeded")),
    authenticationStepResultDetail: textOf(held.get("authenticationstepresultdetail")),
    authenticationStepRequirement: textOf(held.get("authenticationsteprequirement")),
  });
}
