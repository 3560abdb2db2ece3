import { graphSignIn } from "../../src/demo/graph.ts";
import type { Random } from "../../src/demo/random.ts";
import { explainCode } from "../../src/signin/error-codes/catalogue.ts";
import { type SignIn, signInTypes, type SignInType } from "../../src/signin/sign-in.ts";
import { calendarOf } from "./calendar.ts";
import { type DataSet, day, end, hour, shares, sizes, start } from "./data-set.ts";
import { Draws } from "./draws.ts";
import { accessOf, errorCodeOf, stepsOf } from "./outcomes.ts";
import { type Address, type Population, populationOf, type User, type Workload } from "./population.ts";
import { weighted, zipf } from "./zipf.ts";

/** The first delivery of a record that comes again with more in it, or what it is in the end. */
export type Form = "first" | "final";

/** The records of a data set, each made from its index alone, as Microsoft Graph would deliver them. */
export interface Records {
  readonly population: Population;
  readonly signInAt: (index: number, form?: Form) => SignIn;
  readonly recordAt: (index: number, form?: Form) => object;
  /** The address that tries the passwords of many users in the hour of a moment, if one does. */
  readonly attackerAt: (at: number) => Address | undefined;
}

export function recordsOf(set: DataSet): Records {
  const population = populationOf(set.seed);
  const timeOf = calendarOf(set);
  const stories = new Draws(`${set.seed} stories`);
  const own = new Draws(`${set.seed} records`);
  const sessions = new Draws(`${set.seed} sessions`);
  const attackerAt = attacksOf(set.seed, population);
  const signInAt = (index: number, form: Form = "final"): SignIn => {
    // Every eighth goes on with the one before it: the same people, the same correlation id, another request.
    const story = index % 8 === 1 ? index - 1 : index;
    const who = stories.at(story);
    const random = own.at(index);
    const at = timeOf(index, random.next());
    const type = signInTypes[typeOf(who.next())] ?? "nonInteractiveUser";
    const common = {
      id: random.guid(),
      createdDateTime: new Date(at).toISOString(),
      correlationId: who.guid(),
    };
    return type === "interactiveUser" || type === "nonInteractiveUser"
      ? personSignIn({ ...common, type, at, population, attackerAt, sessions, form }, who, random)
      : workloadSignIn({ ...common, type, at, population, attackerAt, sessions, form }, who, random);
  };
  return {
    population,
    signInAt,
    recordAt: (index, form) => graphSignIn(signInAt(index, form)),
    attackerAt,
  };
}

interface Making extends Pick<SignIn, "id" | "createdDateTime" | "correlationId" | "type"> {
  readonly type: SignInType;
  readonly at: number;
  readonly population: Population;
  readonly attackerAt: (at: number) => Address | undefined;
  readonly sessions: Draws;
  readonly form: Form;
}

const typeOf = weighted(signInTypes.map((type) => shares.type[type]));
/** The heaviest user has about 2 % of all sign-ins, the median one about 150 of ten million. */
const userOf = zipf(sizes.users, 0.78);
const appOf = zipf(sizes.apps, 1);
const addressOf = zipf(sizes.addresses, 0.9);
const workloadOf = zipf(sizes.servicePrincipals, 0.9);
const identityOf = zipf(sizes.managedIdentities, 0.9);

const legacyClients = [
  "IMAP4",
  "POP3",
  "Authenticated SMTP",
  "Exchange ActiveSync",
  "Other clients",
] as const;
const platforms = [
  {
    os: "Windows11",
    browser: "Edge 141.0.3537",
    agent:
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.3537.71",
  },
  {
    os: "MacOs",
    browser: "Safari 19.0",
    agent:
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15",
  },
  {
    os: "Ios 19.1",
    browser: "Mobile Safari",
    agent:
      "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
  },
  {
    os: "Android 16",
    browser: "Chrome Mobile 141",
    agent:
      "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36",
  },
] as const;

