import { backupAccount, invoicesMailbox, people } from "./company.ts";
import { dataCentre, offices } from "./places.ts";

const { frank, grace, kofi, lena } = people;
const addresses = (accounts: readonly { readonly userPrincipalName: string }[]): string[] =>
  accounts.map(({ userPrincipalName }) => userPrincipalName);

/** The named lists of the demo company, in the shape of the setting LISTS. */
export const demoLists = {
  admins: { field: "user", values: addresses([frank, kofi]) },
  vips: { field: "user", values: addresses([grace, lena]) },
  "service accounts": { field: "user", values: addresses([backupAccount, invoicesMailbox]) },
  // Nobody may use it but when all else fails, and nobody has.
  "break glass": { field: "user", values: ["emergency@contoso.com"] },
  offices: { field: "ip", values: [offices.berlin.address, offices.london.address, dataCentre.address] },
} as const;
