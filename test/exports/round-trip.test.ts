import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readJson } from "../../src/ingest/json-formats.ts";
import { readEntries } from "../../src/ingest/read.ts";
import { headerOfLog, propertyOf } from "../../src/portal/headers.ts";
import { addAuthenticationDetail } from "../../src/signin/merge.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";
import { statusOf, unknownErrorCode } from "../../src/signin/status.ts";
import { signInOf, textOf } from "../../src/store/sign-in-text.ts";
import { signIns as company } from "../commands/company.ts";
import { memoryStore } from "../store/memory-store.ts";
import { signInsArbitrary } from "../store/sign-ins.ts";
import { hostileTexts } from "../views/hostile-texts.ts";
import { filesOf, signInWith } from "./exported.ts";

/** What a store holds after importing these files. */
async function imported(files: Readonly<Record<string, string>>): Promise<readonly SignIn[]> {
  const store = memoryStore();
  for (const [name, text] of Object.entries(files)) {
    async function* bytes(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(text);
    }
    const { entries } = await readEntries({ name, bytes: bytes() });
    for await (const entry of entries) await store.write([entry]);
  }
  expect((await store.coverage()).quarantined).toEqual([]);
  return (await store.list({ where: [] }, { order: "oldest", limit: 1_000 })).rows;
}

/** Texts that CSV, JSON or a spreadsheet may take for something else. */
const text = fc.oneof(
  fc.constantFrom(...Object.values(hostileTexts), "constructor", "'=1", "a;=1", "a\r\n-1", "''", '"'),
  fc.string({
    unit: fc.constantFrom("'", '"', "=", "-", "@", ";", ",", " ", "\t", "\r", "\n", "\r\n", "a", "ü", "🙂"),
  }),
);

const texts = fc.record(
  {
    userDisplayName: text,
    appDisplayName: text,
    userAgent: text,
    servicePrincipalName: text,
    signInIdentifier: text,
    uniqueTokenIdentifier: text,
    authenticationRequirement: fc.oneof(text, fc.constant("multiFactorAuthentication")),
    incomingTokenType: fc.oneof(text, fc.constantFrom("none", "primaryRefreshToken", "saml20")),
    tokenIssuerType: fc.oneof(text, fc.constantFrom("AzureAD", "ADFederationServices")),
    clientCredentialType: fc.oneof(text, fc.constantFrom("clientSecret", "certificate")),
    crossTenantAccessType: fc.constantFrom("b2bCollaboration", "none"),
    originalTransferMethod: fc.constantFrom("deviceCodeFlow", "none"),
    managedServiceIdentity: fc.record({ msiType: fc.constantFrom("userAssigned", "systemAssigned") }),
    isThroughGlobalSecureAccess: fc.boolean(),
    processingTimeInMilliseconds: fc.nat(),
    authenticationDetails: fc.array(
      fc.record({ authenticationMethod: text, authenticationMethodDetail: text, succeeded: fc.boolean() }),
      { maxLength: 3 },
    ),
    status: fc.record({
      errorCode: fc.constantFrom(0, 50126, 50074),
      failureReason: text,
      additionalDetails: text,
    }),
  },
  { requiredKeys: [] },
);

/** Sign-ins as importing makes them: of each text, id and list the one form that Signpost keeps. */
const canonical: fc.Arbitrary<readonly SignIn[]> = fc
  .tuple(signInsArbitrary({ maxLength: 6 }), fc.array(texts, { minLength: 6, maxLength: 6 }))
  .map(([signIns, changes]) => {
    const read = signIns.map((signIn, index) =>
      readJson({ ...signIn, ...changes[index], raw: undefined, signInEventTypes: [signIn.type] }, {}),
    );
    const records = read.flatMap((reading) =>
      reading.kind === "signIn" ? [signInOf(textOf(reading.signIn))] : [],
    );
    return [...new Map(records.map((signIn) => [signIn.id, signIn])).values()];
  });

