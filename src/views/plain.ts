import { limits } from "../limits.ts";

/**
 * The one place where texts are made harmless for a reader's eye, whatever medium follows: control, direction and
 * other invisible marks go, runs of white space become one space, `{{` is broken up (cards would run {{DATE()}}), and
 * nothing is longer than a line or two.
 */
export function plain(text: string, longest: number = limits.shownText): string {
  const visible = text
    .normalize("NFC")
    .replace(/[\p{Zs}\p{Zl}\p{Zp}\p{Cc}]+/gu, " ")
    .replace(/[\p{Cf}\p{Co}\p{Cs}\p{Cn}]/gu, "")
    // Stacked combining marks would run over the lines above and below.
    .replace(/(\p{M}{3})\p{M}+/gu, "$1")
    .replace(/\{(?=\{)/g, "{ ")
    .trim();
  return visible.length <= longest ? visible : `${[...visible].slice(0, longest - 1).join("")}…`;
}
