import type { SignInType } from "../signin/sign-in.ts";

/** What stands in one of the portal's downloads. */
export interface PortalFile {
  readonly type: SignInType;
  /** The authentication details of its sign-ins, a file of their own beside a CSV. */
  readonly details: boolean;
  /** Days in UTC, "2026-03-01": the range that was asked for. */
  readonly from: string;
  readonly to: string;
  /** 1 where there is no other; the portal itself has no second part. */
  readonly part: number;
}

/** "InteractiveSignIns_AuthDetails_2026-03-01_2026-03-08", without its ending, as the portal names its downloads. */
export function portalFileName({ type, details, from, to, part }: PortalFile): string {
  const name = [names[type], ...(details ? ["AuthDetails"] : []), from, to];
  return [...name, ...(part > 1 ? [`part${part}`] : [])].join("_");
}

/** The logs whose CSV has authentication details beside it: applications and managed identities have none. */
export const detailedTypes: ReadonlySet<SignInType> = new Set(["interactiveUser", "nonInteractiveUser"]);

const names: Readonly<Record<SignInType, string>> = {
  interactiveUser: "InteractiveSignIns",
  nonInteractiveUser: "NonInteractiveSignIns",
  servicePrincipal: "ApplicationSignIns",
  managedIdentity: "MSISignIns",
};
