import type { SignIn } from "../signin/sign-in.ts";
import { type Resource, resources, tenantId } from "./apps.ts";
import { atUtc, type Day, isWeekend } from "./calendar.ts";
import { dataCentre, type Network } from "./places.ts";
import { type Random, seededRandom } from "./random.ts";
import { noRisk, servicePrincipalIdOf, tokenIdentifier, whereFrom } from "./records.ts";

/** An application that signs in as itself. */
export interface Workload {
  readonly name: string;
  readonly type: "servicePrincipal" | "managedIdentity";
  readonly resource: Resource;
  readonly clientCredentialType:
    "clientSecret" | "certificate" | "federatedIdentityCredential" | "managedIdentity";
  /** Where an agent or a managed identity comes from. */
  readonly also?: Partial<SignIn>;
}

/** Times a day, evenly spread, and whether it rests at the weekend. */
interface Schedule {
  readonly workload: Workload;
  readonly perDay: number;
  readonly rests?: true;
}

const subscription = "/subscriptions/2b7f4c1d-6a80-4e39-9d25-0c8a51f7e3b6/resourcegroups/production";

const schedules: readonly Schedule[] = [
  { workload: servicePrincipal("uptime-monitor", "certificate", resources.graph), perDay: 144 },
  { workload: servicePrincipal("hr-sync", "clientSecret", resources.graph), perDay: 48 },
  { workload: servicePrincipal("crm-connector", "clientSecret", resources.exchange), perDay: 24 },
  {
    workload: servicePrincipal("github-deployments", "federatedIdentityCredential", resources.azure),
    perDay: 12,
    rests: true,
  },
  {
    workload: {
      ...servicePrincipal("helpdesk-agent", "federatedIdentityCredential", resources.graph),
      also: {
        agent: { agentType: "agenticAppInstance", parentAppId: "a7e1c904-3f5b-4d28-b6c0-92d8e4f10a37" },
      },
    },
    perDay: 12,
    rests: true,
  },
  { workload: managedIdentity("vm-backup", "virtualmachines", resources.storage), perDay: 24 },
  { workload: managedIdentity("func-invoices", "sites", resources.keyVault), perDay: 24 },
];

/** The routine of servers and pipelines on one date (UTC). */
export function workloadSignIns(day: Day): SignIn[] {
  return schedules
    .filter(({ rests }) => !rests || !isWeekend(day))
    .flatMap(({ workload, perDay }) => {
      const random = seededRandom(`${workload.name} on ${day}`);
      return Array.from({ length: perDay }, (_, i) =>
        workloadSignIn(workload, atUtc(day, (24 / perDay) * (i + random.between(0.05, 0.2))), random),
      );
    });
}

/** The record of one attempt, without `raw`; it succeeds unless another status is given. */
export function workloadSignIn(
  workload: Workload,
  at: number,
  random: Random,
  status: SignIn["status"] = { errorCode: 0 },
  network: Network = dataCentre,
): SignIn {
  const id = random.guid();
  const { name, type, resource, clientCredentialType } = workload;
  const isServicePrincipal = type === "servicePrincipal";
  return {
    id,
    createdDateTime: new Date(at).toISOString(),
    type,
    tenantId,
    isInteractive: false,
    correlationId: random.guid(),
    originalRequestId: id,
    appId: seededRandom(`application ${name}`).guid(),
    appDisplayName: name,
    appOwnerTenantId: tenantId,
    resourceId: resource.id,
    resourceDisplayName: resource.name,
    resourceTenantId: tenantId,
    resourceServicePrincipalId: servicePrincipalIdOf(resource),
    homeTenantId: tenantId,
    servicePrincipalId: seededRandom(`service principal ${name}`).guid(),
    servicePrincipalName: name,
    ...(isServicePrincipal && { servicePrincipalCredentialKeyId: seededRandom(`key of ${name}`).guid() }),
    clientCredentialType,
    networkLocationDetails: [],
    ...(isServicePrincipal && whereFrom(network)),
    status,
    conditionalAccessStatus: "notApplied",
    appliedConditionalAccessPolicies: [],
    flaggedForReview: false,
    authenticationProtocol: "clientCredentials",
    incomingTokenType: "none",
    tokenIssuerType: "AzureAD",
    uniqueTokenIdentifier: status.errorCode === 0 ? tokenIdentifier(id) : undefined,
    ...noRisk,
    // The default of the log for managed identities, which is no finding.
    ...(!isServicePrincipal && { riskLevelAggregated: "low" }),
    processingTimeInMilliseconds: random.whole(12, 160),
    agent: { agentType: "notAgentic" },
    ...workload.also,
  };
}

/** A registered application that has a credential of its own. */
export function servicePrincipal(
  name: string,
  clientCredentialType: "clientSecret" | "certificate" | "federatedIdentityCredential",
  resource: Resource,
): Workload {
  return { name, type: "servicePrincipal", resource, clientCredentialType };
}

function managedIdentity(name: string, kind: "virtualmachines" | "sites", resource: Resource): Workload {
  const provider = kind === "sites" ? "microsoft.web" : "microsoft.compute";
  return {
    name,
    type: "managedIdentity",
    resource,
    clientCredentialType: "managedIdentity",
    also: {
      managedServiceIdentity: {
        msiType: "systemAssigned",
        associatedResourceId: `${subscription}/providers/${provider}/${kind}/${name}`,
      },
    },
  };
}
