import type { SignIn } from "../../src/signin/sign-in.ts";
import type { Address, User } from "../generator/population.ts";

/** A user whose addresses are all in one country: the first is home. */
export interface Person extends User {
  /** Other addresses of that country, for the days when they are on the way. */
  readonly around: readonly Address[];
}

/** Who it is. */
export function identityOf(user: User): Partial<SignIn> {
  return {
    userId: user.id,
    userPrincipalName: user.principalName,
    userDisplayName: user.name,
    userType: user.isGuest ? "guest" : "member",
  };
}

/** Where somebody is. */
export function placeOf(address: Address): Partial<SignIn> {
  return {
    ipAddress: address.ip,
    autonomousSystemNumber: address.asn,
    location: {
      city: address.city,
      state: `${address.country} ${address.city}`,
      countryOrRegion: address.country,
      geoCoordinates: { latitude: address.latitude, longitude: address.longitude },
    },
  };
}
