import type Database from "better-sqlite3";
import type { FieldName } from "../../question/fields.ts";
import type { Candidate, Value } from "../store.ts";
import { columnOf } from "./columns.ts";
import { compileFilter, holdsAny } from "./conditions.ts";
import type { Dictionary } from "./dictionary.ts";
import type { Cell } from "./encode.ts";
import { findNamed } from "./named-values.ts";
import { nameGroup } from "./names.ts";
import { tally, type Key } from "./tally.ts";
import { firstGroups } from "./top.ts";

/** Values that some sign-in has under a name that the text means, each with all of its sign-ins. */
export function readCandidates(
  db: Database.Database,
  dictionary: Dictionary,
  name: FieldName,
  text: string,
  limit: number,
): Candidate[] {
  if (text === "") return [];
  const named = namedCells(db, dictionary, name, text);
  const numbers = new Set(named);
  const isNamed = ([key]: readonly Key[]): boolean => typeof key === "string" || numbers.has(key as number);
  const filter = holdsAny(columnOf(name), named, dictionary);
  const [groups = []] = tally(db, dictionary, filter, [{ by: [name], distinct: [] }]);
  const meant = groups.filter(({ keys }) => isNamed(keys));
  return firstGroups(meant, limit, "signIns", "most").map((group) => {
    const { values, counts, last } = nameGroup(db, dictionary, filter, [name], group);
    const { key, ...names } = values[0] as Value;
    return { id: key, ...names, signIns: counts.signIns, last };
  });
}

/** What stands in the facts for the values that the text names; the dictionary may also know names no longer in use. */
function namedCells(db: Database.Database, dictionary: Dictionary, name: FieldName, text: string): Cell[] {
  const { form, sql } = columnOf(name);
  const filter = compileFilter({ where: [{ field: name, is: [text] }] }, dictionary);
  const cells = db
    .prepare<unknown[], Cell>(`SELECT DISTINCT f.${sql} FROM fact f WHERE ${filter.text}`)
    .pluck()
    .all(...filter.parameters);
  if (form !== "set") return cells;
  const sets = dictionary.sets(name);
  const inUse = new Set(cells.flatMap((set) => sets[set as number] ?? []));
  const named = findNamed(name, dictionary.values(name), text).filter(({ number }) => inUse.has(number));
  return [...new Set(named.map(({ first }) => first))];
}
