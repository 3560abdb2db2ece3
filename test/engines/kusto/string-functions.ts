import { createHash } from "node:crypto";
import { toText } from "./casts.ts";
import { lenient, strict, withMore, withOptional, type FunctionTable } from "./function-table.ts";
import { compareOrdinal, lowerCase, upperCase } from "./ordinal.ts";
import { compileRegex } from "./regex.ts";
import type { KqlType } from "./schema.ts";
import { undocumented } from "./unsupported.ts";
import { isItems, type Items, type Value } from "./values.ts";

/** Functions of strings: each has a page under https://learn.microsoft.com/kusto/query/scalar-functions#string-functions */
export const stringFunctions: FunctionTable = {
  strlen: strict(["text"], ([text]) => BigInt(plain(text).length)),
  tolower: strict(["text"], ([text]) => lowerCase(text as string)),
  toupper: strict(["text"], ([text]) => upperCase(text as string)),
  strcmp: strict(["text", "text"], ([a, b]) => BigInt(compareOrdinal(a as string, b as string))),
  strcat: withMore(
    lenient(["any"], (values, types) => texts(values, types).join("")),
    "any",
  ),
  strcat_delim: withMore(
    lenient(["text", "any", "any"], ([delimiter, ...values], [, ...types]) =>
      texts(values, types).join(delimiter as string),
    ),
    "any",
  ),
  strcat_array: lenient(["array", "text"], ([array, delimiter]) =>
    itemsOf(array)
      .map((item) => toText(item, "dynamic"))
      .join(delimiter as string),
  ),
  substring: withOptional(
    strict(["text", "whole"], ([text, start, length]) => substring(plain(text), start, length)),
    "whole",
  ),
  indexof: strict(["text", "text"], ([text, sought]) =>
    BigInt(plain(text).indexOf(notEmpty(sought, "indexof"))),
  ),
  split: withOptional(
    strict(["text", "text"], ([text, delimiter, index]) => split(text, delimiter, index)),
    "whole",
  ),
  replace_string: strict(["text", "text", "text"], ([text, sought, other]) =>
    (text as string).split(notEmpty(sought, "replace_string")).join(other as string),
  ),
  replace_regex: strict(["text", "text", "text"], ([text, pattern, other]) =>
    compileRegex(pattern as string).replace(text as string, other as string),
  ),
  extract: strict(
    ["text", "whole", "text"],
    ([pattern, group, text]) => compileRegex(pattern as string).match(text as string)?.[Number(group)] ?? "",
  ),
  trim: strict(["text", "text"], ([pattern, text]) => {
    const regex = compileRegex(pattern as string);
    return regex.trimEnd(regex.trimStart(text as string));
  }),
  trim_start: strict(["text", "text"], ([pattern, text]) =>
    compileRegex(pattern as string).trimStart(text as string),
  ),
  trim_end: strict(["text", "text"], ([pattern, text]) =>
    compileRegex(pattern as string).trimEnd(text as string),
  ),
  hash_sha256: strict(["text"], ([text]) =>
    createHash("sha256")
      .update(text as string, "utf8")
      .digest("hex"),
  ),
};

function texts(values: readonly Value[], types: readonly KqlType[]): string[] {
  return values.map((value, index) => toText(value, types[index]!));
}

function substring(text: string, start: Value | undefined, length: Value | undefined): string {
  const from = Number(start);
  if (from < 0)
    return from < -text.length
      ? refuse("substring from before the start")
      : substringAt(text, text.length + from, length);
  return substringAt(text, from, length);
}

function substringAt(text: string, from: number, length: Value | undefined): string {
  if (length === undefined) return text.slice(from);
  if (Number(length) < 0) return refuse("substring of a negative length");
  return text.slice(from, from + Number(length));
}

function split(text: Value | undefined, delimiter: Value | undefined, index: Value | undefined): Value {
  const parts = (text as string).split(notEmpty(delimiter, "split"));
  if (index === undefined) return parts;
  const part = parts[Number(index)];
  return part === undefined ? refuse("split beyond the last part") : [part];
}

/** Kusto counts characters; where those are not UTF-16 units, the documents do not tell what they are. */
function plain(text: Value | undefined): string {
  if (/[\ud800-\udfff]/.test(text as string)) throw undocumented("the length of characters beyond U+FFFF");
  return text as string;
}

function notEmpty(text: Value | undefined, name: string): string {
  return text === "" ? refuse(`${name} of ""`) : (text as string);
}

function itemsOf(value: Value | undefined): Items {
  return isItems(value ?? null) ? (value as Items) : refuse("strcat_array of what is no array");
}

function refuse(construct: string): never {
  throw undocumented(construct);
}
