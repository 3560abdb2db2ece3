const canonical = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The 16 bytes of a GUID in its usual notation (lower case, with hyphens), undefined for any other text. */
export function guidBytes(text: string): Buffer | undefined {
  return canonical.test(text) ? Buffer.from(text.replaceAll("-", ""), "hex") : undefined;
}

/** The usual notation of 16 bytes. */
export function guidText(bytes: Buffer): string {
  return hexText(bytes.toString("hex"));
}

/** The usual notation of 32 hexadecimal digits. */
export function hexText(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
