import { expect, test } from "vitest";
import { csvOf, csvRow, entriesIn, signInIn, signInsIn } from "./records.ts";

const user = {
  "Date (UTC)": "2026-03-02T08:15:30Z",
  "Request ID": "11110000-aaaa-4bbb-8ccc-000000000001",
  "User agent": 'Mozilla/5.0 (X11; "Linux")',
  User: "Okafor, Mara",
  Username: "Mara@fabrikam.example",
  "User type": "Member",
  "Cross tenant access type": "B2B collaboration",
  "Authentication Protocol": "Device code",
  "Unique token identifier": "'-q1w2e3",
  Application: "Travel Desk",
  "Application ID ": "89bee1f7-2222-4e8a-8d3d-bbbbbbbbbbbb",
  "Resource ID ": "00000000-0000-0000-0000-000000000000",
  "IP address": "198.51.100.7",
  Location: "Saint-Rémy, Les Alpes, Provence, fr",
  Status: "Interrupted",
  "Sign-in error code": "50074",
  "Failure reason": "Strong authentication is required.",
  "Client app": "Mobile Apps and Desktop clients",
  "Device ID": "",
  Compliant: "Yes",
  Managed: "No",
  "Join Type": "Hybrid Azure AD joined",
  "Multifactor authentication result": "MFA required in Azure AD",
  "Multifactor authentication auth method": "Text message",
  "Multifactor authentication auth detail": "+X XXXXXXXX99",
  "Authentication requirement": "Multifactor authentication",
  "Autonomous system  number": "64500",
  "Flagged for review": "false",
  "Token issuer type": "Azure AD",
  Latency: "212",
  "Conditional Access": "Not Applied",
  "Managed Identity type": "None",
};

test("a row of the portal is read in Graph's words", async () => {
  const { raw = "", ...signIn } = await signInIn(
    "InteractiveSignIns_2026-03-01_2026-03-08.csv",
    csvRow(user),
  );
  expect(JSON.parse(raw)).toEqual(
    Object.fromEntries(Object.entries(user).map(([name, cell]) => [name.trim(), cell])),
  );
  expect(signIn).toEqual({
    id: "11110000-aaaa-4bbb-8ccc-000000000001",
    type: "interactiveUser",
    createdDateTime: "2026-03-02T08:15:30.000Z",
    userAgent: 'Mozilla/5.0 (X11; "Linux")',
    userDisplayName: "Okafor, Mara",
    userPrincipalName: "mara@fabrikam.example",
    userType: "member",
    crossTenantAccessType: "b2bCollaboration",
    authenticationProtocol: "deviceCode",
    uniqueTokenIdentifier: "-q1w2e3",
    appDisplayName: "Travel Desk",
    appId: "89bee1f7-2222-4e8a-8d3d-bbbbbbbbbbbb",
    ipAddress: "198.51.100.7",
    location: { city: "Saint-Rémy, Les Alpes", state: "Provence", countryOrRegion: "FR" },
    reportedStatus: "interrupted",
    status: {
      errorCode: 50074,
      failureReason: "Strong authentication is required.",
      additionalDetails: "MFA required in Azure AD",
    },
    clientAppUsed: "Mobile Apps and Desktop clients",
    deviceDetail: { isCompliant: true, isManaged: false, trustType: "Hybrid Azure AD joined" },
    mfaDetail: { authMethod: "Text message", authDetail: "+X XXXXXXXX99" },
    authenticationRequirement: "multiFactorAuthentication",
    autonomousSystemNumber: 64500,
    flaggedForReview: false,
    tokenIssuerType: "AzureAD",
    processingTimeInMilliseconds: 212,
    conditionalAccessStatus: "notApplied",
  });
});

test("of a column that stands twice, the one that holds something counts", async () => {
  const rows = [
    ["Date (UTC)", "Request ID", "User", "Incoming token type", "Status", "Incoming token type"],
    ["2026-03-02T08:15:30Z", "r1", "Mara", "", "Success", "Primary refresh token"],
    ["2026-03-02T08:15:30Z", "r2", "Mara", "Refresh token", "Success", ""],
  ];
  expect(await signInsIn("a.csv", csvOf(rows))).toMatchObject([
    { id: "r1", incomingTokenType: "primaryRefreshToken", status: { errorCode: 0 } },
    { id: "r2", incomingTokenType: "refreshToken" },
  ]);
});

