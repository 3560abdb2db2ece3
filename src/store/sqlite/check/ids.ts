import type Database from "better-sqlite3";
import { identifierKinds } from "../identifiers.ts";
import type { SignIn } from "../../../signin/sign-in.ts";
import type { Problems } from "./problems.ts";

/** Checks that no two sign-ins of a day have one id. `read` gives the sign-in of a record, undefined where there is none. */
export function checkIds(
  db: Database.Database,
  days: Iterable<number>,
  read: (record: number) => SignIn | undefined,
  problems: Problems,
): void {
  const shared = db
    .prepare<[number], string>(
      `SELECT json_group_array(record) FROM sighting WHERE day = ? AND kind = ${identifierKinds.requestId}
        GROUP BY hash HAVING count(*) > 1`,
    )
    .pluck();
  for (const day of days) {
    for (const records of shared.all(day)) {
      const ids = (JSON.parse(records) as number[]).flatMap((record) => read(record)?.id ?? []);
      if (new Set(ids).size < ids.length)
        problems.add("records", "A sign-in is there twice", `record ${records}`);
    }
  }
}
