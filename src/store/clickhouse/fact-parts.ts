import type { Entity, EntityField, Field, ValueField } from "../../question/field.ts";
import { fold } from "../../question/fold.ts";
import { nameForms, type NameForms } from "../../question/name-fits.ts";
import type { SignIn } from "../../signin/sign-in.ts";
import { comparableAddress } from "./addresses.ts";

/** A column that is made of a sign-in: each field has some, all by the same rules. */
export interface FactColumn {
  readonly name: string;
  readonly type: string;
}

/** What a sign-in has in these columns; of what it does not have, nothing. */
export type Facts = Record<string, string | readonly string[]>;

/** The columns of one field, and what fills them. */
export interface Part {
  readonly columns: readonly FactColumn[];
  readonly fill: (signIn: SignIn, facts: Facts) => void;
}

export function partsOf(entry: Field): Part {
  return entry.kind === "entity" ? entityPart(entry) : valuePart(entry);
}

function valuePart({ kind, match, many, column, read }: ValueField): Part {
  const texts: [suffix: string, of: (value: string) => string][] = [["", (value) => value]];
  if (!isItsOwnFold(kind)) texts.push(["Folded", fold]);
  if (match === "address") texts.push(["Comparable", comparableAddress]);
  const type = kind === "guid" || kind === "address" ? "String" : "LowCardinality(String)";
  return {
    columns: texts.map(([suffix]) => ({ name: column + suffix, type: many ? `Array(${type})` : type })),
    fill(signIn, facts) {
      const values = read(signIn).filter((value) => value !== "");
      for (const [suffix, of] of texts) put(facts, column + suffix, values.map(of), many);
    },
  };
}

/** What is kept of each entity, besides what else names it. */
const entityTexts: readonly (readonly [suffix: string, of: (entity: Entity, forms: NameForms) => string])[] =
  [
    ["", ({ id }) => id],
    ["Name", ({ name = "" }) => name],
    ["Alias", ({ alias = "" }) => alias],
    ["Folded", (_, { id }) => id],
    ["NameFolded", (_, { name }) => name],
    ["Words", (_, { words }) => (words.trim() === "" ? "" : words)],
  ];

function entityPart({ many, column, read }: EntityField): Part {
  const text = "LowCardinality(String)";
  return {
    columns: [
      ...entityTexts.map(([suffix]) => ({ name: column + suffix, type: many ? `Array(${text})` : text })),
      { name: `${column}Aliases`, type: `Array(${text})` },
    ],
    fill(signIn, facts) {
      const named = read(signIn).map((entity) => [entity, nameForms(entity)] as const);
      for (const [suffix, of] of entityTexts)
        put(
          facts,
          column + suffix,
          named.map((one) => of(...one)),
          many,
        );
      const aliases = named.flatMap(([, { alias, shortAliases }]) => [alias, ...shortAliases]);
      put(
        facts,
        `${column}Aliases`,
        aliases.filter((alias) => alias !== ""),
        true,
      );
    },
  };
}

/** Folding a number or a flag changes nothing. */
export function isItsOwnFold(kind: Field["kind"]): boolean {
  return kind === "number" || kind === "boolean";
}

function put(facts: Facts, column: string, values: readonly string[], many: boolean | undefined): void {
  if (values.length === 0) return;
  if (many) facts[column] = values;
  else if (values[0] !== "") facts[column] = values[0] as string;
}