const byId = (signIns: readonly SignIn[]): Record<string, unknown> =>
  Object.fromEntries(signIns.map((signIn) => [signIn.id, { ...signIn, raw: undefined }]));

test("exported JSON is imported again as what it was", async () => {
  await fc.assert(
    fc.asyncProperty(canonical, async (signIns) => {
      expect(byId(await imported(await filesOf(signIns, { format: "json", perFile: 2 })))).toEqual(
        byId(signIns),
      );
    }),
    { numRuns: 80 },
  );
  // Of a time, the form with milliseconds is kept.
  const kept = company.map((signIn) => ({
    ...signIn,
    createdDateTime: new Date(signIn.createdDateTime).toISOString(),
  }));
  expect(byId(await imported(await filesOf(company, { format: "json" })))).toEqual(byId(kept));
});

/** What the CSV of a sign-in carries: the portal's columns, and its steps by their time. */
function carried(signIn: SignIn): Record<string, unknown> {
  const cells = headerOfLog(signIn.type).map((header) => {
    const property = propertyOf(header) ?? "";
    return [property, valueOf(signIn, property)] as const;
  });
  const isUser = signIn.type === "interactiveUser" || signIn.type === "nonInteractiveUser";
  const steps = isUser ? (signIn.authenticationDetails ?? []) : [];
  const { authenticationDetails } = steps.reduce(addAuthenticationDetail, signInWith({}));
  return {
    type: signIn.type,
    ...Object.fromEntries(cells),
    authenticationDetails: authenticationDetails?.map(legible),
  };
}

function valueOf(signIn: SignIn, property: string): unknown {
  if (property === "errorCode") return signIn.status.errorCode;
  if (property === "reportedStatus") return statusOf(signIn);
  if (property === "locationText") {
    const { city, state, countryOrRegion } = signIn.location ?? {};
    return legible({ city, state, countryOrRegion });
  }
  let value: unknown = signIn;
  for (const name of property.split(".")) value = (value as Record<string, unknown> | undefined)?.[name];
  return legible(value);
}

/** A table has no control characters but tabs and line breaks. */
function legible(value: unknown): unknown {
  if (typeof value === "string") return value.replace(/[^\P{Cc}\t\r\n]/gu, "\uFFFD");
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, legible(held)]));
}

const carriedById = (signIns: readonly SignIn[]): Record<string, unknown> =>
  Object.fromEntries(signIns.map((signIn) => [signIn.id, carried(signIn)]));

/** A place in one cell is told apart by its commas. */
const withoutCommas = ({ location, ...signIn }: SignIn): SignIn => ({
  ...signIn,
  ...(location !== undefined && {
    location: {
      ...location,
      city: location.city?.replaceAll(",", "·"),
      state: location.state?.replaceAll(",", "·"),
    },
  }),
});

test("exported CSV is imported again as what its columns say, authentication details with it", async () => {
  await fc.assert(
    fc.asyncProperty(canonical, async (some) => {
      const signIns = some.map(withoutCommas);
      expect(carriedById(await imported(await filesOf(signIns, { perFile: 2 })))).toEqual(
        carriedById(signIns),
      );
    }),
    { numRuns: 100 },
  );
});

test.each([
  { status: { errorCode: unknownErrorCode }, reportedStatus: "failure" },
  { status: { errorCode: unknownErrorCode }, reportedStatus: "interrupted" },
  { status: { errorCode: 0 }, reportedStatus: "failure" },
  { status: { errorCode: 50126, failureReason: "-1" } },
  { location: { city: "Saint-Rémy, Les Alpes", state: "Provence", countryOrRegion: "FR" } },
  { location: { state: "Provence" } },
  { location: { countryOrRegion: "FR" } },
] as const satisfies readonly Partial<SignIn>[])("a CSV of %j is imported as that", async (change) => {
  const signIn = signInWith({ userId: "u1", ...change });
  expect(carriedById(await imported(await filesOf([signIn])))).toEqual(carriedById([signIn]));
});
