/** Something a token is issued for. */
export interface Resource {
  readonly id: string;
  readonly name: string;
}

/** A client application, with the resource that it usually asks for. */
export interface App {
  readonly id: string;
  readonly name: string;
  readonly ownerTenantId: string;
  readonly resource: Resource;
  /** Which conditional access policies mean it. */
  readonly group: "office" | "azure" | "other";
}

export const tenantId = "00000000-0000-4000-8000-000000000001";
/** The tenant in which Microsoft registers its own applications. */
const microsoftTenantId = "f8cdef31-a31e-4b4a-93e4-5f571e91255a";

/** Microsoft's resources with their public ids. */
export const resources = {
  graph: { id: "00000003-0000-0000-c000-000000000000", name: "Microsoft Graph" },
  exchange: { id: "00000002-0000-0ff1-ce00-000000000000", name: "Office 365 Exchange Online" },
  sharePoint: { id: "00000003-0000-0ff1-ce00-000000000000", name: "Office 365 SharePoint Online" },
  teams: { id: "cc15fd57-2c6c-4117-a88c-83b1d56b4bbe", name: "Microsoft Teams Services" },
  azure: { id: "797f4846-ba00-4fd7-ba43-dac1f8f63013", name: "Windows Azure Service Management API" },
  directory: { id: "00000002-0000-0000-c000-000000000000", name: "Windows Azure Active Directory" },
  keyVault: { id: "cfa8b339-82a2-471a-a3c9-0fc0be7a4093", name: "Azure Key Vault" },
  storage: { id: "e406a681-f3d4-42a8-90b6-c2b029497af1", name: "Azure Storage" },
} as const satisfies Record<string, Resource>;

/** Microsoft's applications with their public ids, and those of the company. */
export const apps = {
  azurePortal: microsoft("c44b4083-3bb0-49c1-b47d-974e53cbdf3c", "Azure Portal", resources.azure, "azure"),
  azureCli: microsoft(
    "04b07795-8ddb-461a-bbee-02f9e1bf7b46",
    "Microsoft Azure CLI",
    resources.azure,
    "azure",
  ),
  azurePowerShell: microsoft(
    "1b730954-1685-4b74-9bfd-dac224a7b894",
    "Azure Active Directory PowerShell",
    resources.directory,
    "other",
  ),
  officeHome: microsoft("4765445b-32c6-49b0-83e6-1d93765276ca", "OfficeHome", resources.graph, "other"),
  myApps: microsoft("2793995e-0a7d-40d7-bd35-6968ba142197", "My Apps", resources.graph, "other"),
  graphExplorer: microsoft(
    "de8bc8b5-d9f9-48b1-a8ad-b748da725064",
    "Graph Explorer",
    resources.graph,
    "other",
  ),
  teams: microsoft("1fec8e78-bce4-4aaf-ab1b-5451cc387264", "Microsoft Teams", resources.teams, "office"),
  teamsWeb: microsoft(
    "5e3ce6c0-2b1f-4285-8d4b-75ee78787346",
    "Microsoft Teams Web Client",
    resources.teams,
    "office",
  ),
  sharePoint: microsoft(
    "00000003-0000-0ff1-ce00-000000000000",
    "Office 365 SharePoint Online",
    resources.sharePoint,
    "office",
  ),
  exchange: microsoft(
    "00000002-0000-0ff1-ce00-000000000000",
    "Office 365 Exchange Online",
    resources.exchange,
    "office",
  ),
  outlookWeb: microsoft(
    "9199bf20-a13f-4107-85dc-02114787ef48",
    "One Outlook Web",
    resources.exchange,
    "office",
  ),
  outlookMobile: microsoft(
    "27922004-5251-4030-b22d-91ecd9a37ea4",
    "Outlook Mobile",
    resources.exchange,
    "office",
  ),
  office: microsoft("d3590ed6-52b3-4102-aeff-aad2292ab01c", "Microsoft Office", resources.exchange, "office"),
  oneDrive: microsoft(
    "ab9b8c07-8f02-4f72-87fa-80105867a763",
    "OneDrive SyncEngine",
    resources.sharePoint,
    "office",
  ),
  edge: microsoft("ecd6b820-32c2-49b6-98a6-444530e5a77a", "Microsoft Edge", resources.graph, "other"),
  windows: microsoft("38aa3b87-a06d-4817-b275-7a316988d93b", "Windows Sign In", resources.directory, "other"),
  broker: microsoft(
    "29d9ed98-a469-4536-ade2-f981bc1d605e",
    "Microsoft Authentication Broker",
    resources.graph,
    "other",
  ),
  crm: own("6f0d3c1e-52a7-4d09-8a44-19c7e2b0d511", "Contoso CRM"),
  timesheets: own("b3a1f5c8-7e42-4f0b-93d6-58e07c4a2f60", "Contoso Timesheets"),
  salesforce: own("d9c27e40-1b8f-4a63-bf15-7c03a6e8d922", "Salesforce"),
} as const satisfies Record<string, App>;

function microsoft(id: string, name: string, resource: Resource, group: App["group"]): App {
  return { id, name, ownerTenantId: microsoftTenantId, resource, group };
}

/** A company application is its own resource. */
function own(id: string, name: string): App {
  return { id, name, ownerTenantId: tenantId, resource: { id, name }, group: "other" };
}
