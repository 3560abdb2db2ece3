import ipaddr from "ipaddr.js";
import type { SignIn } from "../signin/sign-in.ts";
import type { Entity, Field, Match } from "./field.ts";
import { field, type FieldName } from "./fields.ts";
import { fold } from "./fold.ts";
import { fitting, nameForms } from "./name-fits.ts";
import type { Condition } from "./question.ts";

/** The fields an `id` condition looks into. */
export const idFields = [
  "requestId",
  "correlationId",
  "user",
  "app",
  "servicePrincipal",
  "managedIdentity",
] as const satisfies readonly FieldName[];

/** Whether a sign-in meets every condition: the meaning of `where` that every store has to share. */
export function matches(signIn: SignIn, where: readonly Condition[]): boolean {
  return where.every((condition) => meets(signIn, condition));
}

function meets(signIn: SignIn, condition: Condition): boolean {
  const any = (values: readonly string[]): boolean =>
    values.some((value) => hasValue(signIn, condition.field, value));
  if (condition.is !== undefined) return any(condition.is);
  return condition.isNot === undefined || !any(condition.isNot);
}

function hasValue(signIn: SignIn, name: Condition["field"], asked: string): boolean {
  if (name === "id") return asked !== "" && idFields.some((one) => hasId(signIn, one, asked));
  const entry: Field = field(name);
  const held = entry.read(signIn);
  if (asked === "") return held.length === 0;
  return entry.kind === "entity"
    ? entry.read(signIn).some((entity) => namesEntity(asked, entity))
    : entry.read(signIn).some((value) => equalsValue(asked, value, entry.match));
}

function hasId(signIn: SignIn, name: FieldName, asked: string): boolean {
  const entry: Field = field(name);
  const ids = entry.kind === "entity" ? entry.read(signIn).map((entity) => entity.id) : entry.read(signIn);
  return ids.some((id) => fold(id) === fold(asked));
}

/** Whether what someone typed names a person, app, …: what a condition on such a field means (see `name-fits.ts`). */
export function namesEntity(asked: string, entity: Entity): boolean {
  return fitting("named", asked)(nameForms(entity));
}

/** Whether a value of a field that is no entity is the one asked for, in the field's way of comparing. */
export function equalsValue(asked: string, held: string, match: Match): boolean {
  switch (match) {
    case "contains":
      return fold(held).includes(fold(asked));
    case "address":
      return inBlock(asked, held);
    case "equal":
    case "name":
      return fold(held) === fold(asked);
  }
}

/** Whether an address is the one asked for or lies inside the CIDR block asked for. IPv4 in IPv6 notation is IPv4. */
export function inBlock(asked: string, address: string): boolean {
  const block = parseBlock(asked);
  if (block === undefined || !ipaddr.isValid(address)) return fold(asked) === fold(address);
  const held = ipaddr.process(address);
  const [network, bits] = block;
  return held.kind() === network.kind() && held.match(network, bits);
}

/** The network and prefix length of an address or CIDR block, or undefined where the text is neither. */
export function parseBlock(text: string): [ipaddr.IPv4 | ipaddr.IPv6, number] | undefined {
  if (ipaddr.isValid(text)) {
    const address = ipaddr.process(text);
    return [address, address.kind() === "ipv4" ? 32 : 128];
  }
  return ipaddr.isValidCIDR(text) ? ipaddr.parseCIDR(text) : undefined;
}
