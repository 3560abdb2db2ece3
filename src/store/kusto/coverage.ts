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
    records({ ...source, keepsNameless: true }, ["Status", "ResultType"]),
    // The result of most records is a number already; only of others the JSON is looked into.
    `extend s_result = iff(isnull(tolong(trim(" ", r_ResultType))), tolong(tostring(parse_json(r_Status).errorCode)), 0)`,
    "extend s_isKept = isnotempty(s_id) and isnotnull(s_result)",
    "summarize s_n = count_distinctif(s_id, s_isKept), s_first = minif(s_time, s_isKept), s_last = maxif(s_time, s_isKept)," +
      " s_nameless = countif(isempty(s_id)), s_unknown = countif(isnotempty(s_id) and isnull(s_result)) by s_type",
  ].join("\n| ");
  const rows = await reading.engine.query(text, signal);
  const sum = (column: string): number => rows.reduce((all, row) => all + Number(row[column] ?? 0), 0);
  const leftOut = [
    { reason: "no Id, so that copies can't be told from it", records: sum("s_nameless") },
    { reason: "no result that is a number", records: sum("s_unknown") },
  ];
  const logs = signInTypes.flatMap((type) => {
    const row = rows.find((one) => one["s_type"] === type);
    if (row === undefined || Number(row["s_n"]) === 0) return [];
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
    quarantined: leftOut.filter(({ records: count }) => count > 0),
  };
}
