import type { SignIn } from "../../src/signin/sign-in.ts";
import type { Address } from "../generator/population.ts";
import type { Stage } from "./stage.ts";

/** Computers that the directory does not know. */
export const unknownWindows: Partial<SignIn> = {
  deviceDetail: { operatingSystem: "Windows11", browser: "Edge 141.0.3537" },
};
export const unknownLinux: Partial<SignIn> = {
  deviceDetail: { operatingSystem: "Linux", browser: "Chrome 141.0.0" },
};
export const unknownTablet: Partial<SignIn> = {
  deviceDetail: { operatingSystem: "Ios 19", browser: "Mobile Safari 19.0" },
};

/** A program that signs in by itself. */
export const unattended: Partial<SignIn> = { type: "nonInteractiveUser", isInteractive: false };

/** An address that nobody has used, of a known network. */
export function besideOf({ address }: Stage, known: Address): Address {
  return { ...address(known.country), asn: known.asn };
}
