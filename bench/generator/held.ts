import { once } from "node:events";
import { createWriteStream, openSync, readFileSync, readSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { signInTypes, type SignInType } from "../../src/signin/sign-in.ts";
import type { DataSet } from "./data-set.ts";
import { recordsOf } from "./records.ts";

/** The records of one log in a file, newest first, as Microsoft Graph has them; little of it is in memory. */
export interface Held {
  readonly records: number;
  /** The numbers of the records that were created in `[from, to)`: milliseconds since 1970. */
  between(from: number, to: number): readonly [first: number, end: number];
  /** The records of these numbers, each as JSON. */
  lines(first: number, end: number): string[];
}

const dataIn = (folder: string, type: SignInType): string => join(folder, `${type}.jsonl`);
/** By record: when it was created, and where its line ends. Out of the way of an import, which takes the folder. */
const tableIn = (folder: string, type: SignInType): string => join(folder, `${type}.table`);

/** Writes a data set into a folder, log by log. */
export async function hold(folder: string, set: DataSet): Promise<void> {
  const { recordAt, signInAt } = recordsOf(set);
  const times = new Float64Array(set.records);
  const byType = new Map<SignInType, number[]>(signInTypes.map((type) => [type, []]));
  for (let index = 0; index < set.records; index++) {
    const { type, createdDateTime } = signInAt(index);
    times[index] = Date.parse(createdDateTime);
    byType.get(type)?.push(index);
  }
  for (const [type, indexes] of byType) {
    indexes.sort((a, b) => (times[b] ?? 0) - (times[a] ?? 0));
    const file = createWriteStream(dataIn(folder, type), { highWaterMark: 4 * 1024 * 1024 });
    const table = new Float64Array(indexes.length * 2);
    let end = 0;
    for (const [at, index] of indexes.entries()) {
      const line = `${JSON.stringify(recordAt(index))}\n`;
      end += Buffer.byteLength(line);
      table.set([times[index] ?? 0, end], at * 2);
      if (!file.write(line)) await once(file, "drain");
    }
    file.end();
    await once(file, "close");
    writeFileSync(tableIn(folder, type), Buffer.from(table.buffer));
  }
}

/** What `hold` wrote of one log. */
export function heldIn(folder: string, type: SignInType): Held {
  const bytes = readFileSync(tableIn(folder, type));
  const table = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  const file = openSync(dataIn(folder, type), "r");
  const records = table.length / 2;
  const timeOf = (at: number): number => table[at * 2] ?? -Infinity;
  const endOf = (at: number): number => (at < 0 ? 0 : (table[at * 2 + 1] ?? 0));
  /** The first record that was created before a moment. */
  const firstBefore = (moment: number): number => {
    let [low, high] = [0, records];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (timeOf(middle) < moment) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  return {
    records,
    between: (from, to) => [firstBefore(to), firstBefore(from)],
    lines(first, end) {
      const start = endOf(first - 1);
      const piece = Buffer.alloc(endOf(end - 1) - start);
      readSync(file, piece, 0, piece.length, start);
      return piece.toString("utf8").split("\n").slice(0, -1);
    },
  };
}
