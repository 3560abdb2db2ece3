import type Database from "better-sqlite3";
import type { Entity } from "../../question/field.ts";
import type { FieldName } from "../../question/fields.ts";

/** A value as some sign-in has it. A value without names is an entity of which only the id is known. */
export interface StoredValue extends Entity {
  /** Counted from 1 in every field, in the order of arrival. */
  readonly number: number;
  /** The number of the first entry with the same id: what stands for the id in the facts. */
  readonly first: number;
}

/**
 * The distinct values of every field, numbered. An id that came with several names has an entry for each, because a
 * condition is about what a sign-in itself said. The tables only ever grow, so what is in memory stays true and is
 * completed from the file where another process may have written.
 */
export interface Dictionary {
  /** All entries of a field; entry `n` stands at `n - 1`. */
  values(name: FieldName): readonly StoredValue[];
  /** The entries of one id, the first one first. */
  entries(name: FieldName, id: string): readonly StoredValue[];
  /** The entry of an entity; adds it where it is new. */
  add(name: FieldName, entity: Entity): StoredValue;
  /** The sets of a field with many values: ascending numbers of entries; set `n` stands at `n`, set 0 is empty. */
  sets(name: FieldName): readonly (readonly number[])[];
  /** The number of a set; adds it where it is new. */
  addSet(name: FieldName, entities: readonly Entity[]): number;
  /** Says that another process may have added since: to be called when a transaction begins. */
  expire(): void;
  /** Drops what is in memory: to be called when a transaction was rolled back. */
  forget(): void;
}

interface FieldValues {
  readonly values: StoredValue[];
  readonly byId: Map<string, StoredValue[]>;
  readonly sets: (readonly number[])[];
  readonly bySet: Map<string, number>;
  /** Whether memory has all that the file has. */
  complete: boolean;
}

export function createDictionary(db: Database.Database): Dictionary {
  const newValues = db.prepare<[string, number], { key: string; name: string | null; alias: string | null }>(
    'SELECT "key", name, alias FROM value WHERE field = ? AND number > ? ORDER BY number',
  );
  const newSets = db
    .prepare<[string, number], string>(
      "SELECT members FROM value_set WHERE field = ? AND number > ? ORDER BY number",
    )
    .pluck();
  const addValue = db.prepare('INSERT INTO value (field, number, "key", name, alias) VALUES (?, ?, ?, ?, ?)');
  const addSet = db.prepare("INSERT INTO value_set (field, number, members) VALUES (?, ?, ?)");
  const known = new Map<FieldName, FieldValues>();

  const held = (name: FieldName): FieldValues => {
    let one = known.get(name);
    if (one === undefined) {
      known.set(name, (one = { values: [], byId: new Map(), sets: [[]], bySet: new Map(), complete: false }));
    }
    return one;
  };
  const complete = (name: FieldName): FieldValues => {
    const one = held(name);
    if (one.complete) return one;
    for (const { key, name: shown, alias } of newValues.all(name, one.values.length)) {
      remember(one, { id: key, name: shown ?? undefined, alias: alias ?? undefined });
    }
    for (const members of newSets.all(name, one.sets.length - 1)) {
      one.bySet.set(members, one.sets.push(JSON.parse(members) as number[]) - 1);
    }
    one.complete = true;
    return one;
  };
  const dictionary: Dictionary = {
    values: (name) => complete(name).values,
    entries: (name, id) => complete(name).byId.get(id) ?? [],
    add(name, entity) {
      const found = findValue(held(name), entity) ?? findValue(complete(name), entity);
      if (found !== undefined) return found;
      const added = remember(held(name), entity);
      addValue.run(name, added.number, added.id, added.name ?? null, added.alias ?? null);
      return added;
    },
    sets: (name) => complete(name).sets,
    addSet(name, entities) {
      if (entities.length === 0) return 0;
      const members = membersOf(entities.map((entity) => dictionary.add(name, entity).number));
      const found = held(name).bySet.get(members) ?? complete(name).bySet.get(members);
      if (found !== undefined) return found;
      const one = held(name);
      const number = one.sets.push(JSON.parse(members) as number[]) - 1;
      one.bySet.set(members, number);
      addSet.run(name, number, members);
      return number;
    },
    expire() {
      for (const one of known.values()) one.complete = false;
    },
    forget: () => known.clear(),
  };
  return dictionary;
}

/** Each once and ascending; most sets have one member. */
function membersOf(numbers: readonly number[]): string {
  const members = numbers.length === 1 ? numbers : [...new Set(numbers)].sort((a, b) => a - b);
  return JSON.stringify(members);
}

function remember(one: FieldValues, { id, name, alias }: Entity): StoredValue {
  const number = one.values.length + 1;
  const same = one.byId.get(id);
  const value: StoredValue = { id, name, alias, number, first: same?.[0]?.number ?? number };
  one.values.push(value);
  if (same === undefined) one.byId.set(id, [value]);
  else same.push(value);
  return value;
}

function findValue(one: FieldValues, { id, name, alias }: Entity): StoredValue | undefined {
  const same = one.byId.get(id);
  if (same === undefined) return undefined;
  for (const value of same) if (value.name === name && value.alias === alias) return value;
  return undefined;
}
