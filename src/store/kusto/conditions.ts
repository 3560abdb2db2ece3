import { field, type FieldName } from "../../question/fields.ts";
import { fold, foldedWords } from "../../question/fold.ts";
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
  const any = anyOf(values.map((value) => (name === "id" ? isId(value) : isValue(name, value))));
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
      const parts = tests.map((test) => {
        const own = fitting.slice(at, (at += test.asking.length));
        return test.predicate(own);
      });
      return parts.length === 1 ? (parts[0] as string) : `(${parts.join(" or ")})`;
    },
  };
}

/** An id of any of the fields that have one. */
function isId(asked: string): Test {
  if (asked === "") return never;
  return anyOf(
    idFields.map((name) => {
      const { column, isFixed } = fieldColumns[name];
      return comparedText(column, isFixed, asked, "equal");
    }),
  );
}

function isValue(name: FieldName, asked: string): Test {
  const { form, column, isFixed, closed } = fieldColumns[name];
  const always = { needs: [column], isFixed, asking: [] };
  if (asked === "") {
    const isArray = form === "values" || form === "entities";
    return { ...always, predicate: () => (isArray ? `array_length(${column}) == 0` : `isempty(${column})`) };
  }
  if (form !== "value") return isListed(name, asked);
  const { kind, match } = field(name);
  if (closed !== undefined) {
    const meant = closed.filter((one) => fold(one) === fold(asked));
    return { ...always, predicate: () => (meant.length === 0 ? "false" : `${column} in ${texts(meant)}`) };
  }
  if (match === "address") return isAddress(fieldColumns[name], asked);
  if (kind === "number") return { ...always, predicate: () => `${column} =~ ${text(fold(asked))}` };
  return comparedText(column, isFixed, asked, match === "contains" ? "contains" : "equal");
}

/** Entities and lists: which of their values fit is asked for. */
function isListed(name: FieldName, asked: string): Test {
  const { form, isFixed } = fieldColumns[name];
  const column = comparedColumn(name);
  const { kind } = field(name);
  const fits = (value: string): boolean => matchesValue(name, asked, value);
  const where = kind === "entity" || field(name).match === "contains" ? canHold(column, asked) : undefined;
  const isOne = form === "entity";
  return {
    needs: [column],
    isFixed,
    asking: [{ column, isArray: !isOne, needs: [column], where: isOne ? where : undefined, fits }],
    predicate([found = []]) {
      if (found.length === 0) return "false";
      return isOne
        ? `${column} in ${texts(found)}`
        : `array_length(set_intersect(${column}, ${array(found)})) > 0`;
    },
  };
}

/** Whether one value of a field, or the tag of an entity, is the one asked for. */
function matchesValue(name: FieldName, asked: string, value: string): boolean {
  const { kind, match } = field(name);
  return kind === "entity" ? namesEntity(asked, entityOfTag(value)) : equalsValue(asked, value, match);
}

function comparedText(column: string, isFixed: boolean, asked: string, how: "equal" | "contains"): Test {
  const wanted = fold(asked);
  const operator = how === "equal" ? "=~" : "contains";
  const direct = plain.test(wanted)
    ? `${column} ${operator} ${text(wanted)}`
    : wanted === "" && how === "contains"
      ? `isnotempty(${column})`
      : undefined;
  return {
    needs: [column],
    isFixed,
    asking: [
      {
        column,
        isArray: false,
        needs: [column],
        where: isOdd(column),
        fits: (value) => (how === "equal" ? fold(value) === wanted : fold(value).includes(wanted)),
      },
    ],
    predicate: ([odd = []]) => either(direct, odd.length === 0 ? undefined : `${column} in ${texts(odd)}`),
  };
}

const dotted = verbatim("^(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}$");
const coloned = verbatim("^[0-9a-fA-F]*:[0-9a-fA-F:]*$");

/** An address, or one in a block. What is written in another way than addresses mostly are is asked for. */
function isAddress({ column, isFixed }: FieldColumn, asked: string): Test {
  const block = parseBlock(asked);
  if (block === undefined) return comparedText(column, isFixed, asked, "equal");
  const [network, bits] = block;
  const range = text(`${network.toString()}/${bits}`);
  const isFour = network.kind() === "ipv4";
  const direct = isFour
    ? `(${column} matches regex ${dotted} and ipv4_is_in_range(${column}, ${range}) == true)`
    : `(${column} matches regex ${coloned} and ipv6_is_in_range(${column}, ${range}) == true)`;
  return {
    needs: [column],
    isFixed,
    asking: [
      {
        column,
        isArray: false,
        needs: [column],
        where: `isnotempty(${column}) and not(${column} matches regex ${dotted}) and not(${column} matches regex ${coloned})`,
        fits: (value) => matchesValue("ip", asked, value),
      },
    ],
    predicate: ([others = []]) =>
      either(direct, others.length === 0 ? undefined : `${column} in ${texts(others)}`),
  };
}

function either(a: string | undefined, b: string | undefined): string {
  const both = [a, b].filter((one) => one !== undefined);
  return both.length === 2 ? `(${both.join(" or ")})` : (both[0] ?? "false");
}

const never: Test = { needs: [], isFixed: true, asking: [], predicate: () => "false" };
