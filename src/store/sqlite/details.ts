import type Database from "better-sqlite3";
import { AuthenticationDetail } from "../../signin/sign-in.ts";
import type { Details } from "../keeping.ts";
import { dayOf } from "./segments/day.ts";

export interface RemovableDetails extends Details {
  remove(signInId: string): void;
}

export function createDetails(db: Database.Database): RemovableDetails {
  const select = db
    .prepare<[string], string>("SELECT detail FROM authentication_detail WHERE signInId = ? ORDER BY rowid")
    .pluck();
  const insert = db.prepare(
    "INSERT OR IGNORE INTO authentication_detail (signInId, detail, day) VALUES (?, ?, ?)",
  );
  const remove = db.prepare<[string]>("DELETE FROM authentication_detail WHERE signInId = ?");
  const properties = Object.keys(AuthenticationDetail.shape);
  return {
    of: (id) => select.all(id).map((detail) => JSON.parse(detail) as AuthenticationDetail),
    add: (id, detail) => insert.run(id, JSON.stringify(detail, properties), dayOfStep(detail)).changes > 0,
    remove: (id) => void remove.run(id),
  };
}

/** The UTC day of a step; null where its time is not known. */
export function dayOfStep({ authenticationStepDateTime = "" }: AuthenticationDetail): number | null {
  const day = dayOf(Date.parse(authenticationStepDateTime));
  return Number.isNaN(day) ? null : day;
}
