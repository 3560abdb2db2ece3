import { type App, apps, tenantId } from "./apps.ts";
import { type Device, laptop, phone } from "./devices.ts";
import { homeLine, mobileLine, type Network, offices, type Place, places } from "./places.ts";
import { seededRandom } from "./random.ts";

/** How somebody usually answers when asked for more than a password. */
export type Factor = "notification" | "hello" | "fido2" | "none";

export interface Account {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly userType: "member" | "guest";
  readonly homeTenant: { readonly id: string; readonly name: string };
  /** Administrators have to meet a stricter policy. */
  readonly isAdmin: boolean;
  readonly factor: Factor;
}

/** Somebody who works here, with what they work with. */
export interface Person extends Account {
  readonly home: Network;
  readonly office?: Network;
  readonly mobile: Network;
  readonly laptop: Device;
  readonly phone: Device;
  /** Hour of the day, in the zone of home, at which work usually begins. */
  readonly startsAt: number;
  /** What they open in the browser, the usual ones more than once. */
  readonly apps: readonly App[];
}

export const contoso = { id: tenantId, name: "contoso.com" } as const;
export const fabrikam = { id: "7c5d2f10-9b3e-4d7a-8f62-1e0b6a94c3d8", name: "fabrikam.com" } as const;

const everyone: readonly App[] = [
  apps.outlookWeb,
  apps.exchange,
  apps.sharePoint,
  apps.sharePoint,
  apps.teams,
  apps.teams,
  apps.teamsWeb,
  apps.officeHome,
  apps.officeHome,
  apps.timesheets,
];
const builders: readonly App[] = [...everyone, apps.azurePortal, apps.azurePortal, apps.azureCli];
const sellers: readonly App[] = [...everyone, apps.salesforce, apps.salesforce, apps.crm];

const { berlin, london } = offices;

/** Those who work at Contoso today. */
export const people = {
  alice: person(1, "Alice Ng", places.berlin, "windows", "iphone", 8.5, [...everyone, apps.azurePortal], {
    office: berlin,
    factor: "hello",
    laptopName: "LAPTOP-42",
  }),
  bob: person(2, "Bob Marsh", places.london, "windows", "iphone", 9, [...everyone, apps.crm], {
    office: london,
  }),
  carol: person(3, "Carol Mendes", places.saoPaulo, "windows", "android", 9, sellers),
  dave: person(4, "Dave Okafor", places.berlin, "linux", "android", 10, builders, { office: berlin }),
  erin: person(5, "Erin Walsh", places.dublin, "windows", "android", 8, [...everyone, apps.crm]),
  frank: person(6, "Frank Weber", places.berlin, "windows", "iphone", 7.5, builders, {
    office: berlin,
    factor: "fido2",
    isAdmin: true,
  }),
  grace: person(7, "Grace Kimura", places.berlin, "mac", "iphone", 8.5, sellers, { office: berlin }),
  heidi: person(8, "Heidi Lindqvist", places.stockholm, "windows", "iphone", 8, everyone),
  ivan: person(9, "Ivan Petrov", places.munich, "mac", "android", 9.5, builders),
  judy: person(10, "Judy Alvarez", places.madrid, "mac", "iphone", 9, sellers),
  kofi: person(11, "Kofi Mensah", places.london, "linux", "android", 8, builders, {
    office: london,
    factor: "fido2",
    isAdmin: true,
  }),
  lena: person(12, "Lena Novák", places.munich, "windows", "iphone", 9, everyone, { factor: "hello" }),
  nina: person(13, "Nina Rao", places.bengaluru, "windows", "android", 9.5, everyone),
} as const;

/** She left the company; see the story of her account. */
export const mallory = person(14, "Mallory Finch", places.london, "windows", "android", 9, everyone, {
  office: london,
});

/** His project is over, and his account was forgotten. */
export const contractor = account("oscar.lund@contoso.com", "Oscar Lund");

/** Runs the nightly backup with a password, which is why it is exempt from MFA. */
export const backupAccount = account("svc-backup@contoso.com", "Backup Service", { factor: "none" });
/** A shared mailbox, which nobody ought to sign in to. */
export const invoicesMailbox = account("invoices@contoso.com", "Invoices", { factor: "none" });
/** She works for a partner and is a guest here. */
export const adele = account("adele.vance@fabrikam.com", "Adele Vance", {
  userType: "guest",
  homeTenant: fabrikam,
});

function account(
  userPrincipalName: string,
  displayName: string,
  rest: Partial<Pick<Account, "userType" | "homeTenant" | "isAdmin" | "factor">> = {},
): Account {
  return {
    id: seededRandom(userPrincipalName).guid(),
    userPrincipalName,
    displayName,
    userType: "member",
    homeTenant: contoso,
    isAdmin: false,
    factor: "notification",
    ...rest,
  };
}

/** `number` tells people apart in addresses and device names. */
function person(
  number: number,
  displayName: string,
  place: Place,
  laptopKind: "windows" | "mac" | "linux",
  phoneKind: "iphone" | "android",
  startsAt: number,
  opens: readonly App[],
  rest: { office?: Network; factor?: Factor; isAdmin?: boolean; laptopName?: string } = {},
): Person {
  const firstName = displayName.split(" ")[0] ?? displayName;
  const userPrincipalName = `${firstName.toLowerCase()}@contoso.com`;
  const random = seededRandom(`devices of ${userPrincipalName}`);
  const phoneName = phoneKind === "iphone" ? "iPhone" : "Pixel";
  return {
    ...account(userPrincipalName, displayName, { factor: rest.factor, isAdmin: rest.isAdmin }),
    factor: rest.factor ?? "notification",
    isAdmin: rest.isAdmin ?? false,
    home: homeLine(place, 20 + number),
    office: rest.office,
    mobile: mobileLine(place, number),
    laptop: laptop(random.guid(), rest.laptopName ?? `LAPTOP-${50 + number}`, laptopKind),
    phone: phone(random.guid(), `${firstName}'s ${phoneName}`, phoneKind),
    startsAt,
    apps: opens,
  };
}
