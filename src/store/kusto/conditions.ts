import { field, type FieldName } from "../../question/fields.ts";
import { fold, foldedWords } from "../../question/fold.ts";
import { isGuid } from "../../question/name-fits.ts";
import { equalsValue, idFields, matches, namesEntity, parseBlock } from "../../question/matches.ts";
import type { Condition } from "../../question/question.ts";
import type { SignInType } from "../../signin/sign-in.ts";
import { fieldColumns } from "./field-columns.ts";
import type { FieldColumn } from "./field-definition.ts";
import { array, text, texts, verbatim } from "./literals.ts";
import { entityOfTag } from "./tags.ts";
import { tables, type Table } from "./tables.ts";

/**
 * What KQL cannot compare as `fold` does (accents, compatibility forms, runs of space), and how names fit, is decided
 * here, in JavaScript: the values in question are asked for first, and those that fit stand in the query as they are.
 */
export interface Asking {
  /** What is asked for: values of this column. */
  readonly column: string;
  /** True where the column is an array. */
  readonly isArray: boolean;
  readonly needs: readonly string[];
  /** Values that can fit; undefined: all of them. */
  readonly where: string | undefined;
  /** Whether one of them does. */
  readonly fits: (value: string) => boolean;
}

/** A predicate that is never null, once it is known which values fit. */
export interface Test {
  readonly needs: readonly string[];
  readonly isFixed: boolean;
  readonly asking: readonly Asking[];
  /** @param fitting the values that fit, for each of `asking` */
  readonly predicate: (fitting: readonly (readonly string[])[]) => string;
}

/**
 * A text that `=~` and `contains` may not compare as `fold` does: all but printable ASCII without two spaces in a row. In
 * the JSON of a tag, a backslash may stand for anything. (Nor "~", which not every regular expression takes in a class.)
 */
const isOdd = (column: string): string => `${column} matches regex ${verbatim("[^ -}]|  |\\\\")}`;
const plain = /^[ -}]+$/;

/** The tables whose sign-ins can meet conditions on the log, and the other conditions. */
export function chooseTables(where: readonly Condition[]): { tables: readonly Table[]; rest: Condition[] } {
  const onType = where.filter((condition) => condition.field === "type");
  const isOfType = (type: SignInType): boolean => {
    const signIn = { id: "", createdDateTime: "", type, status: { errorCode: 0 } };
    return matches(signIn, onType);
  };
  return {
    tables: tables.filter(({ type }) => isOfType(type)),
    rest: where.filter((condition) => condition.field !== "type"),
  };
}

/** What a condition means over the columns. */
export function compileCondition({ field: name, is, isNot }: Condition): Test {
  const values = is ?? isNot ?? [];
  const any = name === "id" ? isId(values) : isAny(name, values);
  return isNot === undefined ? any : { ...any, predicate: (fitting) => `not(${any.predicate(fitting)})` };
}

/** How the values of a field fit that are asked for; used for names that are looked up as well. */
export function askingFor(
  name: FieldName,
  where: string | undefined,
  fits: (value: string) => boolean,
): Asking {
  const { form } = fieldColumns[name];
  const column = comparedColumn(name);
  return { column, isArray: form === "values" || form === "entities", needs: [column], where, fits };
}

/** The column whose values tell whether a field fits: of entities, their tags. */
export function comparedColumn(name: FieldName): string {
  const { form, column, tag } = fieldColumns[name];
  return form === "entity" || form === "entities" ? tag : column;
}

/** What a value can only have that fits a text in whole words: its longest word, if that is plain; else it is odd. */
export function canHold(column: string, asked: string): string | undefined {
  const word = foldedWords(asked)
    .filter((one) => plain.test(one))
    .sort((a, b) => b.length - a.length)[0];
  if (word !== undefined) return `(${column} contains ${text(word)} or ${isOdd(column)})`;
  return plain.test(fold(asked)) ? undefined : isOdd(column);
}

function anyOf(tests: readonly Test[]): Test {
  return {
    needs: tests.flatMap(({ needs }) => needs),
    isFixed: tests.every(({ isFixed }) => isFixed),
    asking: tests.flatMap(({ asking }) => asking),
    predicate(fitting) {
      let at = 0;
      const parts = tests.map((test) => test.predicate(fitting.slice(at, (at += test.asking.length))));
      return anyHolds(parts);
    },
  };
}

/** An id of any of the fields that have one. */
function isId(values: readonly string[]): Test {
  const asked = values.filter((value) => value !== "");
  return anyOf(
    idFields.map((name) => {
      const { column, isFixed } = fieldColumns[name];
      return comparedText(column, isFixed, asked, "equal");
    }),
  );
}

function isAny(name: FieldName, values: readonly string[]): Test {
  const { form, column, isFixed } = fieldColumns[name];
  const asked = values.filter((value) => value !== "");
  const isArray = form === "values" || form === "entities";
  const unknown: Test = {
    needs: [column],
    isFixed,
    asking: [],
    predicate: () => (isArray ? `array_length(${column}) == 0` : `isempty(${column})`),
  };
  return anyOf([
    ...(asked.length < values.length ? [unknown] : []),
    ...(asked.length > 0 ? [isKnown(name, asked)] : []),
  ]);
}

