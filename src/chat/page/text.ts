/** Markdown's backslash escapes taken out (CommonMark 6.1); all other markdown is shown as it was written. */
export function plainText(markdown: string): string {
  return markdown.replace(/\\([!-/:-@[-`{-~])/g, "$1");
}

/** The text with an invisible word joiner in what the card library would replace by a date: `{{DATE(…)}}`. */
export function literal(text: string): string {
  return text.replace(/\{\{(?=(?:DATE|TIME)\()/g, "{\u2060{");
}
