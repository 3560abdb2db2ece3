/**
 * The form in which texts are compared: no case, no accents, one space between words. "São  Paulo" and "sao paulo"
 * are the same text. Compatibility forms (full width letters and the like) are folded too.
 */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/\s+/gu, " ")
    .trim();
}

/** The words of a text in folded form; everything that is neither letter nor digit separates. */
export function foldedWords(text: string): string[] {
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}
