import { readFileSync } from "node:fs";
import { z } from "zod";
import { messageOf, UserError } from "./errors.ts";
import { limits } from "./limits.ts";
import { field, fieldNames, type FieldName } from "./question/fields.ts";
import { fold } from "./question/fold.ts";
import { longestName, longestValue } from "./question/question.ts";
import { canonicalValue } from "./question/parse/filters.ts";

/** Accounts, addresses, applications … that the configuration gives a name: "admins". */
export interface NamedList {
  readonly name: string;
  readonly field: FieldName;
  readonly values: readonly string[];
}

/** By `listKey`. */
export type Lists = ReadonlyMap<string, NamedList>;

export const noLists: Lists = new Map();

/** The form in which names of lists are compared: "Break-glass", "break glass" and "breakglass" are one. */
export function listKey(name: string): string {
  return fold(name).replace(/[\s_-]+/g, "");
}

const Entry = z.strictObject({
  field: z.enum(fieldNames, { error: (issue) => `has the field ${said(issue.input)}, which there is not` }),
  values: z
    .array(
      z.string({ error: "has a value that is no text" }).max(longestValue, "has a value that is too long"),
      {
        error: "has no values",
      },
    )
    .min(1, "has no values")
    .max(limits.listMembers, `has more than ${limits.listMembers} values`),
});
const File = z.record(z.string(), z.unknown());

/**
 * The lists of a setting: JSON that names each with its field and values, or the path of a file with that.
 * @throws UserError that names the file and the entry
 */
export function readLists(setting: string): Lists {
  const text = setting.trim();
  if (text === "") return noLists;
  if (text.startsWith("{")) return listsIn(text, "LISTS");
  try {
    return listsIn(readFileSync(text, "utf8").replace(/^\uFEFF/, ""), `LISTS (${text})`);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`LISTS must be JSON or the path of a file that can be read: ${messageOf(error)}`);
  }
}

/** Lists as they are given in code, made like those of a setting. */
export function listsOf(entries: Readonly<Record<string, unknown>>, source: string): Lists {
  const lists = new Map<string, NamedList>();
  if (Object.keys(entries).length > limits.lists)
    throw new UserError(`${source}: a configuration has at most ${limits.lists} lists.`);
  for (const [name, entry] of Object.entries(entries)) {
    const list = readEntry(name.trim(), entry, source);
    const key = listKey(name);
    if (lists.has(key)) throw broken(source, name, "is there twice");
    lists.set(key, list);
  }
  return lists;
}

function listsIn(text: string, source: string): Lists {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UserError(`${source} is no JSON (${messageOf(error)}). Write it like ${example}`);
  }
  const file = File.safeParse(value);
  if (!file.success) throw new UserError(`${source} must be an object of lists, like ${example}`);
  return listsOf(file.data, source);
}

const example = '{"admins":{"field":"user","values":["kofi@contoso.com"]}}';

function readEntry(name: string, entry: unknown, source: string): NamedList {
  if (!/^[\p{L}\p{N}][\p{L}\p{N}\p{M} ._&-]*$/u.test(name) || name.length > longestName)
    throw broken(source, name, "has a name that is no name: use letters, digits, blanks and . _ & -");
  const parsed = Entry.safeParse(entry);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const what = issue?.code === "unrecognized_keys" ? "has more than a field and values" : issue?.message;
    throw broken(
      source,
      name,
      issue?.path.length === 0 && issue.code === "invalid_type" ? "is no object" : what,
    );
  }
  const { field: of, values } = parsed.data;
  const members = values.map((value) => {
    const member = canonicalMember(of, value.trim());
    if (member === undefined)
      throw broken(source, name, `has the value ${said(value)}, which is ${kindOf(of)}`);
    return member;
  });
  return { name, field: of, values: [...new Set(members)] };
}

/** People choose their display names, so a list of accounts holds addresses and object ids alone. */
function canonicalMember(of: FieldName, value: string): string | undefined {
  if (value === "" || value.startsWith("list:")) return undefined;
  if (of === "user") return /^\S+@\S+$/.test(value) || z.guid().safeParse(value).success ? value : undefined;
  return canonicalValue(of, value);
}

function kindOf(of: FieldName): string {
  return of === "user"
    ? "neither a user principal name nor an object id"
    : `no value of the field ${of} (${field(of).label})`;
}

function broken(source: string, name: string, what = "is malformed"): UserError {
  return new UserError(`${source}: the list ${said(name)} ${what}. A list looks like ${example}`);
}

function said(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 100) ?? "nothing";
}
