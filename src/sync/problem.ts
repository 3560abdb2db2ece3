/** What keeps a log from being read, as an administrator can act on it. */
export type ProblemKind = "permission" | "role" | "licence" | "credentials" | "unavailable" | "unexpected";

/** Graph's own words never get into it: they may hold what somebody else chose. */
export class SyncProblem extends Error {
  readonly kind: ProblemKind;
  constructor(kind: ProblemKind, cause: string) {
    super(`${cause}. ${whatToDo[kind]}`);
    this.name = "SyncProblem";
    this.kind = kind;
  }
}

/** Whose sign-in it is that reads. */
export const identityHint =
  "Check who reads, and whether the secret or certificate has expired: the identity of AZURE_CLIENT_ID and its companions, else the bot (MICROSOFT_APP_ID), else who has signed in by: az login";

const whatToDo: Readonly<Record<ProblemKind, string>> = {
  permission:
    "Grant the application the permission AuditLog.Read.All of Microsoft Graph and consent to it for the tenant (docs/teams.md, step 3)",
  role: "Who has signed in needs one of the roles Reports Reader, Security Reader or Global Reader in Entra ID",
  licence:
    "Reading this log by Microsoft Graph needs Microsoft Entra ID P1 in the tenant; without it import the portal's downloads: signpost import FILE",
  credentials: identityHint,
  unavailable: "It is tried again with the next round; what was read so far is kept",
  unexpected: "It is tried again with the next round; if it stays, report it with this line",
};

/** What to say where no token is given: of the library's own words, which may be pages long, the code alone. */
export function noToken(error: unknown): string {
  const code = /\bAADSTS\d{4,7}\b/.exec(error instanceof Error ? error.message : "")?.[0];
  return `No token for Microsoft Graph was given${code === undefined ? "" : ` (${code})`}. ${identityHint}`;
}
