import type Database from "better-sqlite3";
import { UserError } from "../../errors.ts";
import { limits } from "../../limits.ts";
import { fold } from "../../question/fold.ts";
import { Question } from "../../question/question.ts";
import type { Address } from "../letters.ts";
import { createAlerts } from "./alerts.ts";
import { readAudit } from "./audit.ts";
import { createLetters } from "./letters.ts";
import type { AuditEntry, Kept, Place, State, Suspect, Watch, WatchPlace } from "../state.ts";

interface WatchRow extends Place {
  readonly id: number;
  readonly question: string;
  readonly at: number;
  readonly shared: 0 | 1;
  readonly timezone: string;
  readonly told: number;
  readonly toldUpTo: number;
  readonly untold: number;
  readonly suspects: string;
  readonly mutedUntil: number;
}

/** The port over a file that is ready. Each call is one short transaction. */
export function createState(db: Database.Database): State {
  const last = db
    .prepare<[string, string, number], string>(
      "SELECT question FROM last_question WHERE person = ? AND conversation = ? AND at > ?",
    )
    .pluck();
  const remember = db.prepare<[string, string, string, number]>(`
    INSERT INTO last_question (person, conversation, question, at) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET question = excluded.question, at = excluded.at WHERE excluded.at >= at`);
  const expire = db.prepare<[number]>("DELETE FROM last_question WHERE at <= ?");
  const saved = db.prepare<[string], { name: string; question: string }>(
    'SELECT name, question FROM saved_question WHERE person = ? ORDER BY "key"',
  );
  const save = db.prepare<[string, string, string, string, number]>(`
    INSERT INTO saved_question (person, "key", name, question, at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET name = excluded.name, question = excluded.question, at = excluded.at`);
  const hasSaved = db
    .prepare<[string, string], number>('SELECT 1 FROM saved_question WHERE person = ? AND "key" = ?')
    .pluck();
  const forget = db.prepare<[string, string]>('DELETE FROM saved_question WHERE person = ? AND "key" = ?');
  const countOf = (table: "saved_question" | "watch"): Database.Statement<[string], number> =>
    db.prepare<[string], number>(`SELECT count(*) FROM ${table} WHERE person = ?`).pluck();
  const [countSaved, countWatches] = [countOf("saved_question"), countOf("watch")];
  const watchesIn = db.prepare<[string], WatchRow>("SELECT * FROM watch WHERE conversation = ? ORDER BY id");
  const watchBy = db.prepare<[string], WatchRow>("SELECT * FROM watch WHERE id = ?");
  const allWatches = db.prepare<[], WatchRow>("SELECT * FROM watch ORDER BY id");
  const addWatch = db.prepare<object>(`
    INSERT INTO watch (person, conversation, shared, timezone, question, at, toldUpTo)
    VALUES (:person, :conversation, :shared, :timezone, :question, :now, :now)`);
  const followWatch = db.prepare<object>(
    "UPDATE watch SET told = :told, toldUpTo = :toldUpTo, untold = :untold, suspects = :suspects WHERE id = :id",
  );
  const muteWatch = db.prepare<[number, string]>("UPDATE watch SET mutedUntil = ? WHERE id = ?");
  const removeWatch = db.prepare<[string]>("DELETE FROM watch WHERE id = ?");

  const allow = db.prepare<[string, string, number]>(
    "INSERT INTO allowed_conversation (conversation, person, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
  );
  const disallow = db.prepare<[string]>("DELETE FROM allowed_conversation WHERE conversation = ?");
  const allowed = db.prepare<[string]>("SELECT 1 FROM allowed_conversation WHERE conversation = ?");
  const personalChat = db.prepare<[string], Address>(
    "SELECT conversation, serviceUrl FROM personal_chat WHERE person = ?",
  );
  const rememberPersonalChat = db.prepare<[string, string, string]>(`
    INSERT INTO personal_chat (person, conversation, serviceUrl) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET conversation = excluded.conversation, serviceUrl = excluded.serviceUrl`);
  const addAudit = db.prepare<[AuditEntry]>(`
    INSERT INTO audit (at, person, conversation, place, via, question, outcome, note)
    VALUES (:at, :person, :conversation, :place, :via, :question, :outcome, :note)`);

  const saveOne = db.transaction(
    (person: string, name: string, question: string, now: number): "new" | "replaced" => {
      const isKnown = hasSaved.get(person, fold(name)) !== undefined;
      if (!isKnown)
        refuseOver(countSaved.get(person), limits.savedQuestions, "saved questions", "forget NAME");
      save.run(person, fold(name), name, question, now);
      return isKnown ? "replaced" : "new";
    },
  );
  const addOne = db.transaction((place: WatchPlace, question: string, now: number): number => {
    refuseOver(countWatches.get(place.person), limits.watches, "watches", "unwatch ID");
    const row = { ...place, shared: Number(place.shared), question, now };
    return Number(addWatch.run(row).lastInsertRowid);
  });

  return {
    async lastQuestion({ person, conversation }, now) {
      return read(last.get(person, conversation, now - limits.conversationTime));
    },
    async rememberQuestion({ person, conversation }, question, now) {
      expire.run(now - limits.conversationTime);
      remember.run(person, conversation, JSON.stringify(question), now);
    },
    async savedQuestions(person) {
      return saved.all(person).map(({ name, question }) => ({ name, question: read(question) }));
    },
    async saveQuestion(person, { name, question }, now) {
      return saveOne.immediate(person, name, JSON.stringify(question), now);
    },
    async forgetQuestion(person, name) {
      return forget.run(person, fold(name)).changes > 0;
    },
    async watches(conversation) {
      return watchesIn.all(conversation).map(toWatch);
    },
    async watch(id) {
      const row = watchBy.get(id);
      return row === undefined ? undefined : toWatch(row);
    },
    async addWatch(place, question, now) {
      const id = addOne.immediate(place, JSON.stringify(question), now);
      return {
        ...place,
        id: String(id),
        question,
        since: now,
        told: 0,
        toldUpTo: now,
        untold: 0,
        suspects: [],
        mutedUntil: 0,
      };
    },
    async allWatches() {
      return allWatches.all().map(toWatch);
    },
    async followWatch(id, { suspects, ...progress }) {
      followWatch.run({ id, ...progress, suspects: JSON.stringify(suspects) });
    },
    async muteWatch(id, until) {
      muteWatch.run(until, id);
    },
    async removeWatch(id) {
      return removeWatch.run(id).changes > 0;
    },
    async allowConversation({ conversation, person }, now) {
      return allow.run(conversation, person, now).changes > 0;
    },
    async disallowConversation(conversation) {
      return disallow.run(conversation).changes > 0;
    },
    async isAllowed(conversation) {
      return allowed.get(conversation) !== undefined;
    },
    async personalChat(person) {
      return personalChat.get(person);
    },
    async rememberPersonalChat(person, { conversation, serviceUrl }) {
      rememberPersonalChat.run(person, conversation, serviceUrl);
    },
    letters: createLetters(db),
    alerts: createAlerts(db),
    async audit(entry) {
      addAudit.run(entry);
    },
    async readAudit(request) {
      return readAudit(db, request);
    },
    async close() {
      db.close();
    },
  };
}

function refuseOver(held: number | undefined, most: number, what: string, how: string): void {
  if ((held ?? 0) < most) return;
  throw new UserError(`You have ${most} ${what}, and more are not kept. Remove one first: "${how}".`);
}

/** Undefined for what another version of the program has written and this one cannot read. */
function read(text: string | undefined): Question | undefined {
  if (text === undefined) return undefined;
  try {
    return Question.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function toWatch({ id, question, at, shared, suspects, ...row }: WatchRow): Kept<Watch> {
  return {
    ...row,
    id: String(id),
    shared: shared === 1,
    question: read(question),
    since: at,
    suspects: JSON.parse(suspects) as readonly Suspect[],
  };
}
