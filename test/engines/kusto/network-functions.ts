import { isIPv4, isIPv6 } from "node:net";
import ipaddr from "ipaddr.js";
import { strict, withOptional, type FunctionTable } from "./function-table.ts";
import { undocumented } from "./unsupported.ts";
import type { Value } from "./values.ts";

/** An address with how many of its leading bits count. */
interface Network {
  readonly bits: bigint;
  readonly prefix: number;
}

/** Functions of addresses: https://learn.microsoft.com/kusto/query/scalar-functions#ipv4ipv6-functions */
export const networkFunctions: FunctionTable = {
  ipv4_is_in_range: strict(["text", "text"], ([address, range]) => isInRange(ipv4(address), ipv4(range), 32)),
  ipv6_is_in_range: strict(["text", "text"], ([address, range]) =>
    isInRange(ipv6(address), ipv6(range), 128),
  ),
  ipv4_is_match: withOptional(
    strict(["text", "text"], ([a, b, prefix]) => isMatch(ipv4(a), ipv4(b), prefix, 32)),
    "whole",
  ),
  ipv6_is_match: withOptional(
    strict(["text", "text"], ([a, b, prefix]) => isMatch(ipv6(a), ipv6(b), prefix, 128)),
    "whole",
  ),
  parse_ipv4: strict(["text"], ([address]) => {
    const parsed = ipv4(address);
    return parsed === undefined ? null : leading(parsed.bits, parsed.prefix, 32);
  }),
};

/** The range's prefix alone counts. */
function isInRange(address: Network | undefined, range: Network | undefined, width: number): Value {
  if (address === undefined || range === undefined) return null;
  if (address.prefix !== width) throw undocumented("a range within a range");
  return leading(address.bits, range.prefix, width) === leading(range.bits, range.prefix, width);
}

/** The smallest prefix counts. */
function isMatch(
  a: Network | undefined,
  b: Network | undefined,
  prefix: Value | undefined,
  width: number,
): Value {
  if (a === undefined || b === undefined) return null;
  const least = Math.min(a.prefix, b.prefix, prefix === undefined ? width : Number(prefix));
  return leading(a.bits, least, width) === leading(b.bits, least, width);
}

function leading(bits: bigint, prefix: number, width: number): bigint {
  const rest = BigInt(width - prefix);
  return (bits >> rest) << rest;
}

function ipv4(text: Value | undefined): Network | undefined {
  const [address, prefix] = partsOf(text as string, 32);
  if (!isIPv4(address) || prefix === undefined) return undefined;
  return { bits: bitsOf(ipaddr.IPv4.parse(address).toByteArray()), prefix };
}

/** Of an IPv4 address, the IPv6 address that it is mapped to, whose prefix is 96 longer. */
function ipv6(text: Value | undefined): Network | undefined {
  const mapped = ipv4(text);
  if (mapped !== undefined) return { bits: mapped.bits | (0xffffn << 32n), prefix: mapped.prefix + 96 };
  const [address, prefix] = partsOf(text as string, 128);
  if (address.includes("%")) throw undocumented("an IPv6 address with a zone");
  if (!isIPv6(address) || prefix === undefined) return undefined;
  return { bits: bitsOf(ipaddr.IPv6.parse(address).toByteArray()), prefix };
}

function partsOf(text: string, width: number): [address: string, prefix: number | undefined] {
  const [address = "", prefix, ...rest] = text.split("/");
  if (prefix === undefined) return [address, width];
  const bits = /^\d{1,3}$/.test(prefix) && rest.length === 0 ? Number(prefix) : Number.NaN;
  return [address, bits <= width ? bits : undefined];
}

function bitsOf(bytes: readonly number[]): bigint {
  return bytes.reduce((bits, byte) => (bits << 8n) | BigInt(byte), 0n);
}
