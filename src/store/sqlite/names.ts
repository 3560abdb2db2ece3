import type Database from "better-sqlite3";
import type { FieldName } from "../../question/fields.ts";
import type { Group, Value } from "../store.ts";
import { columnOf } from "./columns.ts";
import { all, holdsAny, type Clause } from "./conditions.ts";
import type { Dictionary, StoredValue } from "./dictionary.ts";
import type { Cell } from "./encode.ts";
import { timeOf } from "./row-id.ts";
import type { CountedGroup, Key } from "./tally.ts";

/**
 * The group with the names of its values: the newest that its own sign-ins know; of two names at the same time the one
 * that sorts last.
 */
export function nameGroup(
  db: Database.Database,
  dictionary: Dictionary,
  filter: Clause,
  by: readonly FieldName[],
  { keys, values: found, counts, first, last, distinct }: CountedGroup,
): Group {
  const members = (): Clause =>
    all([filter, ...by.map((name, i) => holdsAny(columnOf(name), [toCell(keys[i] as Key)], dictionary))]);
  const values = found.map((value, i) => nameValue(db, dictionary, by[i] as FieldName, value.key, members));
  return { values, counts, first, last, distinct };
}

/**
 * A value with the newest names that some sign-ins know of it.
 * @param members the sign-ins; only read where there is more than one name
 */
export function nameValue(
  db: Database.Database,
  dictionary: Dictionary,
  name: FieldName,
  key: string,
  members: () => Clause,
): Value {
  const entries = key === "" ? [] : dictionary.entries(name, key);
  const [only] = entries;
  if (only === undefined || entries.length === 1) return { key, name: only?.name, alias: only?.alias };
  const seen = lastSeen(db, dictionary, name, entries, members());
  const newest = (what: "name" | "alias"): string | undefined =>
    seen
      .filter(({ entry }) => entry[what] !== undefined)
      .reduce<{ time: number; text?: string }>(
        (best, { entry: { [what]: text = "" }, time }) =>
          time > best.time || (time === best.time && text > (best.text ?? "")) ? { time, text } : best,
        { time: -Infinity },
      ).text;
  return { key, name: newest("name"), alias: newest("alias") };
}

/** When each entry of an id was last seen among some sign-ins; absent where none of them gave it. */
function lastSeen(
  db: Database.Database,
  dictionary: Dictionary,
  name: FieldName,
  entries: readonly StoredValue[],
  { text, parameters }: Clause,
): { entry: StoredValue; time: number }[] {
  const { form, sql, naming } = columnOf(name);
  const cell = form === "set" ? sql : naming;
  const rows = db
    .prepare<unknown[], { cell: number; time: number }>(
      `SELECT f.${cell} AS cell, ${timeOf("max(f.rid)")} AS time FROM fact f WHERE ${text} GROUP BY f.${cell}`,
    )
    .all(...parameters);
  const sets = form === "set" ? dictionary.sets(name) : [];
  return rows.flatMap(({ cell, time }) =>
    entries
      .filter(({ number, first }) =>
        form === "set" ? sets[cell]?.includes(number) : cell === (number === first ? 0 : number),
      )
      .map((entry) => ({ entry, time })),
  );
}

const toCell = (key: Key): Cell => (typeof key === "number" ? key : Buffer.from(key, "hex"));
