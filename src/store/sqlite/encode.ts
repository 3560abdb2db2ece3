import type { Entity, Field } from "../../question/field.ts";
import { field } from "../../question/fields.ts";
import type { SignIn } from "../../signin/sign-in.ts";
import { columns, factColumns, timeColumn, unknown } from "./columns.ts";
import type { Dictionary } from "./dictionary.ts";
import { guidBytes, noGuid } from "./guid.ts";
import { timeOfDay } from "./segments/day.ts";

/** What stands in a column of the facts: a number, or the bytes of a GUID. */
export type Cell = number | Buffer;

/**
 * The cells of a sign-in in the order of `factColumns`; its record's number is for the caller to fill in. Values that
 * are new are added to the dictionary.
 */
export function encodeFact(signIn: SignIn, dictionary: Dictionary): Cell[] {
  const cells: Cell[] = Array.from({ length: factColumns.length }, () => unknown);
  cells[timeColumn] = timeOfDay(Date.parse(signIn.createdDateTime));
  for (const { field: name, form, at, second } of columns) {
    const held = readEntities(signIn, field(name));
    const [entity] = held;
    if (form === "set") {
      cells[at] = dictionary.addSet(name, held);
      continue;
    }
    const bytes = form === "guid" && entity !== undefined ? guidBytes(entity.id) : undefined;
    const { number, first } =
      entity === undefined || bytes !== undefined ? nobody : dictionary.add(name, entity);
    cells[at] = first;
    if (form === "entity") cells[second] = number === first ? unknown : number;
    if (form === "guid") cells[second] = bytes ?? noGuid;
  }
  return cells;
}

const nobody = { number: unknown, first: unknown };

function readEntities(signIn: SignIn, entry: Field): readonly Entity[] {
  if (entry.kind === "entity") return entry.read(signIn);
  const entities: Entity[] = [];
  for (const value of entry.read(signIn)) if (value !== "") entities.push({ id: value });
  return entities;
}
