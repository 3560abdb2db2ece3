/** Microsoft's own applications that people name without saying "app", with their public application ids. */
export const knownApps: readonly {
  readonly id: string;
  readonly name: string;
  readonly words: readonly string[];
}[] = [
  { id: "c44b4083-3bb0-49c1-b47d-974e53cbdf3c", name: "Azure Portal", words: ["azure portal"] },
  {
    id: "1fec8e78-bce4-4aaf-ab1b-5451cc387264",
    name: "Microsoft Teams",
    words: ["teams", "microsoft teams", "ms teams"],
  },
  {
    id: "00000003-0000-0ff1-ce00-000000000000",
    name: "Office 365 SharePoint Online",
    words: ["sharepoint", "sharepoint online", "office 365 sharepoint online"],
  },
  {
    id: "00000002-0000-0ff1-ce00-000000000000",
    name: "Office 365 Exchange Online",
    words: ["exchange", "exchange online", "office 365 exchange online"],
  },
  {
    id: "00000003-0000-0000-c000-000000000000",
    name: "Microsoft Graph",
    words: ["microsoft graph", "ms graph"],
  },
  {
    id: "14d82eec-204b-4c2f-b7e8-296a70dab67e",
    name: "Microsoft Graph PowerShell",
    words: ["microsoft graph powershell", "graph powershell"],
  },
  {
    id: "04b07795-8ddb-461a-bbee-02f9e1bf7b46",
    name: "Microsoft Azure CLI",
    words: ["azure cli", "microsoft azure cli"],
  },
  {
    id: "1950a258-227b-4e31-a9cf-717495945fc2",
    name: "Microsoft Azure PowerShell",
    words: ["azure powershell", "microsoft azure powershell"],
  },
  {
    id: "1b730954-1685-4b74-9bfd-dac224a7b894",
    name: "Azure Active Directory PowerShell",
    words: ["azure ad powershell", "azure active directory powershell"],
  },
  { id: "de8bc8b5-d9f9-48b1-a8ad-b748da725064", name: "Graph Explorer", words: ["graph explorer"] },
  { id: "4765445b-32c6-49b0-83e6-1d93765276ca", name: "OfficeHome", words: ["officehome", "office home"] },
  { id: "d3590ed6-52b3-4102-aeff-aad2292ab01c", name: "Microsoft Office", words: ["microsoft office"] },
  { id: "27922004-5251-4030-b22d-91ecd9a37ea4", name: "Outlook Mobile", words: ["outlook mobile"] },
  {
    id: "ab9b8c07-8f02-4f72-87fa-80105867a763",
    name: "OneDrive SyncEngine",
    words: ["onedrive", "onedrive syncengine"],
  },
  {
    id: "29d9ed98-a469-4536-ade2-f981bc1d605e",
    name: "Microsoft Authentication Broker",
    words: ["authentication broker", "microsoft authentication broker"],
  },
  {
    id: "797f4846-ba00-4fd7-ba43-dac1f8f63013",
    name: "Windows Azure Service Management API",
    words: ["windows azure service management api", "azure service management"],
  },
  {
    id: "aebc6443-996d-45c2-90f0-388ff96faa56",
    name: "Visual Studio Code",
    words: ["visual studio code", "vs code", "vscode"],
  },
  {
    id: "00000002-0000-0000-c000-000000000000",
    name: "Windows Azure Active Directory",
    words: ["windows azure active directory"],
  },
];