test.each([
  ["", "Success", 0, "success"],
  ["0", "Success", 0, "success"],
  ["", "Failure", -1, "failure"],
  ["50126", "Failure", 50126, "failure"],
  ["50126", "Odd word", 50126, undefined],
])(
  "error code '%s' and status %s are the code %i, reported as %s",
  async (code, status, errorCode, reportedStatus) => {
    const text = csvRow({ ...user, "Sign-in error code": code, Status: status });
    expect(await signInIn("a.csv", text)).toMatchObject({
      status: { errorCode },
      ...(reportedStatus === undefined ? {} : { reportedStatus }),
    });
  },
);

test.each([
  ["Paris, Île-de-France, FR", { city: "Paris", state: "Île-de-France", countryOrRegion: "FR" }],
  ["Paris, , FR", { city: "Paris", countryOrRegion: "FR" }],
  ["Paris, FR", { city: "Paris", countryOrRegion: "FR" }],
  [", , de", { countryOrRegion: "DE" }],
  ["Berlin, Berlin, Allemagne", { city: "Berlin", state: "Berlin", countryOrRegion: "DE" }],
  ["", undefined],
])("the location '%s' is read from the right", async (written, location) => {
  expect((await signInIn("a.csv", csvRow({ ...user, Location: written }))).location).toEqual(location);
});

test("rows of service principals and of managed identities differ by the file's name", async () => {
  const text = csvRow({
    "Date (UTC)": "2026-03-02T08:15:30Z",
    "Request ID": "r1",
    "Service principal ID": "sp1",
    "Service principal name": "nightly-report",
    "Credential key ID": "k1",
    Status: "Success",
    "Sign-in error code": "",
  });
  const read = { servicePrincipalId: "sp1", servicePrincipalCredentialKeyId: "k1" };
  expect(await signInIn("ApplicationSignIns_x.csv", text)).toMatchObject({
    type: "servicePrincipal",
    ...read,
  });
  expect(await signInIn("MSISignIns_x.csv", text)).toMatchObject({ type: "managedIdentity", ...read });
  expect(await signInIn("download.csv", text)).toMatchObject({ type: "servicePrincipal", ...read });
});

test.each([
  [
    "French",
    {
      "Date (UTC)": "2026-03-02T08:15:30Z",
      "ID de requête": "r1",
      "Nom d’utilisateur": "mara@fabrikam.example",
      "Adresse IP": "198.51.100.7",
      Emplacement: "Lyon, Rhône, FR",
      Statut: "Opération réussie",
      "Code d'erreur de connexion": "",
      Géré: "Oui",
    },
  ],
  [
    "Spanish",
    {
      Fecha: "2026-03-02T08:15:30Z",
      "Id. de solicitud": "r1",
      "Nombre de usuario": "mara@fabrikam.example",
      "Dirección IP": "198.51.100.7",
      Ubicación: "Lyon, Rhône, FR",
      Estado: "Correcto",
      Administrado: "Sí",
    },
  ],
])("%s headers with semicolons are understood", async (_, cells) => {
  expect(await signInIn("InteractiveSignIns.csv", csvRow(cells, ";"))).toMatchObject({
    id: "r1",
    createdDateTime: "2026-03-02T08:15:30.000Z",
    userPrincipalName: "mara@fabrikam.example",
    ipAddress: "198.51.100.7",
    location: { city: "Lyon", state: "Rhône", countryOrRegion: "FR" },
    status: { errorCode: 0 },
    reportedStatus: "success",
    deviceDetail: { isManaged: true },
  });
});

test("authentication details are steps of the sign-ins they name", async () => {
  const rows = [
    [
      "Date",
      "Request ID",
      "Authentication method",
      "Authentication method detail",
      "Succeeded",
      "Result detail",
      "Requirement",
    ],
    [
      "2026-03-02T08:15:31Z",
      "r1",
      "Password",
      "Password in the cloud",
      "true",
      "Correct password",
      "Primary authentication",
    ],
    ["2026-03-02T08:15:40Z", "", "Password", "", "false", "", ""],
  ];
  expect(await entriesIn("InteractiveSignIns_AuthDetails_x.csv", csvOf(rows))).toMatchObject([
    {
      kind: "authenticationDetail",
      signInId: "r1",
      detail: {
        authenticationStepDateTime: "2026-03-02T08:15:31.000Z",
        authenticationMethod: "Password",
        authenticationMethodDetail: "Password in the cloud",
        succeeded: true,
        authenticationStepResultDetail: "Correct password",
        authenticationStepRequirement: "Primary authentication",
      },
    },
    { kind: "quarantined", reason: "no id or content to make one" },
  ]);
});
