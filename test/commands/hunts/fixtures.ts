import type { SignIn } from "../../../src/signin/sign-in.ts";
import { entryOf } from "../../../src/store/sign-in-text.ts";
import { openSqliteStore } from "../../../src/store/sqlite/open.ts";
import type { HuntView } from "../../../src/views/view.ts";
import { askFor } from "../company.ts";

/** Sign-ins that hunts are tried on: Alice at home in Berlin, and what happens to her. */

const minute = 60_000;
export const day = 24 * 60 * minute;
export const now = new Date("2026-03-31T10:00:00Z");
/** Yesterday at ten: what is hunted happens then. */
export const start = now.getTime() - day;

export const guid = (text: string): string => {
  const hex = [...text].map((letter) => letter.codePointAt(0)?.toString(16)).join("");
  return hex
    .padStart(20, "0")
    .slice(-20)
    .replace(/^(.{8})(.{4})(.{4})(.{4})$/, "$1-$2-$3-$4-000000000000");
};

let made = 0;

/** A sign-in of Alice at home in Berlin, unless told otherwise, so many minutes after the start. */
export function signIn(
  minutes: number,
  errorCode: number,
  rest: Partial<SignIn> & { who?: string } = {},
): SignIn {
  const { who = "alice", ...given } = rest;
  made++;
  return {
    id: guid(`r${made}`),
    correlationId: guid(`c${made}`),
    createdDateTime: new Date(start + minutes * minute).toISOString(),
    type: "interactiveUser",
    status: { errorCode },
    userId: guid(who),
    userPrincipalName: `${who}@contoso.com`,
    userDisplayName: who,
    appId: guid("portal"),
    appDisplayName: "Portal",
    ...berlin,
    ...given,
  };
}

export const berlin = place("203.0.113.7", 64496, "Berlin", "DE", 52.52, 13.405);
export const tokyo = place("198.51.100.9", 64500, "Tokyo", "JP", 35.677, 139.65);
export const hamburg = place("203.0.113.8", 64497, "Hamburg", "DE", 53.55, 9.99);

export function place(
  ipAddress: string,
  autonomousSystemNumber: number,
  city: string,
  countryOrRegion: string,
  latitude: number,
  longitude: number,
): Partial<SignIn> {
  return {
    ipAddress,
    autonomousSystemNumber,
    location: { city, countryOrRegion, geoCoordinates: { latitude, longitude } },
  };
}

export const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** Frank and a service principal have been there every day for 45 days. */
export const background: readonly SignIn[] = times(45, (index) => [
  signIn(-index * 1440 - 30, 0, { who: "frank" }),
  servicePrincipal(-index * 1440 - 30, {}),
]).flat();

export function servicePrincipal(minutes: number, rest: Partial<SignIn>): SignIn {
  const { userId: _, userPrincipalName: __, userDisplayName: ___, ...shared } = signIn(minutes, 0);
  return {
    ...shared,
    type: "servicePrincipal",
    servicePrincipalId: guid("deploy"),
    servicePrincipalName: "ci-deploy",
    ...rest,
  };
}

export const denied = (minutes: number, rest: Partial<SignIn> & { who?: string } = {}): SignIn =>
  signIn(minutes, 500121, {
    status: { errorCode: 500121, additionalDetails: "MFA denied; user declined the authentication" },
    ...rest,
  });
export const approved = (minutes: number, rest: Partial<SignIn> & { who?: string } = {}): SignIn =>
  signIn(minutes, 0, {
    status: { errorCode: 0, additionalDetails: "MFA completed in Azure AD" },
    ...rest,
  });
export const blocked = (minutes: number, rest: Partial<SignIn> & { who?: string } = {}): SignIn =>
  signIn(minutes, 53003, { conditionalAccessStatus: "failure", ...rest });
export const deviceCode = (minutes: number, rest: Partial<SignIn> = {}): SignIn =>
  signIn(minutes, 0, { authenticationProtocol: "deviceCode", ...rest });
export const spray = (users: number): SignIn[] =>
  times(users, (i) => signIn(i * 5, 50126, { who: `user${i}`, ...tokyo }));

export async function hunt(text: string, signIns: readonly SignIn[]): Promise<HuntView> {
  const store = openSqliteStore({ path: ":memory:" });
  await store.write([...background, ...signIns].map(entryOf));
  const view = await askFor("hunt", text, { store, now });
  await store.close();
  return view;
}

export function claim(): string {
  return "MFA requirement satisfied by claim in the token";
}
