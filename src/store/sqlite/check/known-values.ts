import type { Entity } from "../../../question/field.ts";
import type { FieldName } from "../../../question/fields.ts";
import type { Dictionary, StoredValue } from "../dictionary.ts";

/** Stands for what the dictionary should have and has not: no number of a value or a set. */
const missing = 2 ** 32 - 1;

/** A dictionary that nothing is added to. What would have to be is told to `onMissing`. */
export function knownValues(dictionary: Dictionary, onMissing: (field: FieldName) => void): Dictionary {
  const numbers = new Map<FieldName, Map<string, number>>();
  const setsOf = (name: FieldName): Map<string, number> => {
    let sets = numbers.get(name);
    if (sets === undefined) {
      sets = new Map(dictionary.sets(name).map((members, number) => [JSON.stringify(members), number]));
      numbers.set(name, sets);
    }
    return sets;
  };
  const known: Dictionary = {
    ...dictionary,
    add(name, { id, name: shown, alias }): StoredValue {
      const found = dictionary
        .entries(name, id)
        .find((entry) => entry.name === shown && entry.alias === alias);
      if (found === undefined) onMissing(name);
      return found ?? { id, name: shown, alias, number: missing, first: missing };
    },
    addSet(name: FieldName, entities: readonly Entity[]): number {
      if (entities.length === 0) return 0;
      const members = new Set(entities.map((entity) => known.add(name, entity).number));
      const found = setsOf(name).get(JSON.stringify([...members].sort((a, b) => a - b)));
      if (found === undefined) onMissing(name);
      return found ?? missing;
    },
  };
  return known;
}
