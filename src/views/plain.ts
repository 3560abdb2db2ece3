import { limits } from "../limits.ts";

/**
 * The one place where texts are made harmless for a reader's eye, whatever medium follows: control, direction and
 * other invisible marks go, runs of white space become one space, `{{` is broken up (cards would run {{DATE()}}), and
 * nothing is longer than a line or two. `longest` is in UTF-16 code units.
 */
export function plain(text: string, longest: number = limits.shownText): string {
  const visible = text
    // Emoji keep their variation selectors; joined ones come apart into those they are made of.
    .replace(/(?![\uFE0E\uFE0F])[\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Default_Ignorable_Code_Point}\u2800]/gu, "")
    .replace(/[\p{Zs}\p{Zl}\p{Zp}\p{Cc}]+/gu, " ")
    .normalize("NFC")
    // Stacked combining marks would run over the lines above and below; no script needs more than these on one letter.
    .replace(/(\p{M}{5})\p{M}+/gu, "$1")
    .replace(/\{(?=\{)/g, "{ ")
    .trim();
  return visible.length <= longest ? visible : `${cut(visible, longest - 1)}…`;
}

/** Without half a character at the end. */
function cut(text: string, length: number): string {
  return text
    .slice(0, length)
    .replace(/[\uD800-\uDBFF]$/, "")
    .trimEnd();
}

/** For places that may read Markdown, HTML or SSML whatever we say (`fallbackText`, `speak`, toasts): brackets that make links and tags become round. */
export function unmarked(text: string): string {
  return text.replace(/[[<]/g, "(").replace(/[\]>]/g, ")").replaceAll("://", ": //");
}
