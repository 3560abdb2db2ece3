import type { SignIn } from "../signin/sign-in.ts";

/** A person, app, policy, … as a sign-in names it: something with an id that outlives its name. */
export interface Entity {
  readonly id: string;
  readonly name?: string;
  /** A second exact name: the user principal name of a user. */
  readonly alias?: string;
}

/**
 * How a value that someone typed is compared with what the log holds. All comparisons are on folded text (`fold`).
 * - `equal`: the same text.
 * - `contains`: the log's text contains it.
 * - `name`: it is the id, the alias, the alias up to its "@", or a run of whole words of the name (see `name-fits.ts`).
 * - `address`: the same address, or an address inside the CIDR block.
 */
export type Match = "equal" | "contains" | "name" | "address";

interface Common {
  /** Words that introduce a value: "country DE". The first is the one `describe` would use. */
  readonly words: readonly [string, ...string[]];
  /** Heading of a column or section. */
  readonly label: string;
  /** Plural of the label in running text: "3 countries". */
  readonly plural: string;
  /** A phrase that filters by it, understood by `parse`. */
  readonly example: string;
  /** Where a Microsoft Graph signIn has it. */
  readonly graph: string;
  /** Name of its column in SQL stores. */
  readonly column: string;
  /** Whether answers may be grouped by it. */
  readonly groups: boolean;
}

/** A field of texts, numbers or flags, all written as strings. More than one value where the record has a list. */
export interface ValueField extends Common {
  readonly kind: "text" | "number" | "boolean" | "guid" | "address" | "enum";
  readonly match: Match;
  /** True where one sign-in can have several values. */
  readonly many?: true;
  /** Known values, each with the phrases that mean it without naming the field. Closed for `enum` and `boolean`. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
  /** The values of one sign-in; none means unknown. */
  readonly read: (signIn: SignIn) => readonly string[];
}

/** A field whose values are things with an id and a name. */
export interface EntityField extends Common {
  readonly kind: "entity";
  readonly match: "name";
  readonly many?: true;
  readonly values?: undefined;
  readonly read: (signIn: SignIn) => readonly Entity[];
}

export type Field = ValueField | EntityField;
