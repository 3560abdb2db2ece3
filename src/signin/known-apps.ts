/** One of Microsoft's own applications, with its public id. */
export interface KnownApp {
  readonly id: string;
  readonly name: string;
  /** What people call it, in folded words; its name is one of them. */
  readonly words: readonly string[];
}

/** Id, name as sign-in logs have it, and what else people call it. */
type Row = readonly [id: string, name: string, ...words: string[]];

/**
 * Microsoft's own applications that people name without saying "app". A name or word that stands here is an application
 * wherever it occurs, so none of them may be a person's name or mean something else in a question.
 * Source of most ids: Microsoft, "Verify first-party Microsoft applications in sign-in reports"; the rest (Intune, Azure
 * DevOps, My Apps and others that are missing there) are as sign-in logs and Microsoft's own client libraries have them.
 */
const spoken: readonly Row[] = [
  ["c44b4083-3bb0-49c1-b47d-974e53cbdf3c", "Azure Portal", "microsoft azure portal"],
  ["1fec8e78-bce4-4aaf-ab1b-5451cc387264", "Microsoft Teams", "teams", "ms teams"],
  ["5e3ce6c0-2b1f-4285-8d4b-75ee78787346", "Microsoft Teams Web Client", "teams web client", "teams web"],
  ["cc15fd57-2c6c-4117-a88c-83b1d56b4bbe", "Microsoft Teams Services", "teams services"],
  [
    "00000003-0000-0ff1-ce00-000000000000",
    "Office 365 SharePoint Online",
    "sharepoint",
    "sharepoint online",
    "microsoft sharepoint online",
  ],
  [
    "08e18876-6177-487e-b8b5-cf950c1e598c",
    "SharePoint Online Web Client Extensibility",
    "sharepoint web client extensibility",
  ],
  [
    "9bc3ab49-b65d-410a-85ad-de819febfddc",
    "Microsoft SharePoint Online Management Shell",
    "sharepoint online management shell",
    "sharepoint powershell",
  ],
  ["f05ff7c9-f75a-4acd-a3b5-f4b6a870245d", "SharePoint Android"],
  [
    "00000002-0000-0ff1-ce00-000000000000",
    "Office 365 Exchange Online",
    "exchange",
    "exchange online",
    "microsoft exchange online",
  ],
  ["497effe9-df71-4043-a8bb-14cf78c4b63b", "Exchange Admin Center"],
  [
    "fb78d390-0c51-40cd-8e17-fdbfab77341b",
    "Microsoft Exchange REST API Based Powershell",
    "exchange rest powershell",
  ],
  [
    "a0c73c16-a7e3-4564-9a95-2bdf47383716",
    "Microsoft Exchange Online Remote PowerShell",
    "exchange online remote powershell",
  ],
  ["47629505-c2b6-4a80-adb1-9b3a3d233b7b", "Microsoft Exchange Web Services"],
  [
    "00000007-0000-0ff1-ce00-000000000000",
    "Microsoft Exchange Online Protection",
    "exchange online protection",
  ],
  ["00000003-0000-0000-c000-000000000000", "Microsoft Graph", "ms graph"],
  [
    "14d82eec-204b-4c2f-b7e8-296a70dab67e",
    "Microsoft Graph PowerShell",
    "graph powershell",
    "microsoft graph command line tools",
    "graph command line tools",
  ],
  ["de8bc8b5-d9f9-48b1-a8ad-b748da725064", "Graph Explorer", "microsoft graph explorer"],
  ["04b07795-8ddb-461a-bbee-02f9e1bf7b46", "Microsoft Azure CLI", "azure cli", "az cli"],
  ["1950a258-227b-4e31-a9cf-717495945fc2", "Microsoft Azure PowerShell", "azure powershell", "az powershell"],
  [
    "1b730954-1685-4b74-9bfd-dac224a7b894",
    "Azure Active Directory PowerShell",
    "azure ad powershell",
    "azuread powershell",
  ],
  [
    "797f4846-ba00-4fd7-ba43-dac1f8f63013",
    "Windows Azure Service Management API",
    "azure service management",
    "azure service management api",
    "azure resource manager",
  ],
  ["00000002-0000-0000-c000-000000000000", "Windows Azure Active Directory"],
  [
    "cb1056e2-e479-49de-ae31-7812af012ed8",
    "Microsoft Azure Active Directory Connect",
    "azure ad connect",
    "azure active directory connect",
  ],
  ["cfa8b339-82a2-471a-a3c9-0fc0be7a4093", "Azure Key Vault", "key vault"],
  ["e406a681-f3d4-42a8-90b6-c2b029497af1", "Azure Storage"],
  ["022907d3-0f1b-48f7-badc-1ba6abab6d66", "Azure SQL Database"],
  ["e9f49c6b-5ce5-44c8-925d-015017e9f7ad", "Azure Data Lake"],
  ["499b84ac-1321-427f-aa17-267ca6975798", "Azure DevOps"],
  ["7b7531ad-5926-4f2d-8a1d-38495ad33e17", "Azure Advanced Threat Protection"],
  ["9cdead84-a844-4324-93f2-b2e6bb768d07", "Azure Virtual Desktop", "windows virtual desktop"],
  ["4765445b-32c6-49b0-83e6-1d93765276ca", "OfficeHome", "office home"],
  ["d3590ed6-52b3-4102-aeff-aad2292ab01c", "Microsoft Office", "ms office"],
  ["0ec893e0-5785-4de6-99da-4ed124e5296c", "Office UWP PWA"],
  ["00000006-0000-0ff1-ce00-000000000000", "Microsoft Office 365 Portal", "office 365 portal"],
  ["67e3df25-268a-4324-a550-0de1c7f97287", "Microsoft Office Web Apps Service"],
  ["00b41c95-dab0-4487-9791-b9d2c32c80f2", "Office 365 Management", "office 365 management api"],
  ["66a88757-258c-4c72-893c-3e8bed4d6899", "Office 365 Search Service"],
  ["94c63fef-13a3-47bc-8074-75af8c65887a", "Office Delve"],
  ["4345a7b9-9a63-4910-a426-35363201d503", "O365 Suite UX"],
  ["80ccca67-54bd-44ab-8625-4b79c4dc7775", "Microsoft 365 Security and Compliance Center"],
  ["ee272b19-4411-433f-8f28-5c13cb6fd407", "Microsoft 365 Support Service"],
  ["27922004-5251-4030-b22d-91ecd9a37ea4", "Outlook Mobile"],
  ["5d661950-3475-41cd-a2c3-d671a3162bc1", "Microsoft Outlook"],
  ["9199bf20-a13f-4107-85dc-02114787ef48", "One Outlook Web", "outlook web", "outlook on the web"],
  ["ab9b8c07-8f02-4f72-87fa-80105867a763", "OneDrive SyncEngine", "onedrive", "onedrive sync engine"],
  ["b26aadf8-566f-4478-926f-589f601d9c74", "OneDrive"],
  ["2d4d3d8e-2be3-4bef-9f87-7875a61c29de", "OneNote"],
  ["c9a559d2-7aab-4f13-a6ed-e7e9c52aec87", "Microsoft Forms", "ms forms"],
  ["66375f6b-983f-4c2c-9701-d680650f588f", "Microsoft Planner", "ms planner"],
  ["57336123-6e14-4acc-8dcf-287b6088aa28", "Microsoft Whiteboard Client"],
  ["95de633a-083e-42f5-b444-a4295d8e9314", "Microsoft Whiteboard Services"],
  ["cf53fce8-def6-4aeb-8d30-b158e7b1cf83", "Microsoft Stream Portal"],
  ["871c010f-5e61-4fb1-83ac-98610a7e9110", "Microsoft Power BI", "power bi", "powerbi"],
  ["00000009-0000-0000-c000-000000000000", "Power BI Service"],
  ["7f67af8a-fedc-4b08-8b4e-37c4d127b6cf", "Power BI Desktop"],
  ["065d9450-1e87-434e-ac2f-69af271549ed", "Power Platform Admin Center"],
  ["00000007-0000-0000-c000-000000000000", "Dataverse", "microsoft dataverse"],
  ["00000015-0000-0000-c000-000000000000", "Microsoft Dynamics ERP"],
  ["00000005-0000-0ff1-ce00-000000000000", "Viva Engage", "yammer"],
  ["c1c74fed-04c9-4704-80dc-9f79a2e515cb", "Yammer Web"],
  ["fe93bfe1-7947-460a-a5e0-7a5906b51360", "Viva Insights"],
  ["00000004-0000-0ff1-ce00-000000000000", "Skype for Business Online", "skype for business"],
  ["29d9ed98-a469-4536-ade2-f981bc1d605e", "Microsoft Authentication Broker", "authentication broker"],
  ["0000000a-0000-0000-c000-000000000000", "Microsoft Intune", "intune"],
  ["d4ebce55-015a-49b5-a083-c84d1797ae8c", "Microsoft Intune Enrollment", "intune enrollment"],
  [
    "9ba1a5c7-f17a-4de9-a1f1-6178c8d51223",
    "Microsoft Intune Company Portal",
    "intune company portal",
    "company portal",
  ],
  ["74bcdadc-2fdc-4bb3-8459-76d06952a0e9", "Microsoft Intune Web Company Portal"],
  ["fc0f3af4-6835-4174-b806-f7db311fd2f3", "Microsoft Intune Windows Agent"],
  ["93625bc8-bfe2-437a-97e0-3d0060024faa", "Microsoft password reset service", "password reset service"],
  ["18fbca16-2224-45f6-85b0-f7bf2b39b3f3", "Microsoft Docs"],
  ["cf36b471-5b44-428c-9ce7-313bf84528de", "Microsoft Bing Search"],
  ["2d7f3606-b07d-41d1-b9d2-0d0c9296a6e8", "Microsoft Bing Search for Microsoft Edge"],
  ["aebc6443-996d-45c2-90f0-388ff96faa56", "Visual Studio Code", "vs code", "vscode"],
  ["872cd9fa-d31f-45e0-9eab-6e460a02d1f1", "Visual Studio"],
];

