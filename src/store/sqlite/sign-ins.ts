import type Database from "better-sqlite3";
import type { SignIn } from "../../signin/sign-in.ts";
import { columnOf } from "./columns.ts";
import type { Dictionary } from "./dictionary.ts";
import { encodeFact, type Cell } from "./encode.ts";
import { prepareInsertFact } from "./facts.ts";
import { guidBytes } from "./guid.ts";
import { pack, unpack } from "./record.ts";
import { firstSlot, rowIdOfParts, slotOf, slots, timeOf, type RowId } from "./row-id.ts";

/** The rows of single sign-ins: the fact, the record and what the source delivered stand under one key. */
export interface SignIns {
  read(id: string): SignIn | undefined;
  /** Adds a sign-in that is not there. */
  insert(signIn: SignIn): void;
  remove(id: string): void;
}

export function createSignIns(db: Database.Database, dictionary: Dictionary): SignIns {
  const locate = db.prepare<[Cell], RowId>(
    `SELECT ${timeOf("rid")} AS time, ${slotOf("rid")} AS slot FROM fact WHERE ${columnOf("requestId").sql} = ?`,
  );
  const select = db.prepare<[number, number], { body: Buffer; raw: Buffer | null }>(
    `SELECT record.body, raw.body AS raw FROM record LEFT JOIN raw USING (rid) WHERE record.rid = ${rowIdOfParts}`,
  );
  const insertFact = prepareInsertFact(db);
  const [insertRecord, insertRaw] = ["record", "raw"].map((table) =>
    db.prepare<[number, number, Buffer]>(`INSERT INTO ${table} (rid, body) VALUES (${rowIdOfParts}, ?)`),
  ) as [Database.Statement<[number, number, Buffer]>, Database.Statement<[number, number, Buffer]>];
  const removals = ["fact", "record", "raw"].map((table) =>
    db.prepare<[number, number]>(`DELETE FROM ${table} WHERE rid = ${rowIdOfParts}`),
  );

  const find = (id: string): RowId | undefined => {
    const cell = guidBytes(id) ?? dictionary.entries("requestId", id)[0]?.number;
    return cell === undefined ? undefined : locate.get(cell);
  };
  return {
    read(id) {
      const at = find(id);
      if (at === undefined) return undefined;
      const { body, raw } = select.get(at.time, at.slot) as { body: Buffer; raw: Buffer | null };
      return unpack(body, raw);
    },
    insert(signIn) {
      const time = Date.parse(signIn.createdDateTime);
      const cells = encodeFact(signIn, dictionary);
      let slot = firstSlot(signIn.id);
      while (insertFact.run(time, slot, ...cells).changes === 0) slot = (slot + 1) % slots;
      const { body, raw } = pack(signIn);
      insertRecord.run(time, slot, body);
      if (raw !== undefined) insertRaw.run(time, slot, raw);
    },
    remove(id) {
      const at = find(id);
      if (at !== undefined) for (const removal of removals) removal.run(at.time, at.slot);
    },
  };
}
