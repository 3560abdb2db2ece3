import type Database from "better-sqlite3";
import type { Alerts, AlertThread, Handling, NamedAlert, SeenAlert, Told } from "../alerts.ts";

type Row = Omit<AlertThread, "card" | "explanation" | "handling" | "inside"> & {
  readonly handling: string | null;
  readonly inside: string | null;
  readonly cardId: string | null;
  readonly cardSays: string | null;
  readonly explanationId: string | null;
  readonly explanationSays: string | null;
};

/** Alerts in the state's file. Each call is one short transaction. */
export function createAlerts(db: Database.Database): Alerts {
  const seen = db.prepare<[string, string], { thread: number; version: string; updated: number }>(
    "SELECT thread, version, updated FROM alert WHERE source = ? AND id = ?",
  );
  const see = db.prepare<object>(`
    INSERT INTO alert (source, id, thread, version, updated, isClosed, at)
    VALUES (:source, :id, :thread, :version, :updated, :isClosed, :at)
    ON CONFLICT DO UPDATE SET version = excluded.version, updated = excluded.updated, isClosed = excluded.isClosed,
      at = excluded.at`);
  const name = db.prepare<[string, string, string]>(
    "INSERT OR IGNORE INTO alert_name (name, source, id) VALUES (?, ?, ?)",
  );
  const named = db.prepare<[string], NamedAlert>(
    `SELECT source, id, thread FROM alert_name JOIN alert USING (source, id) WHERE name = ?
     ORDER BY thread DESC, source, id LIMIT 100`,
  );
  const thread = db.prepare<[number], Row>("SELECT * FROM alert_thread WHERE number = ?");
  const ofCard = db.prepare<[string, string], Row>(
    "SELECT * FROM alert_thread WHERE channel = ? AND cardId = ? ORDER BY number LIMIT 1",
  );
  const latest = db.prepare<[string, string], Row>(
    "SELECT * FROM alert_thread WHERE channel = ? AND foldKey = ? ORDER BY number DESC LIMIT 1",
  );
  const earlier = db.prepare<[string, string, number, number], Row>(
    "SELECT * FROM alert_thread WHERE channel = ? AND foldKey = ? AND number < ? AND last >= ? ORDER BY number DESC",
  );
  const recent = db.prepare<{ since: number; channel: string | null }, Row>(
    "SELECT * FROM alert_thread WHERE last >= :since AND (:channel IS NULL OR channel = :channel) ORDER BY last DESC, number DESC",
  );
  const handle = db.prepare<[string, number]>(
    // Its post has to say so: what it said last is not what it says now.
    "UPDATE alert_thread SET handling = ?, cardSays = CASE WHEN cardId IS NULL THEN cardSays END WHERE number = ?",
  );
  const enter = db.prepare<[string, number]>("UPDATE alert_thread SET inside = ? WHERE number = ?");
  const openedSince = db
    .prepare<[string, string, number], number>(
      "SELECT count(*) FROM alert_thread WHERE channel = ? AND severity = ? AND opened >= ?",
    )
    .pluck();
  const openIn = db
    .prepare<[number], number>("SELECT count(*) FROM alert WHERE thread = ? AND isClosed = 0")
    .pluck();
  const open = db.prepare<object>(`
    INSERT INTO alert_thread (channel, foldKey, severity, alert, count, opened, last)
    VALUES (:channel, :foldKey, :severity, :alert, :count, :opened, :last)`);
  const change = db.prepare<object>(
    "UPDATE alert_thread SET alert = :alert, count = :count, last = :last WHERE number = :number",
  );
  const tell = {
    card: db.prepare<object>("UPDATE alert_thread SET cardId = :id, cardSays = :says WHERE number = :number"),
    explanation: db.prepare<object>(
      "UPDATE alert_thread SET explanationId = :id, explanationSays = :says WHERE number = :number",
    ),
  };
  const explanationGoes = "tries = tries + 1, explanationId = NULL, explanationSays = NULL";
  const untell = {
    card: db.prepare<[number]>(
      `UPDATE alert_thread SET ${explanationGoes}, cardId = NULL, cardSays = NULL WHERE number = ?`,
    ),
    explanation: db.prepare<[number]>(`UPDATE alert_thread SET ${explanationGoes} WHERE number = ?`),
  };
  const active = db.prepare<{ since: number; unsentSince: number }, Row>(
    `SELECT * FROM alert_thread WHERE last >= :since
      OR (last >= :unsentSince OR json_extract(handling, '$.at') >= :unsentSince) AND (cardId IS NULL OR cardSays IS NULL)
      ORDER BY number`,
  );
  const expireAlerts = db.prepare<[number]>("DELETE FROM alert WHERE at < ?");
  const expireNames = db.prepare(
    "DELETE FROM alert_name WHERE NOT EXISTS (SELECT 1 FROM alert a WHERE a.source = alert_name.source AND a.id = alert_name.id)",
  );
  const expireThreads = db.prepare<[number]>("DELETE FROM alert_thread WHERE last < ?");

  const keep = (number: number, { names = [], ...alert }: SeenAlert): void => {
    see.run({ ...alert, isClosed: Number(alert.isClosed), thread: number });
    for (const one of names) name.run(one.toLowerCase(), alert.source, alert.id);
  };

  return {
    seen: async (source, id) => seen.get(source, id),
    thread: async (number) => threadOf(thread.get(number)),
    named: async (one) => named.all(one.toLowerCase()),
    ofCard: async (channel, card) => threadOf(ofCard.get(channel, card)),
    latest: async (channel, foldKey) => threadOf(latest.get(channel, foldKey)),
    earlier: async ({ channel, foldKey, number }, since) => {
      const all = earlier.all(channel, foldKey, number, since);
      const last = threadOf(all[0]);
      return { count: all.length, ...(last !== undefined && { last }) };
    },
    recent: async (since, channel) =>
      recent.all({ since, channel: channel ?? null }).flatMap((row) => threadOf(row) ?? []),
    handle: async (number, handling) => void handle.run(JSON.stringify(handling), number),
    entered: async (number, inside) => void enter.run(JSON.stringify(inside), number),
    openedSince: async (channel, severity, since) => openedSince.get(channel, severity, since) ?? 0,
    openIn: async (number) => openIn.get(number) ?? 0,
    open: async (opened, alert) =>
      db
        .transaction(() => {
          const number = Number(open.run(opened).lastInsertRowid);
          keep(number, alert);
          return { ...opened, number, tries: 0, card: {}, explanation: {} };
        })
        .immediate(),
    change: async (number, changed, alert) =>
      db
        .transaction(() => {
          change.run({ ...changed, number });
          keep(number, alert);
        })
        .immediate(),
    told: async (number, message, { id, says }) => {
      tell[message].run({ number, id: id ?? null, says: says ?? null });
    },
    untold: async (number, message) => void untell[message].run(number),
    active: async (since, unsentSince) =>
      active.all({ since, unsentSince }).flatMap((row) => threadOf(row) ?? []),
    expire: async (before) =>
      db
        .transaction(() => {
          if (expireAlerts.run(before).changes > 0) expireNames.run();
          expireThreads.run(before);
        })
        .immediate(),
  };
}

function threadOf(row: Row | undefined): AlertThread | undefined {
  if (row === undefined) return undefined;
  const { cardId, cardSays, explanationId, explanationSays, handling, inside, ...thread } = row;
  return {
    ...thread,
    card: toldOf(cardId, cardSays),
    explanation: toldOf(explanationId, explanationSays),
    ...(handling !== null && { handling: JSON.parse(handling) as Handling }),
    ...(inside !== null && { inside: JSON.parse(inside) as string[] }),
  };
}

function toldOf(id: string | null, says: string | null): Told {
  return { ...(id !== null && { id }), ...(says !== null && { says }) };
}
