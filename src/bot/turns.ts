/**
 * Lets each person have so many questions under way at once, so that nobody takes the others' turns.
 * @returns runs the work, or gives what `refuse` says where the person has too many under way
 */
export function createTurns(
  most: number,
): <Result>(person: string, work: () => Promise<Result>, refuse: () => Result) => Promise<Result> {
  const underWay = new Map<string, number>();
  return async (person, work, refuse) => {
    const before = underWay.get(person) ?? 0;
    if (before >= most) return refuse();
    underWay.set(person, before + 1);
    try {
      return await work();
    } finally {
      const left = (underWay.get(person) ?? 1) - 1;
      if (left > 0) underWay.set(person, left);
      else underWay.delete(person);
    }
  };
}
