import type { Field } from "../question/field.ts";
import { field, type FieldName } from "../question/fields.ts";
import type { SignIn } from "../signin/sign-in.ts";

/**
 * Sign-ins as one array, in the shape of Microsoft Graph's signIn, a record a line; `signpost import` reads it back.
 * With columns, only those fields, by their names.
 */
export async function* jsonOf(
  pages: AsyncIterable<readonly SignIn[]>,
  columns: readonly FieldName[] | undefined,
): AsyncGenerator<string> {
  let before = "[";
  for await (const page of pages) {
    let text = "";
    for (const signIn of page) {
      text += `${before}\n${encode(columns === undefined ? graphRecord(signIn) : chosen(signIn, columns))}`;
      before = ",";
    }
    yield text;
  }
  yield before === "[" ? "[]\n" : "\n]\n";
}

/** Graph names the log in a list; what Graph does not have stays as it is. */
function graphRecord(signIn: SignIn): object {
  return { ...signIn, type: undefined, signInEventTypes: [signIn.type], raw: undefined };
}

function chosen(signIn: SignIn, columns: readonly FieldName[]): object {
  const values = columns.map((name) => {
    const entry: Field = field(name);
    const held = entry.read(signIn);
    return [name, entry.many === true ? held : (held[0] ?? null)] as const;
  });
  return { createdDateTime: signIn.createdDateTime, ...Object.fromEntries(values) };
}

/** Control characters that JSON lets stand as they are would act on a terminal: they are escaped like the others. */
function encode(record: object): string {
  return JSON.stringify(record).replace(
    /[\u007F-\u009F\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