function isKnown(name: FieldName, asked: readonly string[]): Test {
  const { form, column, isFixed, closed } = fieldColumns[name];
  if (form !== "value") return isListed(name, asked);
  const { kind, match } = field(name);
  if (closed !== undefined) {
    const meant = closed.filter((one) => asked.some((value) => fold(one) === fold(value)));
    return { needs: [column], isFixed, asking: [], predicate: () => isIn(column, meant) };
  }
  if (match === "address") return isAddress(fieldColumns[name], asked);
  // Digits alone, as the query makes them.
  if (kind === "number") {
    const numbers = asked.map(fold);
    return { needs: [column], isFixed, asking: [], predicate: () => isIn(column, numbers) };
  }
  return comparedText(column, isFixed, asked, match === "contains" ? "contains" : "equal");
}

/** Entities and lists: which of their values fit is asked for. */
function isListed(name: FieldName, asked: readonly string[]): Test {
  const { form, isFixed } = fieldColumns[name];
  const column = comparedColumn(name);
  const isOne = form === "entity";
  const fits = (value: string): boolean => asked.some((one) => matchesValue(name, one, value));
  return {
    needs: [column],
    isFixed,
    asking: [
      {
        column,
        isArray: !isOne,
        needs: [column],
        where: isOne ? canHoldAny(column, asked) : undefined,
        fits,
      },
    ],
    predicate([found = []]) {
      if (found.length === 0) return "false";
      if (isOne) return isExactly(column, found);
      return `array_length(set_intersect(${column}, ${array(found)})) > 0`;
    },
  };
}

/** So many words stand in a query at most; for more of them all values are looked through. */
const mostWords = 30;

function canHoldAny(column: string, asked: readonly string[]): string | undefined {
  if (asked.length > mostWords) return undefined;
  const parts = asked.map((one) => canHold(column, one));
  return parts.includes(undefined) ? undefined : anyHolds(parts.filter((one) => one !== undefined));
}

/** Whether one value of a field, or the tag of an entity, is the one asked for. */
function matchesValue(name: FieldName, asked: string, value: string): boolean {
  const { kind, match } = field(name);
  return kind === "entity" ? namesEntity(asked, entityOfTag(value)) : equalsValue(asked, value, match);
}

function comparedText(
  column: string,
  isFixed: boolean,
  asked: readonly string[],
  how: "equal" | "contains",
): Test {
  const wanted = [...new Set(asked.map(fold))];
  const fits = (value: string): boolean => {
    const held = fold(value);
    return wanted.some((one) => (how === "equal" ? held === one : held.includes(one)));
  };
  const direct = directly(column, wanted, how);
  // Of very many words all values are looked through; what a GUID equals is none of the odd ones.
  const where = direct === undefined ? undefined : isOdd(column);
  const isWhole = how === "equal" && wanted.every(isGuid);
  return {
    needs: [column],
    isFixed,
    asking: isWhole ? [] : [{ column, isArray: false, needs: [column], where, fits }],
    predicate: ([found = []]) =>
      anyHolds([...(direct ?? []), ...(found.length > 0 ? [isExactly(column, found)] : [])]),
  };
}

/** What KQL can compare by itself; undefined where that would be too much for one query. */
function directly(
  column: string,
  wanted: readonly string[],
  how: "equal" | "contains",
): string[] | undefined {
  const words = wanted.filter((one) => plain.test(one));
  if (how === "equal") return words.length === 0 ? [] : [isIn(column, words)];
  if (words.length > mostWords) return undefined;
  // Every text contains nothing.
  const always = wanted.includes("") ? [`isnotempty(${column})`] : [];
  return [...words.map((one) => `${column} contains ${text(one)}`), ...always];
}

const dotted = verbatim("^(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}$");
const coloned = verbatim("^[0-9a-fA-F]*:[0-9a-fA-F:]*$");

/** Addresses, or any in blocks. What is written in another way than addresses mostly are is asked for. */
function isAddress({ column, isFixed }: FieldColumn, asked: readonly string[]): Test {
  const ranges = asked.map(parseBlock).filter((block) => block !== undefined);
  const isFour = ([network]: (typeof ranges)[number]): boolean => network.kind() === "ipv4";
  const single = ranges
    .filter((block) => isFour(block) && block[1] === 32)
    .map(([network]) => network.toString());
  const within = ranges
    .filter((block) => !(isFour(block) && block[1] === 32))
    .map((block) => {
      const range = text(`${block[0].toString()}/${block[1]}`);
      return isFour(block)
        ? `(${column} matches regex ${dotted} and ipv4_is_in_range(${column}, ${range}) == true)`
        : `(${column} matches regex ${coloned} and ipv6_is_in_range(${column}, ${range}) == true)`;
    });
  // What is no address is compared as the text that it is.
  const words = asked.filter((one) => parseBlock(one) === undefined).map(fold);
  return {
    needs: [column],
    isFixed,
    asking: [
      {
        column,
        isArray: false,
        needs: [column],
        where: `isnotempty(${column}) and not(${column} matches regex ${dotted}) and not(${column} matches regex ${coloned})`,
        fits: (value) => asked.some((one) => matchesValue("ip", one, value)),
      },
    ],
    predicate: ([others = []]) =>
      anyHolds([
        ...(single.length > 0 ? [isExactly(column, single)] : []),
        ...within,
        ...(words.length > 0 ? [isIn(column, words)] : []),
        ...(others.length > 0 ? [isExactly(column, others)] : []),
      ]),
  };
}

/** Any of some texts, in any case. */
function isIn(column: string, values: readonly string[]): string {
  return values.length === 0 ? "false" : `${column} in~ ${texts(values)}`;
}

function isExactly(column: string, values: readonly string[]): string {
  return `${column} in ${texts(values)}`;
}

function anyHolds(predicates: readonly string[]): string {
  const [only = "false"] = predicates;
  return predicates.length > 1 ? `(${predicates.join(" or ")})` : only;
}
