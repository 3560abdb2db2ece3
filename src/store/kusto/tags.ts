import type { Entity } from "../../question/field.ts";
import type { Value } from "../store.ts";

/** The entity that a tag stands for: the JSON of its id, name and alias, "" for none. */
export function entityOfTag(tag: string): Entity {
  const [id = "", name = "", alias = ""] = JSON.parse(tag) as string[];
  return { id, ...(name !== "" && { name }), ...(alias !== "" && { alias }) };
}

export interface Seen {
  readonly tag: string;
  /** Milliseconds since 1970. */
  readonly last: number;
}

/** The newest known name and alias under which an id was seen; of two at the same time the one that sorts last. */
export function newestNames(seen: readonly Seen[]): Pick<Value, "name" | "alias"> {
  const entities = seen.map(({ tag, last }) => ({ last, ...entityOfTag(tag) }));
  const newest = (what: "name" | "alias"): string | undefined =>
    entities
      .filter((entity) => entity[what] !== undefined)
      .sort((a, b) => a.last - b.last || compareTexts(a[what] ?? "", b[what] ?? ""))
      .at(-1)?.[what];
  const [name, alias] = [newest("name"), newest("alias")];
  return { ...(name !== undefined && { name }), ...(alias !== undefined && { alias }) };
}

/** In the order of their UTF-16 code units. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
