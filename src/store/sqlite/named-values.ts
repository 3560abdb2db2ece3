import ipaddr from "ipaddr.js";
import { field, type FieldName } from "../../question/fields.ts";
import { fold, foldedWords } from "../../question/fold.ts";
import { parseBlock } from "../../question/matches.ts";
import type { StoredValue } from "./dictionary.ts";

/** A value in the forms in which it is compared; folding a text costs far more than comparing it. */
interface Folded {
  /** Its id, or the value itself. */
  readonly id: string;
  /** Every text that names an entity exactly. */
  readonly exact?: ReadonlySet<string>;
  /** The words of its name, a space before and after each. */
  readonly words?: string;
  readonly address?: ipaddr.IPv4 | ipaddr.IPv6;
}

const foldedValues = new WeakMap<StoredValue, Folded>();

/** The entries that a text names, by the rules of `question/matches.ts`. */
export function findNamed(name: FieldName, values: readonly StoredValue[], asked: string): StoredValue[] {
  const isNamed = askFor(name, asked);
  return values.filter((value) => isNamed(foldedOf(name, value)));
}

/** The entries whose id, or value, is this text. */
export function findById(name: FieldName, values: readonly StoredValue[], asked: string): StoredValue[] {
  const wanted = fold(asked);
  return values.filter((value) => foldedOf(name, value).id === wanted);
}

function askFor(name: FieldName, asked: string): (value: Folded) => boolean {
  const wanted = fold(asked);
  const { kind, match } = field(name);
  if (kind === "entity") {
    if (wanted === "") return () => false;
    const words = foldedWords(asked);
    const run = ` ${words.join(" ")} `;
    return ({ exact, words: held }) =>
      exact?.has(wanted) === true || (words.length > 0 && held?.includes(run) === true);
  }
  if (match === "contains") return ({ id }) => id.includes(wanted);
  const block = match === "address" ? parseBlock(asked) : undefined;
  if (block === undefined) return ({ id }) => id === wanted;
  const [network, bits] = block;
  return ({ id, address }) =>
    address === undefined ? id === wanted : address.kind() === network.kind() && address.match(network, bits);
}

function foldedOf(name: FieldName, value: StoredValue): Folded {
  let folded = foldedValues.get(value);
  if (folded === undefined) foldedValues.set(value, (folded = foldValue(name, value)));
  return folded;
}

function foldValue(field_: FieldName, { id, name, alias }: StoredValue): Folded {
  const { kind, match } = field(field_);
  const folded = fold(id);
  if (kind !== "entity") {
    return match === "address" && ipaddr.isValid(id)
      ? { id: folded, address: ipaddr.process(id) }
      : { id: folded };
  }
  const foldedAlias = fold(alias ?? "");
  const at = foldedAlias.indexOf("@");
  return {
    id: folded,
    exact: new Set([folded, foldedAlias, fold(name ?? ""), ...(at < 0 ? [] : [foldedAlias.slice(0, at)])]),
    words: ` ${foldedWords(name ?? "").join(" ")} `,
  };
}
