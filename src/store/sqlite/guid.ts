const [hyphen, zero, letterA] = [0x2d, 0x30, 0x61];
const canonical = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Stands where there is no GUID. */
export const noGuid = Buffer.alloc(16);
const noGuidText = hexText(noGuid.toString("hex"));

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

/** The usual notation of 16 bytes. */
export function guidText(bytes: Buffer): string {
  return hexText(bytes.toString("hex"));
}

/** The usual notation of 32 hexadecimal digits. */
export function hexText(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
