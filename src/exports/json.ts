import type { Field } from "../question/field.ts";
import { field, type FieldName } from "../question/fields.ts";
import type { SignIn } from "../signin/sign-in.ts";
import type { Reader } from "./columns.ts";
import { inTurn } from "./in-turn.ts";

/** Rows as one array, a record a line. */
export async function* jsonOf<Row>(
  pages: AsyncIterable<readonly Row[]>,
  record: (row: Row) => object,
): AsyncGenerator<string> {
  let before = "[";
  for await (const page of pages) {
    if (page.length === 0) continue;
    const first = before;
    yield await inTurn(() => first + page.map((row) => `\n${encode(record(row))}`).join(","));
    before = ",";
  }
  yield before === "[" ? "[]\n" : "\n]\n";
}

/**
 * A sign-in in the shape of Microsoft Graph's signIn, which names the log in a list; what Graph does not have stays as it
 * is. `signpost import` reads it back.
 */
export function graphRecord(signIn: SignIn): object {
  return { ...signIn, type: undefined, signInEventTypes: [signIn.type], raw: undefined };
}

/** The time and some fields, by their names: a list where a sign-in can have several values, null where it has none. */
export function chosenFields<Row>(
  names: readonly FieldName[],
  { createdDateTime, values }: Reader<Row>,
): (row: Row) => object {
  return (row) => {
    const chosen = names.map((name) => {
      const { kind, many }: Field = field(name);
      const held = values(row, name).map(({ key, ...names }) =>
        kind === "entity" ? { id: key, ...names } : key,
      );
      return [name, many === true ? held : (held[0] ?? null)] as const;
    });
    return { createdDateTime: createdDateTime(row), ...Object.fromEntries(chosen) };
  };
}

/** Control characters that JSON lets stand as they are would act on a terminal: they are escaped like the others. */
function encode(record: object): string {
  return JSON.stringify(record).replace(
    /[\u007F-\u009F\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