function personSignIn(making: Making, who: Random, random: Random): SignIn {
  const { at, type, population, form, createdDateTime } = making;
  const rank = userOf(who.next());
  const usual = pick(population.users, rank);
  const app = pick(population.apps, appOf(who.next()));
  const isLegacy = who.chance(0.04);
  const attack = random.chance(0.25) ? making.attackerAt(at) : undefined;
  const guessed =
    attack === undefined ? errorCodeOf(random, true, isLegacy) : random.chance(0.5) ? 50126 : 50053;
  // An attack is part of the failures, so it takes the place of one.
  const isAttack = attack !== undefined && random.chance(attackShare);
  const user = isAttack ? random.pick(population.users) : usual;
  const errorCode = isAttack || attack === undefined ? guessed : errorCodeOf(random, true, isLegacy);
  const address = isAttack ? attack : addressFor(user, population, who);
  const isInteractive = type === "interactiveUser";
  const { additionalDetails, ...steps } = stepsOf(random, errorCode, isInteractive, createdDateTime);
  const platform = pick(platforms, user.device.platform);
  const clientAppUsed = isLegacy
    ? random.pick(legacyClients)
    : isInteractive
      ? "Browser"
      : "Mobile Apps and Desktop clients";
  const isRisky = random.chance(0.004);
  // Spread into one literal, all of this would take four times as long.
  return Object.assign(
    commonOf(making, population, address, random),
    accessOf(random, errorCode, isLegacy),
    steps,
    {
      isInteractive,
      userId: user.id,
      userPrincipalName: user.principalName,
      userDisplayName: user.name,
      userType: user.isGuest ? ("guest" as const) : ("member" as const),
      signInIdentifier: isInteractive ? user.principalName : undefined,
      signInIdentifierType: isInteractive ? "userPrincipalName" : undefined,
      appId: app.id,
      appDisplayName: app.name,
      resourceId: app.resource.id,
      resourceDisplayName: app.resource.name,
      homeTenantName: "",
      clientAppUsed,
      userAgent: platform.agent,
      deviceDetail: {
        deviceId: user.device.id,
        displayName: user.device.name,
        operatingSystem: platform.os,
        browser: isInteractive ? platform.browser : "",
        isCompliant: user.device.platform !== 3,
        isManaged: user.device.platform < 2,
        trustType: user.device.platform === 0 ? "Azure AD joined" : "",
      },
      status: statusFor(errorCode, additionalDetails),
      // What comes late in the log: the steps, and what became of them.
      authenticationDetails: form === "first" ? undefined : steps.authenticationDetails,
      mfaDetail: form === "first" ? undefined : steps.mfaDetail,
      authenticationProtocol: random.chance(0.002) ? "deviceCode" : isLegacy ? "ropc" : "oAuth2",
      originalTransferMethod: "none",
      incomingTokenType: isInteractive ? "none" : "primaryRefreshToken",
      sessionId: making.sessions.at(rank, Math.floor(at / day)).guid(),
      riskLevelDuringSignIn: isRisky ? "medium" : "none",
      riskLevelAggregated: isRisky ? "medium" : "none",
      riskState: isRisky ? "atRisk" : "none",
      riskEventTypes_v2: isRisky ? ["unfamiliarFeatures"] : [],
      crossTenantAccessType: user.isGuest ? "b2bCollaboration" : "none",
      isTenantRestricted: false,
    },
  );
}

function workloadSignIn(making: Making, who: Random, random: Random): SignIn {
  const { type, population } = making;
  const isIdentity = type === "managedIdentity";
  const workload: Workload = isIdentity
    ? pick(population.managedIdentities, identityOf(who.next()))
    : pick(population.servicePrincipals, workloadOf(who.next()));
  const errorCode = errorCodeOf(random, false, false);
  return Object.assign(
    commonOf(making, population, who.pick(workload.addresses), random),
    accessOf(random, errorCode, false),
    {
      isInteractive: false,
      appId: workload.app.id,
      appDisplayName: workload.app.name,
      resourceId: workload.resource.id,
      resourceDisplayName: workload.resource.name,
      servicePrincipalId: workload.id,
      servicePrincipalName: workload.name,
      servicePrincipalCredentialKeyId: workload.app.id,
      clientCredentialType: isIdentity ? "managedIdentity" : "clientSecret",
      status: statusFor(errorCode),
      authenticationProtocol: "oAuth2",
    },
  );
}

function commonOf(
  { id, createdDateTime, correlationId, type }: Making,
  { tenantId }: Population,
  address: Address,
  random: Random,
) {
  return {
    id,
    createdDateTime,
    type,
    correlationId,
    originalRequestId: id,
    appOwnerTenantId: tenantId,
    resourceTenantId: tenantId,
    homeTenantId: tenantId,
    ipAddress: address.ip,
    autonomousSystemNumber: address.asn,
    location: {
      city: address.city,
      state: `${address.country} ${address.city}`,
      countryOrRegion: address.country,
      geoCoordinates: { latitude: address.latitude, longitude: address.longitude },
    },
    networkLocationDetails: address.isOffice
      ? [{ networkType: "trustedNamedLocation", networkNames: ["Offices"] }]
      : [],
    tokenIssuerType: "AzureAD",
    uniqueTokenIdentifier: Buffer.from(id.replaceAll("-", ""), "hex").toString("base64url"),
    processingTimeInMilliseconds: random.whole(38, 420),
  } satisfies Partial<SignIn>;
}

function statusFor(errorCode: number, additionalDetails?: string): SignIn["status"] {
  if (errorCode === 0) return { errorCode, additionalDetails };
  const explained = explainCode(errorCode);
  return {
    errorCode,
    failureReason: explained.known === "explained" ? explained.entry.meaning : undefined,
    additionalDetails,
  };
}

function addressFor(user: User, { addresses }: Population, who: Random): Address {
  return who.chance(0.9) ? who.pick(user.addresses) : pick(addresses, addressOf(who.next()));
}

/** Of the sign-ins that an attack could be part of. */
const attackShare = 0.12;

/** One hour in twelve, one address tries the passwords of many users. */
function attacksOf(seed: string, { addresses }: Population): (at: number) => Address | undefined {
  const random = new Draws(`${seed} attacks`);
  const attackers = Array.from({ length: (end - start) / hour }, (_, at) =>
    random.at(at).chance(1 / 12) ? random.pick(addresses) : undefined,
  );
  return (at) => attackers[Math.floor((at - start) / hour)];
}

function pick<T>(list: readonly T[], at: number): T {
  return list[at] as T;
}
