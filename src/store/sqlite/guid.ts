const [hyphen, zero, letterA] = [0x2d, 0x30, 0x61];
const canonical = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Stands where there is no GUID. */
export const noGuid = Buffer.alloc(16);
/** Its usual notation. */
export const noGuidText = "00000000-0000-0000-0000-000000000000";

const digits = Buffer.from("0123456789abcdef");
/** What `guidText` writes into: the hyphens stay. */
const notation = Buffer.from(noGuidText);

/**
 * The 16 bytes of a GUID in its usual notation (lower case, with hyphens), undefined for any other text; also for the
 * GUID of zeros alone, whose bytes mean that there is none.
 */
export function guidBytes(text: string): Buffer | undefined {
  const bytes = Buffer.alloc(16);
  return writeGuid(text, bytes, 0) ? bytes : undefined;
}

/** Writes those bytes to a place in others. False, and nothing is written, where `guidBytes` knows none. */
export function writeGuid(text: string, into: Uint8Array, at: number): boolean {
  if (text === noGuidText || !canonical.test(text)) return false;
  let to = at;
  for (let i = 0; i < text.length; i += 2) {
    if (text.charCodeAt(i) === hyphen) i += 1;
    into[to++] = 16 * digitOf(text.charCodeAt(i)) + digitOf(text.charCodeAt(i + 1));
  }
  return true;
}

/** What a hexadecimal digit ("0" to "9", "a" to "f") stands for. */
function digitOf(code: number): number {
  return code < letterA ? code - zero : code - letterA + 10;
}

/** The usual notation of the 16 bytes that begin at a place. */
export function guidText(bytes: Uint8Array, at = 0): string {
  let to = 0;
  for (let i = 0; i < 16; i++) {
    if (i === 4 || i === 6 || i === 8 || i === 10) to += 1;
    const byte = bytes[at + i] as number;
    notation[to++] = digits[byte >>> 4] as number;
    notation[to++] = digits[byte & 15] as number;
  }
  return notation.toString("latin1");
}
