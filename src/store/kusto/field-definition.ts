import type { FieldName } from "../../question/fields.ts";
import { cleanText, extend, property, type Column } from "./column.ts";
import { cleanName as c } from "./raw-columns.ts";
import type { RawColumn } from "./tables.ts";

/**
 * How a field stands in a query.
 * - `value`: a text, "" for unknown.
 * - `entity`: the id, and in another column its tag.
 * - `values`, `entities`: arrays of these, each once.
 *
 * A tag is the JSON of id, name and alias: what tells an entity under one name from the same under another.
 */
export interface FieldColumn {
  readonly form: "value" | "entity" | "values" | "entities";
  readonly column: string;
  readonly tag: string;
  /** True where a later copy of a record does not change it, so that it can be asked for before copies are compared. */
  readonly isFixed: boolean;
  /** All values there are, where the query makes them itself. */
  readonly closed?: readonly string[];
  /** The id among the columns of the tables, by which a record can be passed over before it is read any further. */
  readonly idColumn?: RawColumn;
}

/** What a field is made of. */
export interface Definition {
  readonly form: FieldColumn["form"];
  readonly columns: readonly Column[];
  readonly isFixed?: true;
  readonly closed?: readonly string[];
  readonly idColumn?: RawColumn;
}

export function value(
  name: FieldName,
  expression: string,
  needs: readonly string[],
  more: Pick<Definition, "closed"> = {},
): Definition {
  return { form: "value", columns: [extend(`s_${name}`, expression, needs)], ...more };
}

export function plain(name: FieldName, column: RawColumn): Definition {
  return value(name, c(column), [c(column)]);
}

export function inJson(name: FieldName, column: RawColumn, key: string): Definition {
  return value(name, cleanText(property(c(column), key)), [c(column)]);
}

interface EntityParts {
  readonly id: string;
  readonly name: string;
  readonly alias?: string;
  readonly needs: readonly string[];
  readonly made?: readonly Column[];
}

export function entity(
  name: FieldName,
  { id, name: shown, alias = '""', needs, made = [] }: EntityParts,
  more: Pick<Definition, "isFixed" | "idColumn"> = {},
): Definition {
  const column = `s_${name}`;
  return {
    form: "entity",
    columns: [
      ...made,
      extend(column, id, needs),
      extend(
        `${column}Tag`,
        `iff(isempty(${column}), "", tostring(pack_array(${column}, ${shown}, ${alias})))`,
        [column, ...needs],
      ),
    ],
    ...more,
  };
}

export function named(name: FieldName, id: RawColumn, shown: RawColumn): Definition {
  const parts = { id: `coalesce(${c(id)}, ${c(shown)})`, name: c(shown), needs: [c(id), c(shown)] };
  return entity(name, parts, { isFixed: true, idColumn: id });
}

/** Service principals of both logs stand in the same columns. */
export function principal(name: "servicePrincipal" | "managedIdentity"): Definition {
  const [id, shown] = [c("ServicePrincipalId"), c("ServicePrincipalName")];
  return entity(
    name,
    { id: `iff(s_type == "${name}", coalesce(${id}, ${shown}), "")`, name: shown, needs: [id, shown] },
    { isFixed: true },
  );
}

export function flag(name: FieldName, expression: string, column: string): Definition {
  const word = `tolower(${expression})`;
  const made = `case(${word} in ("true", "yes", "1"), "true", ${word} in ("false", "no", "0"), "false", "")`;
  return value(name, made, [column], { closed: ["true", "false"] });
}

/** Texts of a property of the objects in a list, each once. */
export function properties(name: FieldName, column: RawColumn, key: string): Definition {
  const item = `s_${name}Item`;
  const operator =
    `mv-apply ${item} = iff(array_length(${c(column)}) > 0, ${c(column)}, dynamic([{}])) to typeof(dynamic) on ` +
    `(extend s_text = ${cleanText(property(item, key))} | summarize s_${name} = make_set_if(s_text, isnotempty(s_text)))`;
  return { form: "values", columns: [{ name: `s_${name}`, needs: [c(column)], operator }] };
}
