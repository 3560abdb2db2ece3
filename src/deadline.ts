/**
 * What `run` gives, or what `late` gives where that takes longer. The signal is aborted at the deadline; work that
 * does not heed it goes on unobserved.
 */
export async function beforeDeadline<Result>(
  milliseconds: number,
  run: (signal: AbortSignal) => Promise<Result>,
  late: () => Result,
): Promise<Result> {
  const signal = AbortSignal.timeout(milliseconds);
  const passed = new Promise<undefined>((resolve) => {
    signal.addEventListener("abort", () => resolve(undefined), { once: true });
  });
  const inTime = run(signal).then(
    (value) => ({ value }),
    (error: unknown) => {
      if (!signal.aborted) throw error;
    },
  );
  const result = await Promise.race([inTime, passed]);
  return result === undefined ? late() : result.value;
}
