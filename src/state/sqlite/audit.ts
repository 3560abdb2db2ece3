import type Database from "better-sqlite3";
import type { AuditEntry, AuditPage, AuditRequest } from "../state.ts";

/** A page of the audit trail, newest first. */
export function readAudit(db: Database.Database, request: AuditRequest): AuditPage {
  const { from, to, people, outcome, limit, offset } = request;
  const filters: { readonly sql: string; readonly values: readonly (number | string)[] }[] = [
    ...(from === undefined ? [] : [{ sql: "at >= ?", values: [from] }]),
    ...(to === undefined ? [] : [{ sql: "at < ?", values: [to] }]),
    ...(people === undefined
      ? []
      : [{ sql: "person IN (SELECT value FROM json_each(?))", values: [JSON.stringify(people)] }]),
    ...(outcome === undefined ? [] : [{ sql: "outcome = ?", values: [outcome] }]),
  ];
  const where = filters.length === 0 ? "" : `WHERE ${filters.map(({ sql }) => sql).join(" AND ")}`;
  const values = filters.flatMap((one) => one.values);
  const counts = db
    .prepare<unknown[], { outcome: string; entries: number }>(
      `SELECT outcome, count(*) AS entries FROM audit ${where} GROUP BY outcome`,
    )
    .all(...values);
  const count = (name: string): number => counts.find((one) => one.outcome === name)?.entries ?? 0;
  const entries = db
    .prepare<unknown[], AuditEntry>(
      `SELECT at, person, conversation, place, via, question, outcome, note FROM audit ${where}
       ORDER BY at DESC, id DESC LIMIT ? OFFSET ?`,
    )
    .all(...values, limit, offset);
  return { entries, answered: count("answered"), refused: count("refused") };
}
