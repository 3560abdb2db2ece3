import * as fc from "fast-check";
import { clientApps } from "../../src/signin/client-apps.ts";
import { policyResults } from "../../src/signin/conditions.ts";
import { signInTypes, statuses, type SignIn } from "../../src/signin/sign-in.ts";

/** Texts that break what does not treat them as plain data, and texts that differ only in case, accents or form. */
export const hostileTexts = [
  "O'Brien",
  "'; DROP TABLE fact; --",
  '"quoted" "',
  "50% off_now",
  "back\\slash\\",
  "two\nlines\tand a tab",
  "[a](https://example.com) <b>",
  "=1+1",
  "list:vip",
  "São  Paulo",
  "SAO PAULO",
  "sao paulo north",
  "Ｆｕｌｌ Width",
  "İstanbul Straße",
  "🦊 fox 🦊",
  "\u0000nul",
  "-",
  "null",
  "0",
] as const;

/** The middle of the times that are generated: 1 March 2026. */
export const someTime = Date.UTC(2026, 2, 1);

const guid = (n: number): string => `0000000${n}-aaaa-4bbb-8ccc-dddddddddddd`;
const pool = (...values: string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...values) },
    { weight: 2, arbitrary: fc.constantFrom(...hostileTexts) },
    { weight: 1, arbitrary: fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }) },
  );
const ids = fc.constantFrom(...[1, 2, 3, 4].map(guid), guid(4).toUpperCase(), "not a guid");
const names = pool("Alice Smith", "alice smith", "Alice Jones", "Bob O'Smith-Jones", "Contoso Portal");
const upns = pool("alice@contoso.com", "alice@fabrikam.com", "bob.jones@contoso.com");
const addresses = pool(
  "203.0.113.7",
  "203.0.113.77",
  "198.51.100.200",
  "::ffff:203.0.113.7",
  "2001:db8::1",
  "2001:0DB8:0:0::1",
  "2001:db8:1::1",
);
const times = fc
  .oneof(
    fc.constantFrom(0, 1, 999, 1000, 3_600_000),
    fc.integer({ min: -6, max: 6 }).map((n) => n * 1_800_000),
  )
  .map((offset) => new Date(someTime + offset).toISOString());

/** All but the id: few different values, so that they meet each other. Like readers, no empty texts and lists. */
const properties: { [Property in Exclude<keyof SignIn, "id">]?: fc.Arbitrary<SignIn[Property]> } = {
  tenantId: ids,
  correlationId: ids,
  userId: ids,
  userPrincipalName: upns,
  userDisplayName: names,
  userType: fc.constantFrom("member", "guest"),
  appId: ids,
  appDisplayName: names,
  resourceId: ids,
  resourceDisplayName: names,
  resourceTenantId: ids,
  homeTenantId: ids,
  homeTenantName: pool("fabrikam.com"),
  servicePrincipalId: ids,
  servicePrincipalName: names,
  ipAddress: addresses,
  autonomousSystemNumber: fc.constantFrom(64500, 64501),
  location: fc.record(
    { city: pool("Berlin", "berlin"), state: pool("Bavaria"), countryOrRegion: fc.constantFrom("DE", "US") },
    { requiredKeys: [] },
  ),
  networkLocationDetails: fc.array(
    fc.record({
      networkType: fc.constantFrom("trustedNamedLocation", "namedNetwork"),
      networkNames: fc.array(pool("Berlin office", "HQ"), { maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 2 },
  ),
  clientAppUsed: pool(...Object.keys(clientApps)),
  userAgent: pool("Mozilla/5.0 (Windows)", "python-requests/2.31"),
  deviceDetail: fc.record(
    {
      deviceId: ids,
      displayName: pool("LAPTOP-42", "laptop 42"),
      operatingSystem: pool("Windows 11", "Windows 10"),
      browser: pool("Chrome 120", "Edge 120"),
      isCompliant: fc.boolean(),
      isManaged: fc.boolean(),
    },
    { requiredKeys: [] },
  ),
  reportedStatus: fc.constantFrom(...statuses),
  conditionalAccessStatus: fc.constantFrom("success", "failure", "notApplied"),
  appliedConditionalAccessPolicies: fc.array(
    fc.record(
      { id: ids, displayName: names, result: fc.constantFrom("unknown", ...Object.keys(policyResults)) },
      { requiredKeys: [] },
    ),
    { minLength: 1, maxLength: 3 },
  ),
  authenticationDetails: fc.array(
    fc.record({
      authenticationStepDateTime: times,
      authenticationMethod: pool("Password", "Text message", "FIDO2 security key"),
      succeeded: fc.boolean(),
      authenticationStepResultDetail: fc.constantFrom("MFA completed in Azure AD", "Correct password"),
    }),
    { minLength: 1, maxLength: 2 },
  ),
  authenticationProtocol: pool("deviceCode", "ropc"),
  sessionId: ids,
  mfaDetail: fc.record({ authMethod: pool("Text message") }),
  riskLevelDuringSignIn: fc.constantFrom("none", "low", "high", "hidden"),
  riskLevelAggregated: fc.constantFrom("none", "medium"),
  riskState: pool("atRisk", "none"),
  riskEventTypes_v2: fc.array(pool("unlikelyTravel", "anonymizedIPAddress"), { minLength: 1, maxLength: 3 }),
  flaggedForReview: fc.boolean(),
  agent: fc.record({ agentType: fc.constantFrom("notAgentic", "agenticAppInstance") }),
  raw: fc.record({ anything: fc.constantFrom(...hostileTexts) }).map((record) => JSON.stringify(record)),
};

const required = fc.record({
  createdDateTime: times,
  type: fc.constantFrom(...signInTypes),
  status: fc.record(
    {
      errorCode: fc.constantFrom(0, 0, 0, 50126, 50053, 50074, 500121),
      failureReason: pool("Invalid username or password."),
      additionalDetails: pool("MFA requirement satisfied by claim in the token"),
    },
    { requiredKeys: ["errorCode"] },
  ),
});

const signInWithoutId: fc.Arbitrary<Omit<SignIn, "id">> = fc
  .tuple(required, fc.record(properties, { requiredKeys: [] }))
  .map(([always, sometimes]) => ({ ...sometimes, ...always }));

const signInId = fc.oneof(
  { weight: 8, arbitrary: fc.uuid() },
  { weight: 1, arbitrary: fc.uuid().map((id) => id.toUpperCase()) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }) },
);

/** Sign-ins with different ids. */
export const signInsArbitrary = (size: { minLength?: number; maxLength: number }): fc.Arbitrary<SignIn[]> =>
  fc
    .uniqueArray(signInId, size)
    .chain((ids) => fc.tuple(...ids.map((id) => signInWithoutId.map((rest) => ({ id, ...rest })))));

/** Two copies of one sign-in that its source wrote at different times. */
export const copiesArbitrary: fc.Arbitrary<SignIn[]> = fc
  .tuple(signInId, signInWithoutId, signInWithoutId)
  .map(([id, early, late]) => [
    { id, ...early, observedDateTime: new Date(someTime + 86_400_000).toISOString() },
    { id, ...late, observedDateTime: new Date(someTime + 172_800_000).toISOString() },
  ]);

/** The same sign-ins at every run. */
export function sampleSignIns(count: number): SignIn[] {
  const [sample = []] = fc.sample(signInsArbitrary({ minLength: count, maxLength: count }), {
    numRuns: 1,
    seed: 42,
  });
  return sample;
}
