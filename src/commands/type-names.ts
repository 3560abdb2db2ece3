import type { SignInType } from "../signin/sign-in.ts";

/** The logs as answers name them, before "sign-ins". */
export const typeNames: Readonly<Record<SignInType, string>> = {
  interactiveUser: "interactive",
  nonInteractiveUser: "non-interactive",
  servicePrincipal: "service principal",
  managedIdentity: "managed identity",
};
