const canonical = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Stands where there is no GUID. */
export const noGuid = Buffer.alloc(16);
const noGuidText = hexText(noGuid.toString("hex"));

/**
 * The 16 bytes of a GUID in its usual notation (lower case, with hyphens), undefined for any other text; also for the
 * GUID of zeros alone, whose bytes mean that there is none.
 */
export function guidBytes(text: string): Buffer | undefined {
  return text !== noGuidText && canonical.test(text)
    ? Buffer.from(text.replaceAll("-", ""), "hex")
    : undefined;
}

/** The usual notation of 16 bytes. */
export function guidText(bytes: Buffer): string {
  return hexText(bytes.toString("hex"));
}

/** The usual notation of 32 hexadecimal digits. */
export function hexText(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