/**
 * Applications whose names are words of the language, ordinary words or browsers too: "my sign-ins" asks for the asker's.
 * They are known by id everywhere, and by name only where the question says that an application is meant.
 */
const quiet: readonly Row[] = [
  ["2793995e-0a7d-40d7-bd35-6968ba142197", "My Apps"],
  ["19db86c3-b2b9-44cc-b339-36da233a3be2", "My Signins", "my sign ins"],
  ["8c59ead7-d703-4a27-9e55-c96a0054c8d2", "My Profile"],
  ["38aa3b87-a06d-4817-b275-7a316988d93b", "Windows Sign In"],
  ["26a7ee05-5602-4d76-a7ba-eae8b7b67941", "Windows Search"],
  ["1b3c667f-cde3-4090-b60b-3d2abd0117f0", "Windows Spotlight"],
  ["45a330b1-b1ec-4cc1-9161-9f03992aa49f", "Windows Store for Business"],
  ["268761a2-03f3-40df-8a8b-c3db24145b6b", "Universal Store Native Client"],
  ["a3b79187-70b2-4139-83f9-6016c58cd27b", "WindowsDefenderATP Portal"],
  ["ecd6b820-32c2-49b6-98a6-444530e5a77a", "Microsoft Edge"],
  ["e9c51622-460d-4d3d-952d-966a5b1da34c", "Microsoft Edge"],
  ["f44b1140-bc5e-48c6-8dc0-5cf5a53c0e34", "Microsoft Edge"],
  ["d7b530a4-7680-4c23-a8bf-c52c121d2e87", "Microsoft Edge Enterprise New Tab Page"],
  ["4813382a-8fa7-425e-ab75-3b753aab3abb", "Microsoft Authenticator App", "microsoft authenticator"],
  ["4b233688-031c-404b-9a80-a4f3f2351f90", "Office.com", "office com"],
  ["0f698dd4-f011-4d23-a33e-b36416dcb1e6", "OfficeClientService"],
  ["89bee1f7-5e6e-4d8a-9f3d-ecd601259da7", "Office365 Shell WCSS-Client", "office365 shell wcss client"],
  ["93d53678-613d-4013-afc1-62e9e444a0a5", "Office Online Add-in SSO", "office online add in sso"],
  ["7ab7862c-4c57-491e-8a45-d52a7e023983", "App Service", "azure app service"],
  ["9ea1ad79-fdb6-4f9a-8bc3-2b70f96e34c7", "Bing"],
  ["905fcf26-4eb7-48a0-9ff0-8dcc7194b5ba", "Sway"],
  ["22098786-6e16-43cc-a27d-191a01a1e3b5", "Microsoft To-Do client", "microsoft to do client", "to do"],
  ["60c8bde5-3167-4f92-8fdb-059f6176dc0f", "Enterprise Roaming and Backup"],
  ["01cb2876-7ebd-4aa4-9cc9-d28bd4d359a9", "Device Registration Service"],
  ["0000000c-0000-0000-c000-000000000000", "Microsoft App Access Panel"],
  ["8edd93e1-2103-40b4-bd70-6e34e586362d", "Windows Azure Security Resource Provider"],
  ["fdf9885b-dd37-42bf-82e5-c3129ef5a302", "Microsoft Support"],
  ["23523755-3a2b-41ca-9315-f81f3f566a95", "ACOM Azure Website"],
  ["74658136-14ec-4630-ad9b-26e160ff0fc6", "ADIbizaUX"],
  ["a40d7d7d-59aa-447e-a655-679a4107e548", "Accounts Control UI"],
];

/** Applications that are one wherever their words stand. */
export const knownApps: readonly KnownApp[] = spoken.map(toApp);

const all: readonly KnownApp[] = [...knownApps, ...quiet.map(toApp)];
const byId = new Map(all.map((app) => [app.id, app]));

/** Microsoft's application with this id, in any case. */
export function knownAppById(id: string): KnownApp | undefined {
  return byId.get(id.toLowerCase());
}

/** What an id is called: its name in the log, else the name by which Microsoft's application of that id is known. */
export function nameOrKnown(id: string | undefined, name: string | undefined): string | undefined {
  return name ?? (id === undefined ? undefined : knownAppById(id)?.name);
}

/** Microsoft's applications that some folded words name: "teams", "azure cli"; those of the quiet names too. */
export function knownAppsNamed(words: string): readonly KnownApp[] {
  return all.filter((app) => app.words.includes(words));
}

function toApp([id, name, ...words]: Row): KnownApp {
  return { id, name, words: [...new Set([name.toLowerCase(), ...words])] };
}
