import ipaddr from "ipaddr.js";
import { field, type FieldName } from "../../question/fields.ts";
import { fold, foldedWords } from "../../question/fold.ts";
import { parseBlock } from "../../question/matches.ts";
import { fitting, nameForms, type Fit, type NameForms } from "../../question/name-fits.ts";
import type { StoredValue } from "./dictionary.ts";
import { ValueIndex } from "./value-index.ts";

type Address = ipaddr.IPv4 | ipaddr.IPv6;

const forms = new WeakMap<StoredValue, NameForms>();
const texts = new WeakMap<StoredValue, string>();
const addresses = new WeakMap<StoredValue, Address | "none">();
const indexes = new WeakMap<readonly StoredValue[], ValueIndex>();

/** The entries that a text names, by the rules of `question/matches.ts`. */
export function findNamed(name: FieldName, values: readonly StoredValue[], asked: string): StoredValue[] {
  return findFitting(name, values, "named", asked);
}

/** The entries that a text fits in some way, by the rules of the port. */
export function findFitting(
  name: FieldName,
  values: readonly StoredValue[],
  how: Fit,
  asked: string,
): StoredValue[] {
  const { kind, match } = field(name);
  const wanted = fold(asked);
  if (kind === "entity" || how === "prefix" || how === "near") {
    if (kind !== "entity" && kind !== "text") return [];
    const fits = fitting(how, asked);
    const isWhole = kind === "entity" && (how === "exact" || how === "named");
    // A name that a run of words fits has the first of them.
    const compared = isWhole
      ? indexOf(name, values).find([wanted, ...foldedWords(asked).slice(0, 1)])
      : values;
    return compared.filter((value) => fits(formsOf(value)));
  }
  if (how === "named" && match === "contains")
    return values.filter((value) => textOf(value).includes(wanted));
  const block = how === "named" && match === "address" ? parseBlock(asked) : undefined;
  if (block === undefined) return findById(name, values, asked);
  const [network, bits] = block;
  const isOne = bits === (network.kind() === "ipv4" ? 32 : 128);
  const compared = isOne ? indexOf(name, values).find([wanted, network.toNormalizedString()]) : values;
  return compared.filter((value) => isInside(value, wanted, block));
}

/** The entries whose id, or value, is this text. */
export function findById(name: FieldName, values: readonly StoredValue[], asked: string): StoredValue[] {
  const wanted = fold(asked);
  return indexOf(name, values)
    .find([wanted])
    .filter((value) => (field(name).kind === "entity" ? formsOf(value).id : textOf(value)) === wanted);
}

function indexOf(name: FieldName, values: readonly StoredValue[]): ValueIndex {
  return kept(indexes, values, () => new ValueIndex(values, (value) => textsOf(name, value)));
}

/** Every text that is the whole of an entry, or a word of its name. */
function textsOf(name: FieldName, value: StoredValue): string[] {
  const { kind, match } = field(name);
  if (kind === "entity") {
    const { id, alias, name: shown, words, shortAliases } = formsOf(value);
    return [id, alias, shown, ...shortAliases, ...words.trim().split(" ")].filter((text) => text !== "");
  }
  const address = match === "address" ? addressOf(value) : "none";
  return address === "none" ? [textOf(value)] : [textOf(value), address.toNormalizedString()];
}

function isInside(value: StoredValue, wanted: string, [network, bits]: [Address, number]): boolean {
  const address = addressOf(value);
  if (address === "none") return textOf(value) === wanted;
  return address.kind() === network.kind() && address.match(network, bits);
}

/** A value in the forms in which it is compared is kept: folding a text costs far more than comparing it. */
function formsOf(value: StoredValue): NameForms {
  return kept(forms, value, () => nameForms(value));
}

function textOf(value: StoredValue): string {
  return kept(texts, value, () => fold(value.id));
}

function addressOf(value: StoredValue): Address | "none" {
  return kept(addresses, value, () => (ipaddr.isValid(value.id) ? ipaddr.process(value.id) : "none"));
}

function kept<Of extends object, Made>(made: WeakMap<Of, Made>, of: Of, make: () => Made): Made {
  let one = made.get(of);
  if (one === undefined) made.set(of, (one = make()));
  return one;
}
