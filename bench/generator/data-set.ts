/** What a data set is made of. The same values always give the same records. */
export interface DataSet {
  /** Sign-ins, each counted once however often it is delivered. */
  readonly records: number;
  readonly seed: string;
}

/** To be raised when the same data set would become other records: what was made before is then made anew. */
export const generatorVersion = 1;

export const day = 86_400_000;
export const hour = 3_600_000;

/** How many of each a tenant of this size has. */
export const sizes = {
  days: 30,
  users: 20_000,
  apps: 400,
  countries: 60,
  addresses: 50_000,
  servicePrincipals: 1_500,
  managedIdentities: 150,
} as const;

export const shares = {
  type: { interactiveUser: 0.1, nonInteractiveUser: 0.65, servicePrincipal: 0.24, managedIdentity: 0.01 },
  failure: 0.08,
  interrupted: 0.03,
  /** Delivered a second time, of these so many with more in it. */
  again: 0.09,
  enriched: 0.4,
  /** Delivered hours or days after those of the same time. */
  late: 0.02,
} as const;

/** Milliseconds since 1970, [start, end): Monday, 2 November 2026, and 30 days on. */
export const start = Date.UTC(2026, 10, 2);
export const end = start + sizes.days * day;
