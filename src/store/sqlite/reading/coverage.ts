import type { SignInType } from "../../../signin/sign-in.ts";
import type { Coverage } from "../../store.ts";
import type { Reading, Steps } from "./reading.ts";

/** What the store holds; of the facts, their segments alone say it. */
export function* readCoverage({ db, dictionary, segments }: Reading): Steps<Coverage> {
  const types = dictionary.values("type");
  const spans: Partial<Record<SignInType, { signIns: number; oldest: number; newest: number }>> = {};
  let [signIns, oldest, newest] = [0, Infinity, -Infinity];
  for (const { type, rows, first, last } of segments) {
    const id = types[type - 1]?.id as SignInType;
    const span = (spans[id] ??= { signIns: 0, oldest: first, newest: last });
    span.signIns += rows;
    span.oldest = Math.min(span.oldest, first);
    span.newest = Math.max(span.newest, last);
    signIns += rows;
    oldest = Math.min(oldest, first);
    newest = Math.max(newest, last);
  }
  yield;
  const quarantined = db
    .prepare<[], Coverage["quarantined"][number]>(
      "SELECT reason, count(*) AS records FROM quarantine GROUP BY reason",
    )
    .all();
  return {
    signIns,
    ...(signIns > 0 && { oldest, newest }),
    types: spans,
    quarantined: quarantined.sort((a, b) => b.records - a.records || (a.reason < b.reason ? -1 : 1)),
  };
}
