/** Round numbers from 0 to the first one at or above `most`: the marks of an axis, two to six of them. */
export function axisTicks(most: number): number[] {
  const rough = Math.max(most, 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power);
  const count = Math.ceil(Math.max(most, 1) / step);
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

/** Every how many labels one can be written without overlap, when they stand `step` apart. */
export function labelEvery(labels: readonly string[], step: number): number {
  const widest = Math.max(...labels.map(textWidth));
  return Math.max(1, Math.ceil((widest + 10) / step));
}

/** Roughly the width of a label in pixels, at the 12 px that charts are written in. */
export function textWidth(text: string): number {
  return Array.from(text).length * 6.6;
}

/** A text cut to what fits a width. */
export function fitText(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  return `${Array.from(text)
    .slice(0, Math.max(1, Math.floor(width / 6.6) - 1))
    .join("")}…`;
}
