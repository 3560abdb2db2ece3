import type Database from "better-sqlite3";
import type { Alerts, AlertThread, SeenAlert } from "../alerts.ts";

type Row = Omit<AlertThread, "isClosed" | "card" | "explanation"> & {
  readonly isClosed: 0 | 1;
  readonly card: string | null;
  readonly explanation: string | null;
};

/** Alerts in the state's file. Each call is one short transaction. */
export function createAlerts(db: Database.Database): Alerts {
  const seen = db.prepare<[string, string], { thread: number; version: string }>(
    "SELECT thread, version FROM alert WHERE source = ? AND id = ?",
  );
  const see = db.prepare<object>(`
    INSERT INTO alert (source, id, thread, version, at) VALUES (:source, :id, :thread, :version, :at)
    ON CONFLICT DO UPDATE SET version = excluded.version, at = excluded.at`);
  const thread = db.prepare<[number], Row>("SELECT * FROM alert_thread WHERE number = ?");
  const latest = db.prepare<[string, string], Row>(
    "SELECT * FROM alert_thread WHERE channel = ? AND foldKey = ? ORDER BY number DESC LIMIT 1",
  );
  const openedSince = db
    .prepare<[string, number], number>("SELECT count(*) FROM alert_thread WHERE channel = ? AND opened >= ?")
    .pluck();
  const open = db.prepare<object>(`
    INSERT INTO alert_thread (channel, foldKey, alert, count, opened, last, isClosed)
    VALUES (:channel, :foldKey, :alert, :count, :opened, :last, :isClosed)`);
  const change = db.prepare<object>(`
    UPDATE alert_thread SET alert = :alert, count = :count, last = :last, isClosed = :isClosed WHERE number = :number`);
  const sentCard = db.prepare<[string, number]>("UPDATE alert_thread SET card = ? WHERE number = ?");
  const sentExplanation = db.prepare<[string, number]>(
    "UPDATE alert_thread SET explanation = ? WHERE number = ?",
  );
  const active = db.prepare<[number], Row>("SELECT * FROM alert_thread WHERE last >= ? ORDER BY number");
  const expireAlerts = db.prepare<[number]>(
    "DELETE FROM alert WHERE thread IN (SELECT number FROM alert_thread WHERE last < ?)",
  );
  const expireThreads = db.prepare<[number]>("DELETE FROM alert_thread WHERE last < ?");

  return {
    seen: async (source, id) => seen.get(source, id),
    thread: async (number) => threadOf(thread.get(number)),
    latest: async (channel, foldKey) => threadOf(latest.get(channel, foldKey)),
    openedSince: async (channel, since) => openedSince.get(channel, since) ?? 0,
    open: async (opened, alert) =>
      db
        .transaction(() => {
          const number = Number(open.run({ ...opened, isClosed: Number(opened.isClosed) }).lastInsertRowid);
          see.run({ ...alert, thread: number });
          return { ...opened, number };
        })
        .immediate(),
    change: async (number, changed, alert: SeenAlert) =>
      db
        .transaction(() => {
          change.run({ ...changed, isClosed: Number(changed.isClosed), number });
          see.run({ ...alert, thread: number });
        })
        .immediate(),
    sent: async (number, message, id) => {
      (message === "card" ? sentCard : sentExplanation).run(id, number);
    },
    active: async (since) => active.all(since).flatMap((row) => threadOf(row) ?? []),
    expire: async (before) =>
      db
        .transaction(() => {
          expireAlerts.run(before);
          expireThreads.run(before);
        })
        .immediate(),
  };
}

function threadOf(row: Row | undefined): AlertThread | undefined {
  if (row === undefined) return undefined;
  const { isClosed, card, explanation, ...thread } = row;
  return {
    ...thread,
    isClosed: isClosed === 1,
    ...(card !== null && { card }),
    ...(explanation !== null && { explanation }),
  };
}
