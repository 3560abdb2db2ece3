import type Database from "better-sqlite3";
import { field, fieldNames, type FieldName } from "../../../question/fields.ts";
import { statuses } from "../../../signin/sign-in.ts";
import { statusNumbers } from "../columns.ts";
import type { Problems } from "./problems.ts";

interface Value {
  readonly number: number;
  readonly key: string;
  readonly name: string | null;
  readonly alias: string | null;
}

/** Checks that the values and sets of every field are numbered from 1 without gaps, and each is there once. */
export function checkDictionary(db: Database.Database, problems: Problems): void {
  const values = db.prepare<[string], Value>(
    'SELECT number, "key", name, alias FROM value WHERE field = ? ORDER BY number',
  );
  const sets = db.prepare<[string], { number: number; members: string }>(
    "SELECT number, members FROM value_set WHERE field = ? ORDER BY number",
  );
  for (const name of fieldNames) {
    const { label } = field(name);
    const held = values.all(name);
    const texts = held.map(({ key, name: shown, alias }) => JSON.stringify([key, shown, alias]));
    checkNumbering("values", label, held, texts, problems);
    const many = sets.all(name);
    const members = many.map((set) => set.members);
    checkNumbering("sets of values", label, many, members, problems);
    if (members.some((text) => !isSet(text, held.length))) {
      problems.add("facts", "A set of values in the dictionary is none", label);
    }
  }
  checkStatuses(values.all("status" satisfies FieldName), problems);
}

function checkNumbering(
  what: string,
  label: string,
  numbered: readonly { readonly number: number }[],
  texts: readonly string[],
  problems: Problems,
): void {
  if (numbered.some(({ number }, at) => number !== at + 1)) {
    problems.add("facts", `The dictionary lacks ${what}`, label);
  }
  if (new Set(texts).size !== texts.length) problems.add("facts", `The dictionary has ${what} twice`, label);
}

/** Whether a text is a list of numbers of values, ascending. */
function isSet(text: string, values: number): boolean {
  const members = JSON.parse(text) as number[];
  return (
    members.length > 0 &&
    members.every((member, at) => member > (members[at - 1] ?? 0)) &&
    (members.at(-1) as number) <= values
  );
}

function checkStatuses(values: readonly Value[], problems: Problems): void {
  if (statuses.some((status) => values[statusNumbers[status] - 1]?.key !== status)) {
    problems.add("facts", "The statuses have other numbers than this version gives them", "status");
  }
}
