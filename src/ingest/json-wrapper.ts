import { fieldsOf, textOf } from "./values.ts";

/** Lists of records inside of an object: a page of Graph, a message of Event Hubs, an answer of Log Analytics. */
const wrapper = /(?<!\\)"(value|records|tables|rows)"\s*:\s*$/i;

/** Whether a list of this name can be one of records. */
export function isWrapperKey(key: string): boolean {
  return /^(value|records|tables|rows)$/i.test(key);
}

/**
 * The list that opens after this text, where the text is an object up to there that only wraps records; undefined for
 * any other list.
 */
export function wrappedList(before: string): { readonly columns?: readonly string[] } | undefined {
  const key = wrapper.exec(before.slice(-100))?.[1]?.toLowerCase();
  if (key !== "rows") return key === undefined ? undefined : {};
  const columns = columnsOf(before);
  return columns === undefined ? undefined : { columns };
}

/** The names of a table's columns, from its text up to its rows. */
function columnsOf(before: string): string[] | undefined {
  try {
    const columns = fieldsOf(JSON.parse(`${before}[]}`)).get("columns");
    if (!Array.isArray(columns)) return undefined;
    return columns.map((column) => {
      const held = fieldsOf(column);
      return textOf(held.get("name")) ?? textOf(held.get("columnname")) ?? "";
    });
  } catch {
    return undefined;
  }
}
