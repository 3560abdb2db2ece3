import { areEqual } from "./binary-operators.ts";
import { lenient, strict, withMore, type FunctionTable } from "./function-table.ts";
import { undocumented } from "./unsupported.ts";
import { compareValues, isBag, isItems, keyOf, type Items, type Value } from "./values.ts";

/** Functions of arrays and bags: https://learn.microsoft.com/kusto/query/scalar-functions#dynamicarray-functions */
export const dynamicFunctions: FunctionTable = {
  array_length: strict(["array"], ([array]) => (isItems(array!) ? BigInt(array.length) : null)),
  array_concat: withMore(
    lenient(["array"], (arrays) => arrays.flatMap((array) => [...itemsOf(array, "array_concat")])),
    "array",
  ),
  array_index_of: lenient(["array", "any"], ([array, value]) =>
    BigInt(itemsOf(array!, "array_index_of").findIndex((item) => isSame(item, value!))),
  ),
  array_sort_asc: lenient(["array"], ([array]) => {
    const items = itemsOf(array!, "array_sort_asc");
    if (items.includes(null)) throw undocumented("array_sort_asc of nulls");
    return [...items].sort(compareValues);
  }),
  set_union: withMore(
    lenient(["array", "array"], (arrays) =>
      distinct(arrays.flatMap((array) => [...itemsOf(array, "set_union")])),
    ),
    "array",
  ),
  set_difference: withMore(
    lenient(["array", "array"], ([first, ...others]) => {
      const removed = new Set(others.flatMap((other) => itemsOf(other, "set_difference").map(keyOf)));
      return distinct(itemsOf(first!, "set_difference")).filter((item) => !removed.has(keyOf(item)));
    }),
    "array",
  ),
  set_intersect: withMore(
    strict(["array", "array"], ([first, ...others]) => {
      const kept = others.map((other) => new Set(itemsOf(other, "set_intersect").map(keyOf)));
      return distinct(itemsOf(first!, "set_intersect")).filter((item) =>
        kept.every((keys) => keys.has(keyOf(item))),
      );
    }),
    "array",
  ),
  set_has_element: lenient(["array", "any"], ([array, value]) =>
    itemsOf(array!, "set_has_element").some((item) => isSame(item, value!)),
  ),
  pack_array: withMore(
    lenient(["any"], (values) => [...values]),
    "any",
  ),
  bag_pack: withMore(
    lenient(["text", "any"], (values) => {
      if (values.length % 2 === 1) throw undocumented("bag_pack of a key without a value");
      const names = values.filter((_, index) => index % 2 === 0) as string[];
      return new Map(names.map((name, index) => [name, values[2 * index + 1]!]));
    }),
    "any",
  ),
  bag_keys: strict(["dynamic"], ([bag]) => {
    if (!isBag(bag!)) throw undocumented("bag_keys of what is no bag");
    return [...bag.keys()];
  }),
};

/** The values of a list, each once, in the order of their first. */
export function distinct(values: Items): Items {
  return [...new Map(values.map((value) => [keyOf(value), value])).values()];
}

function isSame(item: Value, value: Value): boolean {
  if (value === null) throw undocumented("a search for null in an array");
  if (item === null || isItems(item) || isBag(item) || typeof item !== typeof value) return false;
  return areEqual(item, value);
}

function itemsOf(value: Value, name: string): Items {
  if (isItems(value)) return value;
  throw undocumented(`${name} of what is no array`);
}
