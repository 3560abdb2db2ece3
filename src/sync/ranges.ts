/** A stretch of time in milliseconds since 1970, `[from, to)`. */
export type Range = readonly [from: number, to: number];

/** Ranges in the order of time, none empty, none touching another: the only form that these functions return. */
export type Ranges = readonly Range[];

/** What is in either. */
export function union(ranges: Ranges, added: Range): Ranges {
  if (added[0] >= added[1]) return ranges;
  const apart = ranges.filter(([from, to]) => to < added[0] || from > added[1]);
  const touching = ranges.filter(([from, to]) => to >= added[0] && from <= added[1]);
  const joined: Range = [
    Math.min(added[0], ...touching.map(([from]) => from)),
    Math.max(added[1], ...touching.map(([, to]) => to)),
  ];
  return [...apart, joined].sort(([a], [b]) => a - b);
}

/** What is in the ranges and not in the one that is taken away. */
export function without(ranges: Ranges, removed: Range): Ranges {
  if (removed[0] >= removed[1]) return ranges;
  return ranges
    .flatMap(([from, to]): Range[] => [
      [from, Math.min(to, removed[0])],
      [Math.max(from, removed[1]), to],
    ])
    .filter(([from, to]) => from < to);
}

/** What is in the range and not in the ranges. */
export function missing(ranges: Ranges, within: Range): Ranges {
  const whole: Ranges = within[0] < within[1] ? [within] : [];
  return ranges.reduce<Ranges>((left, range) => without(left, range), whole);
}

/** What of the ranges is in the range. */
export function within(ranges: Ranges, range: Range): Ranges {
  return ranges
    .map(([from, to]): Range => [Math.max(from, range[0]), Math.min(to, range[1])])
    .filter(([from, to]) => from < to);
}
