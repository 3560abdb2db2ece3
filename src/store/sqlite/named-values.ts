import ipaddr from "ipaddr.js";
import { field, type FieldName } from "../../question/fields.ts";
import { fold } from "../../question/fold.ts";
import { parseBlock } from "../../question/matches.ts";
import { fitting, nameForms, type Fit, type NameForms } from "../../question/name-fits.ts";
import type { StoredValue } from "./dictionary.ts";

type Address = ipaddr.IPv4 | ipaddr.IPv6;

const forms = new WeakMap<StoredValue, NameForms>();
const texts = new WeakMap<StoredValue, string>();
const addresses = new WeakMap<StoredValue, Address | "none">();

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
  if (kind === "entity" || how === "prefix" || how === "near") {
    if (kind !== "entity" && kind !== "text") return [];
    const fits = fitting(how, asked);
    return values.filter((value) => fits(formsOf(value)));
  }
  const wanted = fold(asked);
  if (how === "exact") return values.filter((value) => textOf(value) === wanted);
  if (match === "contains") return values.filter((value) => textOf(value).includes(wanted));
  const block = match === "address" ? parseBlock(asked) : undefined;
  if (block === undefined) return values.filter((value) => textOf(value) === wanted);
  return values.filter((value) => isInside(value, wanted, block));
}

/** The entries whose id, or value, is this text. */
export function findById(name: FieldName, values: readonly StoredValue[], asked: string): StoredValue[] {
  const wanted = fold(asked);
  return values.filter(
    (value) => (field(name).kind === "entity" ? formsOf(value).id : textOf(value)) === wanted,
  );
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

function kept<Made>(made: WeakMap<StoredValue, Made>, value: StoredValue, make: () => Made): Made {
  let one = made.get(value);
  if (one === undefined) made.set(value, (one = make()));
  return one;
}
