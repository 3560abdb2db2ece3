import type Database from "better-sqlite3";
import { limits } from "../../limits.ts";
import type { KeptLetter, Letters } from "../letters.ts";

interface Row {
  readonly number: number;
  readonly key: string;
  readonly conversation: string;
  readonly serviceUrl: string;
  readonly replyTo: string | null;
  readonly onlyTo: string | null;
  readonly activity: string;
  readonly deadline: number;
  readonly status: "waiting" | "sending" | "sent" | "lost";
  readonly sentId: string | null;
}

/** The outbox' letters in the state's file. Each call is one short transaction. */
export function createLetters(db: Database.Database): Letters {
  const find = db.prepare<[string], Row>("SELECT * FROM letter WHERE key = ?");
  const add = db.prepare<object>(`
    INSERT INTO letter (key, conversation, serviceUrl, replyTo, onlyTo, activity, deadline, status, at)
    VALUES (:key, :conversation, :serviceUrl, :replyTo, :onlyTo, :activity, :deadline, 'waiting', :at)`);
  const setStatus = db.prepare<[string, number]>("UPDATE letter SET status = ? WHERE number = ?");
  const begin = db.prepare<[number]>(
    "UPDATE letter SET status = 'sending' WHERE number = ? AND status = 'waiting'",
  );
  const finish = db.prepare<[string, string | null, number]>(
    "UPDATE letter SET status = ?, sentId = ?, activity = '' WHERE number = ?",
  );
  const expire = db.prepare<[number]>("DELETE FROM letter WHERE at < ? AND status IN ('sent', 'lost')");
  const lose = db.prepare("UPDATE letter SET status = 'lost', activity = '' WHERE status = 'sending'");
  const waiting = db.prepare<[], Row>("SELECT * FROM letter WHERE status = 'waiting' ORDER BY number");

  return {
    add: async (letter, now) =>
      db
        .transaction(() => {
          expire.run(now - limits.sentKept);
          const held = find.get(letter.key);
          if (held?.status === "sent") return { sent: held.sentId ?? undefined };
          if (held?.status === "lost") return { sent: undefined };
          // Whoever put it in first sends it.
          if (held !== undefined) return "under way" as const;
          const { key, conversation, serviceUrl, replyTo, onlyTo, deadline } = letter;
          const activity = JSON.stringify(letter.activity);
          const values = {
            key,
            conversation,
            serviceUrl,
            replyTo: replyTo ?? null,
            onlyTo: onlyTo ?? null,
            activity,
            deadline,
            at: now,
          };
          return { number: Number(add.run(values).lastInsertRowid) };
        })
        .immediate(),
    sent: async (key) => find.get(key)?.sentId ?? undefined,
    begin: async (number) => begin.run(number).changes === 1,
    putBack: async (number) => void setStatus.run("waiting", number),
    finish: async (number, sent) =>
      void finish.run(sent === undefined ? "lost" : "sent", sent ?? null, number),
    afterRestart: async () =>
      db
        .transaction(() => {
          const lost = lose.run().changes;
          return { waiting: waiting.all().map(toLetter), lost };
        })
        .immediate(),
  };
}

function toLetter(row: Row): KeptLetter {
  const { number, key, conversation, serviceUrl, replyTo, onlyTo, activity, deadline } = row;
  return {
    number,
    key,
    conversation,
    serviceUrl,
    activity: JSON.parse(activity) as object,
    deadline,
    ...(replyTo !== null && { replyTo }),
    ...(onlyTo !== null && { onlyTo }),
  };
}
