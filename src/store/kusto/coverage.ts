import { signInTypes } from "../../signin/sign-in.ts";
import type { Coverage } from "../store.ts";
import { bounded, type Reading } from "./reading.ts";
import { records } from "./source.ts";
import { tables } from "./tables.ts";

/** What the tables hold, as far back as is looked. */
export async function readCoverage(reading: Reading, signal?: AbortSignal): Promise<Coverage> {
  signal?.throwIfAborted();
  const source = { tables, ...bounded(reading, undefined, undefined) };
  const text = [
    records(source, []),
    "summarize s_n = count_distinct(s_id), s_first = min(s_time), s_last = max(s_time) by s_type",
  ].join("\n| ");
  const rows = await reading.engine.query(text, signal);
  const logs = signInTypes.flatMap((type) => {
    const row = rows.find((one) => one["s_type"] === type);
    if (row === undefined) return [];
    const log = {
      signIns: Number(row["s_n"]),
      oldest: Number(row["s_first"]),
      newest: Number(row["s_last"]),
    };
    return [[type, log] as const];
  });
  return {
    signIns: logs.reduce((sum, [, { signIns }]) => sum + signIns, 0),
    ...(logs.length > 0 && {
      oldest: Math.min(...logs.map(([, { oldest }]) => oldest)),
      newest: Math.max(...logs.map(([, { newest }]) => newest)),
    }),
    types: Object.fromEntries(logs),
    quarantined: [],
  };
}
