import type { Entity, Field } from "../../question/field.ts";
import { field } from "../../question/fields.ts";
import type { SignIn } from "../../signin/sign-in.ts";
import { columns, timeColumn } from "./columns.ts";
import type { Dictionary } from "./dictionary.ts";
import { timeOfDay } from "./segments/day.ts";
import type { FactRows } from "./segments/fact-rows.ts";

/**
 * Adds the facts of a sign-in, whose record's number is for the caller to fill in; returns their row. Values that are
 * new are added to the dictionary.
 */
export function encodeFact(signIn: SignIn, dictionary: Dictionary, facts: FactRows): number {
  const row = facts.add();
  facts.set(row, timeColumn, timeOfDay(Date.parse(signIn.createdDateTime)));
  for (const { field: name, form, at, second } of columns) {
    const entry = field(name);
    if (form === "set") {
      facts.set(row, at, dictionary.addSet(name, entitiesOf(entry, signIn)));
      continue;
    }
    const entity = firstOf(entry, signIn);
    if (entity === undefined) continue;
    if (form === "guid" && facts.setGuid(row, second, entity.id)) continue;
    const { number, first } = dictionary.add(name, entity);
    facts.set(row, at, first);
    if (form === "entity" && number !== first) facts.set(row, second, number);
  }
  return row;
}

function entitiesOf(entry: Field, signIn: SignIn): readonly Entity[] {
  if (entry.kind === "entity") return entry.read(signIn);
  return entry
    .read(signIn)
    .filter((value) => value !== "")
    .map((id) => ({ id }));
}

function firstOf(entry: Field, signIn: SignIn): Entity | undefined {
  if (entry.kind === "entity") return entry.read(signIn)[0];
  const id = entry.read(signIn).find((value) => value !== "");
  return id === undefined ? undefined : { id };
}
