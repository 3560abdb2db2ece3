import { field } from "../../question/fields.ts";
import type { Entity, Field } from "../../question/field.ts";
import type { SignIn } from "../../signin/sign-in.ts";
import { columns, unknown } from "./columns.ts";
import type { Dictionary } from "./dictionary.ts";
import { guidBytes } from "./guid.ts";

/** What stands in a column: the number of a value or set, or the bytes of a GUID. */
export type Cell = number | Buffer;

/** The cells of a sign-in in the order of `factColumns`. Values that are new are added to the dictionary. */
export function encodeFact(signIn: SignIn, dictionary: Dictionary): Cell[] {
  const cells: Cell[] = [];
  for (const { field: name, form } of columns) {
    const held = readEntities(signIn, field(name));
    const [entity] = held;
    const bytes = form === "guid" && entity !== undefined ? guidBytes(entity.id) : undefined;
    if (form === "set") {
      cells.push(dictionary.addSet(name, held));
    } else if (bytes !== undefined) {
      cells.push(bytes);
    } else {
      const { number, first } = entity === undefined ? nobody : dictionary.add(name, entity);
      cells.push(first);
      if (form === "entity") cells.push(number === first ? 0 : number);
    }
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
