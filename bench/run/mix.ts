/** Every so many questions of an asker one is heavy. */
export const heavyEvery = 5;

/**
 * What an asker asks at a turn. Both kinds are gone through in their order, so that none of either is left out; askers who
 * begin at different turns begin with different questions.
 */
export function questionAt<Question>(
  turn: number,
  { quick, heavy }: { readonly quick: readonly Question[]; readonly heavy: readonly Question[] },
): { readonly kind: "quick" | "heavy"; readonly question: Question } {
  const heavyBefore = Math.ceil(turn / heavyEvery);
  const kind = turn % heavyEvery === 0 ? "heavy" : "quick";
  const [all, place] = kind === "heavy" ? [heavy, heavyBefore] : [quick, turn - heavyBefore];
  return { kind, question: all[place % all.length] as Question };
}
