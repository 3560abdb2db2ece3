import { readLogAnalytics } from "../../../src/ingest/log-analytics.ts";
import type { SignIn } from "../../../src/signin/sign-in.ts";
import { tables } from "../../../src/store/kusto/tables.ts";
import { publishedColumns } from "./published-columns.ts";

/** A row as a table holds it: values by column. */
export type TableRow = Readonly<Record<string, unknown>>;

export interface Workspace {
  /** By table. */
  readonly rows: Readonly<Record<string, TableRow[]>>;
  /** When each row came, in the order of the rows. */
  readonly ingestionTimes: Readonly<Record<string, Date[]>>;
}

export function emptyWorkspace(): Workspace {
  return {
    rows: Object.fromEntries(tables.map(({ name }) => [name, []])),
    ingestionTimes: Object.fromEntries(tables.map(({ name }) => [name, []])),
  };
}

/** What some sign-ins are in the tables. */
export function workspaceOf(signIns: readonly SignIn[]): Workspace {
  return withMore(emptyWorkspace(), signIns);
}

/** A workspace into which Entra wrote some more, each at the time of the sign-in. */
export function withMore(workspace: Workspace, signIns: readonly SignIn[]): Workspace {
  const next = structuredClone(workspace);
  for (const signIn of signIns) {
    next.rows[tableOf(signIn)]?.push(rowOf(signIn));
    next.ingestionTimes[tableOf(signIn)]?.push(new Date(signIn.createdDateTime));
  }
  return next;
}

export function tableOf({ type }: Pick<SignIn, "type">): string {
  return tables.find((table) => table.type === type)?.name ?? "";
}

/** The row that Entra would write for a sign-in, with the columns that its table has. */
export function rowOf(signIn: SignIn): TableRow {
  const columns = publishedColumns[tableOf(signIn)] ?? {};
  return Object.fromEntries(
    Object.entries(everyColumn(signIn))
      .filter(([name, value]) => columns[name] !== undefined && value !== undefined)
      .map(([name, value]) => [name, typed(value, columns[name])]),
  );
}

/** What a sign-in is once it has been a row: a table has not all that Graph has. Undefined where it is none any more. */
export function asHeld(signIn: SignIn): SignIn | undefined {
  const row = rowOf(signIn);
  const reading = readLogAnalytics({ ...row, Category: null, Type: tableOf(signIn) }, {});
  if (reading.kind !== "signIn" || reading.signIn.id !== signIn.id.trim()) return undefined;
  return Object.fromEntries(
    Object.entries(reading.signIn).filter(([, value]) => value !== undefined),
  ) as SignIn;
}

function typed(value: unknown, type: string | undefined): unknown {
  if (type === "string" && typeof value === "object") return JSON.stringify(value);
  return type === "string" ? String(value) : value;
}

function everyColumn(s: SignIn): Record<string, unknown> {
  return {
    Id: s.id,
    TimeGenerated: s.createdDateTime,
    CreatedDateTime: s.createdDateTime,
    Category: { interactiveUser: "SignInLogs" }[s.type as string] ?? tableOf(s).replace(/^AAD/, ""),
    Type: tableOf(s),
    AADTenantId: s.tenantId,
    CorrelationId: s.correlationId,
    OriginalRequestId: s.originalRequestId,
    UserId: s.userId,
    UserPrincipalName: s.userPrincipalName,
    UserDisplayName: s.userDisplayName,
    UserType: s.userType,
    AppId: s.appId,
    AppDisplayName: s.appDisplayName,
    ResourceIdentity: s.resourceId,
    ResourceDisplayName: s.resourceDisplayName,
    ResourceTenantId: s.resourceTenantId,
    HomeTenantId: s.homeTenantId,
    HomeTenantName: s.homeTenantName,
    ServicePrincipalId: s.servicePrincipalId,
    ServicePrincipalName: s.servicePrincipalName,
    IPAddress: s.ipAddress,
    AutonomousSystemNumber: s.autonomousSystemNumber,
    LocationDetails: s.location,
    NetworkLocationDetails: s.networkLocationDetails,
    ClientAppUsed: s.clientAppUsed,
    UserAgent: s.userAgent,
    DeviceDetail: s.deviceDetail,
    Status: s.status,
    ResultType: s.status.errorCode,
    ResultDescription: s.status.failureReason,
    ConditionalAccessStatus: s.conditionalAccessStatus,
    ConditionalAccessPolicies: s.appliedConditionalAccessPolicies,
    AuthenticationRequirementPolicies: s.authenticationRequirementPolicies,
    AuthenticationDetails: s.authenticationDetails,
    AuthenticationProtocol: s.authenticationProtocol,
    SessionId: s.sessionId,
    SessionLifetimePolicies: s.sessionLifetimePolicies,
    MfaDetail: s.mfaDetail,
    RiskLevelDuringSignIn: s.riskLevelDuringSignIn,
    RiskLevelAggregated: s.riskLevelAggregated,
    RiskState: s.riskState,
    RiskEventTypes_V2: s.riskEventTypes_v2,
    FlaggedForReview: s.flaggedForReview,
    Agent: s.agent,
  };
}
