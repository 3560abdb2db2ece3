import { setTimeout } from "node:timers/promises";
import { createAnswerer } from "../../src/commands/answer.ts";
import type { Store } from "../../src/store/store.ts";
import { timesOf, type Times } from "../run/statistics.ts";
import { end } from "../generator/data-set.ts";

/** How long answers took while something else went on. */
export interface Asked {
  readonly answers: number;
  readonly times: Times;
}

/** Milliseconds between an answer and the next question. */
const rest = 50;
const questions = ["failures last 24 hours", "top users by failures last 24 hours", "summary last 24 hours"];

/** Asks one question after another until something is done. @param now the moment of asking, milliseconds since 1970 */
export async function askWhile<Result>(
  store: Store,
  run: () => Promise<Result>,
  now = end,
): Promise<{ readonly result: Result; readonly asked: Asked }> {
  const answer = createAnswerer({ store, access: { readers: "everyone" }, version: "", source: "" });
  const samples: number[] = [];
  const done = new AbortController();
  const asking = (async () => {
    for (let turn = 0; !done.signal.aborted; turn++) {
      const start = performance.now();
      await answer({
        text: questions[turn % questions.length] ?? "",
        asker: {},
        now: new Date(now),
        timezone: "UTC",
        locale: "en-GB",
        shared: false,
      });
      samples.push(performance.now() - start);
      await setTimeout(rest);
    }
  })();
  try {
    const result = await run();
    done.abort();
    await asking;
    return { result, asked: { answers: samples.length, times: timesOf(samples) } };
  } finally {
    done.abort();
  }
}
