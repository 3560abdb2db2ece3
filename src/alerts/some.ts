/** People and addresses that are named on a card; more are counted. */
export const named = 5;

/** "alice, bob, and 3 more". */
export function some(all: readonly string[], between = ", "): string {
  const more = all.length - named;
  return all.slice(0, named).join(between) + (more > 0 ? `, and ${more} more` : "");
}
