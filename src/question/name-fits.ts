import type { Entity } from "./field.ts";
import { fold, foldedWords } from "./fold.ts";
import { distanceBetween } from "./nearest.ts";

/**
 * How a text may fit the name of a person, an app, …
 * - `exact`: it is the id or the alias.
 * - `named`: or the alias up to its "@", or a run of whole words of the name: what a condition means.
 * - `prefix`: it begins the name, one of its words, or the alias; all of its words but the last are whole.
 * - `near`: it is one edit (two from eight letters on) away from one of these. Digits have to agree: LAPTOP-42 is
 *   another device than LAPTOP-43, and not a mistyped one.
 *
 * A text with an "@" is an address, and everybody chooses their own display name: where there is an alias, a name does
 * not count against it.
 */
export const fits = ["exact", "named", "prefix", "near"] as const;
export type Fit = (typeof fits)[number];

/** An entity's names in the forms in which they are compared; folding a text costs far more than comparing it. */
export interface NameForms {
  readonly id: string;
  readonly alias: string;
  readonly name: string;
  /** The words of the name, a space before and after each. */
  readonly words: string;
  /** The alias up to its "@"; of an invited guest also their own address, and that up to its "@". */
  readonly shortAliases: readonly string[];
  /** The words of each of these, a space before and after each. */
  readonly aliasWords: readonly string[];
  /** The texts that name it as a whole, besides its name. An id that is a GUID is nobody's name; ids of entities without names are. */
  readonly wholes: readonly string[];
}

export function nameForms({ id, name = "", alias = "" }: Entity): NameForms {
  const folded = fold(alias);
  const invited = invitedAddress(folded);
  const shortAliases = [
    ...localPart(folded),
    ...(invited === undefined ? [] : [invited, ...localPart(invited)]),
  ].filter((text) => text !== "");
  const foldedId = fold(id);
  return {
    id: foldedId,
    alias: folded,
    name: fold(name),
    words: spaced(foldedWords(name)),
    shortAliases,
    aliasWords: shortAliases.map((text) => spaced(foldedWords(text))),
    wholes: [folded, ...shortAliases, isGuid(foldedId) ? "" : foldedId].filter((text) => text !== ""),
  };
}

/** Whether names fit a text; the text is prepared once for many names. */
export function fitting(how: Fit, asked: string): (forms: NameForms) => boolean {
  const wanted = fold(asked);
  if (wanted === "") return () => false;
  const words = foldedWords(asked);
  const run = spaced(words);
  const isAddress = wanted.includes("@");
  const isExact = ({ id, alias }: NameForms): boolean => wanted === id || wanted === alias;
  const isNamed = (forms: NameForms): boolean =>
    isExact(forms) ||
    forms.shortAliases.includes(wanted) ||
    (!(isAddress && forms.alias !== "") &&
      (wanted === forms.name || (words.length > 0 && forms.words.includes(run))));
  switch (how) {
    case "exact":
      return isExact;
    case "named":
      return isNamed;
    case "prefix": {
      const beginning = run.trimEnd();
      return (forms) =>
        isNamed(forms) ||
        isNamedAsWhole(forms, isAddress, (text) => text.startsWith(wanted)) ||
        (words.length > 0 &&
          !isAddress &&
          (forms.words.includes(beginning) || forms.aliasWords.some((text) => text.includes(beginning))));
    }
    case "near":
      return nearness(wanted, words, isAddress);
  }
}

function nearness(
  wanted: string,
  words: readonly string[],
  isAddress: boolean,
): (forms: NameForms) => boolean {
  const most = editsFor(wanted);
  const spoken = words.join(" ");
  const isNear = createNearTest(wanted, most);
  const isNearInWords = createNearTest(spoken, most);
  return (forms) =>
    isNamedAsWhole(forms, isAddress, isNear) ||
    (words.length > 0 && !isAddress && runsOf(forms.words, words.length).some(isNearInWords));
}

/** A word of less than eight letters may have one edit, a longer one two. */
export function editsFor(word: string): number {
  return word.length >= 8 ? 2 : 1;
}

/** Texts of under three letters are near to everything. */
const shortestNear = 3;

function createNearTest(wanted: string, most: number): (text: string) => boolean {
  const letters = lettersOf(wanted);
  const digits = digitsOf(wanted);
  return (text) =>
    wanted.length >= shortestNear &&
    text.length >= shortestNear &&
    Math.abs(text.length - wanted.length) <= most &&
    // An edit takes at most one letter out of the set of letters and one into it: most names end here.
    bitsIn(lettersOf(text) ^ letters) <= 2 * most &&
    digitsOf(text) === digits &&
    distanceBetween(wanted, text, most) <= most;
}

/** Whether one of the texts that name it as a whole passes. */
function isNamedAsWhole(
  { name, alias, wholes }: NameForms,
  isAddress: boolean,
  passes: (text: string) => boolean,
): boolean {
  const countsName = name !== "" && !(isAddress && alias !== "");
  return (countsName && passes(name)) || wholes.some(passes);
}

/** Every run of so many neighbouring words. */
function runsOf(spacedWords: string, length: number): string[] {
  const words = spacedWords.trim().split(" ");
  return words.slice(length - 1).map((_, at) => words.slice(at, at + length).join(" "));
}

/** The address that a guest was invited by: "bob_fabrikam.com#EXT#@contoso.onmicrosoft.com" is bob@fabrikam.com. */
function invitedAddress(alias: string): string | undefined {
  const end = alias.indexOf("#ext#@");
  const at = alias.lastIndexOf("_", end);
  return end <= 0 || at <= 0 ? undefined : `${alias.slice(0, at)}@${alias.slice(at + 1, end)}`;
}

function localPart(address: string): string[] {
  const at = address.indexOf("@");
  return at < 0 ? [] : [address.slice(0, at)];
}

/** Whether a text is a GUID, which is an id and nobody's name. */
export function isGuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

function spaced(words: readonly string[]): string {
  return ` ${words.join(" ")} `;
}

function digitsOf(text: string): string {
  return text.replace(/\P{N}/gu, "");
}

/** Which letters occur, as a set of bits; rare ones share a bit. */
function lettersOf(text: string): number {
  let letters = 0;
  for (let at = 0; at < text.length; at++) letters |= 1 << (text.charCodeAt(at) % 32);
  return letters;
}

function bitsIn(set: number): number {
  let count = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
