import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { utimes } from "node:fs/promises";
import { end, type DataSet } from "../generator/data-set.ts";
import { deliveriesOf } from "../generator/deliveries.ts";
import type { Records } from "../generator/records.ts";
import { answerTasks } from "./child.ts";

export interface GenerateTask {
  readonly path: string;
  /** Deliveries that are written to it at most. */
  readonly deliveries: number;
}

export interface Generated {
  readonly deliveries: number;
  readonly milliseconds: number;
}

/** Answers each task with a file of the next deliveries; after the last one with an empty file. */
export function answerWithDeliveries(set: DataSet, recordAt: Records["recordAt"]): void {
  const deliveries = deliveriesOf(set);
  answerTasks(async ({ path, deliveries: most }: GenerateTask): Promise<Generated> => {
    const start = performance.now();
    const file = createWriteStream(path, { highWaterMark: 4 * 1024 * 1024 });
    let count = 0;
    for (; count < most; count++) {
      const next = deliveries.next();
      if (next.done === true) break;
      const { index, form } = next.value;
      if (!file.write(`${JSON.stringify(recordAt(index, form))}\n`)) await once(file, "drain");
    }
    file.end();
    await once(file, "close");
    // An import takes the time of the file for that of its copies: the same every time.
    await utimes(path, end / 1_000, end / 1_000);
    return { deliveries: count, milliseconds: performance.now() - start };
  });
}

/** The data set that a process was started for. */
export function setOfArguments(): DataSet {
  const [records, seed] = process.argv.slice(2);
  return { records: Number(records), seed: seed ?? "" };
}
