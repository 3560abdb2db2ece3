import { type Entry } from "../../src/store/store.ts";
import { readEntries } from "../../src/ingest/read.ts";
import { signInOf } from "../../src/store/sign-in-text.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";

/** Everything that a file of this name and content holds. */
export async function entriesIn(
  name: string,
  content: string | Uint8Array,
  modified?: string,
): Promise<Entry[]> {
  const { entries } = await readEntries({ name, modified, bytes: bytesOf(content) });
  const all: Entry[] = [];
  for await (const entry of entries) all.push(entry);
  return all;
}

/** The sign-ins among them, without `raw`; quarantined records as their reasons. */
export async function signInsIn(name: string, content: string | Uint8Array, modified?: string) {
  return (await entriesIn(name, content, modified)).map((entry) => {
    if (entry.kind === "quarantined") return entry.reason;
    if (entry.kind === "authenticationDetail") return entry;
    const { raw: _, ...signIn } = signInOf(entry);
    return signIn;
  });
}

/** The one sign-in of a file. */
export async function signInIn(
  name: string,
  content: string | Uint8Array,
  modified?: string,
): Promise<SignIn> {
  const [entry, ...others] = await entriesIn(name, content, modified);
  if (entry?.kind !== "signIn" || others.length > 0) throw new Error(JSON.stringify([entry, ...others]));
  return signInOf(entry);
}

async function* bytesOf(content: string | Uint8Array, size = 7_000): AsyncGenerator<Uint8Array> {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** A sign-in as Graph's beta lists it. */
export function graphSignIn(id: string, changes: object = {}): Record<string, unknown> {
  return {
    id,
    createdDateTime: "2026-03-02T08:15:30.1234567Z",
    userDisplayName: "Mara Okafor",
    userPrincipalName: "Mara.Okafor@fabrikam.example",
    userId: "5d0a9d3c-1111-4c3c-9b0e-aaaaaaaaaaaa",
    appId: "89bee1f7-2222-4e8a-8d3d-bbbbbbbbbbbb",
    appDisplayName: "Travel Desk",
    ipAddress: "198.51.100.7",
    clientAppUsed: "Browser",
    correlationId: "0f7b2c1e-3333-4f6a-8c2d-cccccccccccc",
    conditionalAccessStatus: "notApplied",
    isInteractive: true,
    signInEventTypes: ["interactiveUser"],
    servicePrincipalId: "",
    resourceId: "00000000-0000-0000-0000-000000000000",
    status: { errorCode: 0, failureReason: "Other.", additionalDetails: null },
    deviceDetail: { deviceId: "", browser: "Firefox 140.0", isCompliant: null, trustType: "AzureAD" },
    location: {
      city: "Lyon",
      state: "",
      countryOrRegion: "FR",
      geoCoordinates: { latitude: 0, longitude: 0 },
    },
    ...changes,
  };
}

/** A record of diagnostic settings around some properties of a sign-in. */
export function diagnosticRecord(properties: object, changes: object = {}): Record<string, unknown> {
  return {
    time: "2026-03-02T08:20:00.0000000Z",
    resourceId: "/tenants/7a1f0000-4444-4aaa-8bbb-dddddddddddd/providers/Microsoft.aadiam",
    operationName: "Sign-in activity",
    category: "SignInLogs",
    tenantId: "7a1f0000-4444-4aaa-8bbb-dddddddddddd",
    resultType: "0",
    resultSignature: "None",
    callerIpAddress: "198.51.100.8",
    identity: "Mara Okafor",
    Level: 4,
    location: "FR",
    properties,
    ...changes,
  };
}

/** CSV text of rows of cells, each cell quoted, lines ended as Windows does. */
export function csvOf(rows: readonly (readonly string[])[], delimiter = ","): string {
  return rows
    .map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter) + "\r\n")
    .join("");
}

/** CSV text of one row, as columns and their cells. */
export function csvRow(cells: Readonly<Record<string, string>>, delimiter = ","): string {
  return csvOf([Object.keys(cells), Object.values(cells)], delimiter);
}
