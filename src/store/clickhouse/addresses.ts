import ipaddr from "ipaddr.js";
import { fold } from "../../question/fold.ts";
import { parseBlock } from "../../question/matches.ts";

/**
 * An address in a form whose order is that of addresses, so that a block is a range: "4" and 8 hexadecimal digits, or "6"
 * and 32. IPv4 in IPv6 notation is IPv4. A text that is no address is "=" and the text, folded.
 */
export function comparableAddress(text: string): string {
  return ipaddr.isValid(text) ? comparable(ipaddr.process(text)) : comparableText(text);
}

/** What a text that is no address is compared by. */
export function comparableText(text: string): string {
  return `=${fold(text)}`;
}

/** The first and last address, in their comparable form, of an address or CIDR block; undefined for any other text. */
export function comparableBlock(text: string): readonly [first: string, last: string] | undefined {
  const block = parseBlock(text);
  if (block === undefined) return undefined;
  const [network, bits] = block;
  return [comparable(network, bits, 0x00), comparable(network, bits, 0xff)];
}

/** @param filler stands in place of what comes after the first bits */
function comparable(address: ipaddr.IPv4 | ipaddr.IPv6, bits = 128, filler = 0): string {
  const bytes = address.toByteArray().map((byte, at) => {
    const kept = Math.max(0, Math.min(8, bits - 8 * at));
    const mask = (0xff << (8 - kept)) & 0xff;
    return (byte & mask) | (filler & ~mask & 0xff);
  });
  return (address.kind() === "ipv4" ? "4" : "6") + Buffer.from(bytes).toString("hex");
}
