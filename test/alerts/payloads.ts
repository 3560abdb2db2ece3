/** Alerts as their senders write them, in the shapes of the documentation; what they are about is invented. */

const bob = "7d4a3c2b-1111-4222-8333-444455556666";

export const graphAlert = {
  "@odata.type": "#microsoft.graph.security.alert",
  id: "da637551227677560813_-961444813",
  providerAlertId: "da637551227677560813_-961444813",
  incidentId: "28282",
  status: "new",
  severity: "high",
  classification: "unknown",
  determination: "unknown",
  serviceSource: "azureAdIdentityProtection",
  detectionSource: "azureAdIdentityProtection",
  productName: "AAD Identity Protection",
  tenantId: "66666666-7777-4888-9999-aaaaaaaaaaaa",
  title: "Password Spray",
  description: "One address tries common passwords against many accounts.",
  category: "CredentialAccess",
  alertWebUrl: "https://security.microsoft.com/alerts/da637551227677560813_-961444813?tid=66666666",
  createdDateTime: "2026-03-31T11:36:09.0466667Z",
  lastUpdateDateTime: "2026-03-31T11:40:00Z",
  resolvedDateTime: null,
  firstActivityDateTime: "2026-03-31T11:20:00Z",
  lastActivityDateTime: "2026-03-31T11:35:00Z",
  comments: [],
  evidence: [
    {
      "@odata.type": "#microsoft.graph.security.userEvidence",
      createdDateTime: "2026-03-31T11:36:09Z",
      verdict: "suspicious",
      userAccount: {
        accountName: "bob",
        domainName: "contoso",
        userSid: "S-1-5-21",
        azureAdUserId: bob.toUpperCase(),
        userPrincipalName: "bob@contoso.com",
        displayName: "Bob",
      },
    },
    {
      "@odata.type": "#microsoft.graph.security.ipEvidence",
      ipAddress: "203.0.113.9",
      countryLetterCode: "DE",
    },
    {
      "@odata.type": "#microsoft.graph.security.cloudApplicationEvidence",
      appId: 20595,
      displayName: "Office",
    },
    "something new",
  ],
};

export const sentinelIncident = {
  eventUniqueId: "4c7f2d0e-0000-4000-8000-000000000001",
  objectSchemaType: "Incident",
  objectEventType: "Create",
  workspaceInfo: {
    SubscriptionId: "00000000-0000-4000-8000-000000000002",
    ResourceGroupName: "soc",
    WorkspaceName: "contoso",
  },
  workspaceId: "00000000-0000-4000-8000-000000000003",
  object: {
    id: "/subscriptions/x/providers/Microsoft.SecurityInsights/Incidents/5f3e0000-0000-4000-8000-000000000004",
    name: "5f3e0000-0000-4000-8000-000000000004",
    etag: '"0300"',
    type: "Microsoft.SecurityInsights/Incidents",
    properties: {
      title: "Multiple failed sign-ins for bob",
      description: "",
      severity: "Medium",
      status: "New",
      owner: { objectId: null, email: null, assignedTo: null, userPrincipalName: null },
      labels: [],
      firstActivityTimeUtc: "2026-03-31T11:20:00Z",
      lastActivityTimeUtc: "2026-03-31T11:35:00Z",
      lastModifiedTimeUtc: "2026-03-31T11:36:09Z",
      createdTimeUtc: "2026-03-31T11:36:09Z",
      incidentNumber: 3177,
      incidentUrl: "https://portal.azure.com/#asset/Microsoft_Azure_Security_Insights/Incident/x",
      providerName: "Azure Sentinel",
      alerts: [{ properties: { alertDisplayName: "Multiple failed sign-ins", severity: "Medium" } }],
      relatedEntities: [
        {
          id: "/subscriptions/x/Entities/1",
          type: "Microsoft.SecurityInsights/Entities",
          kind: "Account",
          properties: { accountName: "bob", upnSuffix: "contoso.com", aadUserId: bob, friendlyName: "bob" },
        },
        { kind: "Ip", properties: { address: "203.0.113.9", friendlyName: "203.0.113.9" } },
        { kind: "Host", properties: { hostName: "pc-1" } },
      ],
    },
  },
};

export const sentinelAlert = {
  ProviderName: "ASI Scheduled Alerts",
  AlertType: "x_y",
  SystemAlertId: "2518-0000",
  AlertDisplayName: "Multiple failed sign-ins for bob",
  Description: "Rule of ours",
  Severity: "Low",
  Status: "New",
  StartTimeUtc: "2026-03-31T11:20:00Z",
  EndTimeUtc: "2026-03-31T11:35:00Z",
  TimeGenerated: "2026-03-31T11:36:00Z",
  AlertLink: "https://portal.azure.com/#blade/x",
  Entities: JSON.stringify([
    {
      $id: "3",
      Name: "bob",
      UPNSuffix: "contoso.com",
      AadUserId: bob,
      IsDomainJoined: true,
      Type: "account",
    },
    { $id: "4", Address: "203.0.113.9", Type: "ip" },
    { $id: "5", HostName: "pc-1", Type: "host" },
  ]),
};

export const ownAlert = {
  id: "siem-4711",
  title: "Multiple failed sign-ins for bob",
  severity: "high",
  time: "2026-03-31T11:20:00Z",
  until: "2026-03-31T11:35:00Z",
  users: ["bob@contoso.com"],
  addresses: ["203.0.113.9"],
  url: "https://siem.contoso.com/4711",
};
export { bob };
