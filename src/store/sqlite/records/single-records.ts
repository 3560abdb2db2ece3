import { inflateRawSync } from "node:zlib";
import type Database from "better-sqlite3";
import { RecordWriter } from "./record-writer.ts";

interface SingleRecord {
  /** Made of its time; has more digits than a number of JavaScript holds exactly. */
  readonly rid: bigint;
  readonly body: Buffer;
  /** Compressed with the text of the body as its dictionary. */
  readonly raw: Buffer | null;
}

/** So many records are packed at once. */
const packedAtOnce = 5_000;
const beforeAll = -(2n ** 63n);

/** Puts the records of version 1 of the file, each of which stood alone, into blocks, in the order of their times. */
export function packSingleRecords(db: Database.Database): void {
  const writer = new RecordWriter(db);
  const next = db
    .prepare<[after: bigint, limit: number], SingleRecord>(
      `SELECT record.rid, record.body, raw.body AS raw FROM record LEFT JOIN raw USING (rid)
        WHERE record.rid > ? ORDER BY record.rid LIMIT ?`,
    )
    .safeIntegers();
  for (let rows = next.all(beforeAll, packedAtOnce); rows.length > 0;) {
    writer.begin();
    for (const { body, raw } of rows) {
      const text = inflateRawSync(body);
      const delivered = raw === null ? "" : inflateRawSync(raw, { dictionary: text }).toString();
      writer.add({ body: text.toString(), raw: delivered });
    }
    writer.flush();
    rows = next.all((rows.at(-1) as SingleRecord).rid, packedAtOnce);
  }
}
