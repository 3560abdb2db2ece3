import type Database from "better-sqlite3";
import type { SignInText } from "../../sign-in-text.ts";
import { blockOf, blockRecords, packBlock, unpackBlock, type Block, type StoredBlock } from "./block.ts";
import { createCompression } from "./compression.ts";

/** Blocks that were read and not changed are kept while a batch is written, so many: copies come one after the other. */
const keptBlocks = 4;
/** So many of a batch's blocks give the next dictionary a record each. */
const sampledBlocks = 16;

const removed: SignInText = { body: "", raw: "" };

/**
 * Keeps the records while sign-ins come, change and go, in one transaction from `begin` to `flush`. A block that is full
 * is written at once, so that no text is held longer than need be.
 */
export class RecordWriter {
  readonly #compression: ReturnType<typeof createCompression>;
  readonly #statements: ReturnType<typeof prepare>;
  readonly #changed = new Map<number, Block>();
  readonly #read = new Map<number, Block>();
  /** Numbers of the first record of this batch, and of the next. */
  #first = 0;
  #next = 0;

  constructor(db: Database.Database) {
    this.#compression = createCompression(db);
    this.#statements = prepare(db);
  }

  /** Begins a batch. Its records stand in blocks of their own, so that none is written twice. */
  begin(): void {
    this.#changed.clear();
    this.#read.clear();
    this.#first = this.#next = blockRecords * ((this.#statements.last.get() ?? 0) + 1);
  }

  /** Undefined where the record was removed. */
  get(record: number): SignInText | undefined {
    const { bodies, raws } = this.#block(blockOf(record));
    const at = record % blockRecords;
    const body = bodies[at] ?? "";
    return body === "" ? undefined : { body, raw: raws[at] as string };
  }

  /** Returns the number of the record. */
  add(text: SignInText): number {
    const record = this.#next++;
    this.#put(record, text);
    const number = blockOf(record);
    if (blockOf(this.#next) !== number) this.#write(number, this.#changed.get(number) as Block);
    return record;
  }

  replace(record: number, text: SignInText): void {
    this.#put(record, text);
  }

  /** Removes records; a block of which nothing stays is not even read. */
  removeAll(records: Iterable<number>): void {
    const byBlock = new Map<number, Set<number>>();
    for (const record of records) {
      const number = blockOf(record);
      const known = byBlock.get(number);
      if (known === undefined) byBlock.set(number, new Set([record]));
      else known.add(record);
    }
    for (const [number, going] of byBlock) {
      if (going.size === blockRecords) this.#changed.set(number, { bodies: [], raws: [] });
      else for (const record of going) this.#put(record, removed);
    }
  }

  /** Ends the batch: writes what it has changed. */
  flush(): void {
    for (const [number, block] of this.#changed) this.#write(number, block);
    this.#compression.renew(this.#next, () => this.#sample());
    this.#read.clear();
  }

  /** Forgets what is in memory: the transaction was rolled back. */
  forget(): void {
    this.#compression.forget();
  }

  #write(number: number, block: Block): void {
    this.#changed.delete(number);
    if (block.bodies.every((body) => body === "")) {
      this.#statements.remove.run(number);
      return;
    }
    const { dictionary, bodies, raws } = packBlock(block, this.#compression);
    this.#statements.write.run(number, dictionary, bodies, raws);
  }

  /** Some of the batch's new records, from all over. */
  #sample(): string[] {
    const texts: string[] = [];
    const [first, end] = [blockOf(this.#first), blockOf(this.#next + blockRecords - 1)];
    for (let number = first; number < end; number += Math.ceil((end - first) / sampledBlocks)) {
      texts.push(
        ...this.#block(number)
          .bodies.filter((body) => body !== "")
          .slice(0, 1),
      );
    }
    return texts;
  }

  #put(record: number, { body, raw }: SignInText): void {
    const number = blockOf(record);
    let block = this.#changed.get(number);
    if (block === undefined) {
      this.#changed.set(number, (block = this.#block(number)));
      this.#read.delete(number);
    }
    const at = record % blockRecords;
    block.bodies[at] = body;
    // Records stand in lines; between the tokens of JSON a line may end, which says no more than a space.
    block.raws[at] = raw.replaceAll("\n", " ");
  }

  #block(number: number): Block {
    const known = this.#changed.get(number) ?? this.#read.get(number);
    if (known !== undefined) return known;
    const stored = this.#statements.select.get(number);
    if (stored === undefined) return { bodies: [], raws: [] };
    const block = unpackBlock(stored, this.#compression);
    this.#read.set(number, block);
    const [oldest] = this.#read.keys();
    if (this.#read.size > keptBlocks && oldest !== undefined) this.#read.delete(oldest);
    return block;
  }
}

function prepare(db: Database.Database): {
  last: Database.Statement<[], number>;
  select: Database.Statement<[number: number], StoredBlock>;
  write: Database.Statement<[number: number, dictionary: number, bodies: Buffer, raws: Buffer | null]>;
  remove: Database.Statement<[number: number]>;
} {
  return {
    last: db.prepare<[], number>("SELECT max(number) FROM record_block").pluck(),
    select: db.prepare("SELECT dictionary, bodies, raws FROM record_block WHERE number = ?"),
    write: db.prepare(
      "INSERT OR REPLACE INTO record_block (number, dictionary, bodies, raws) VALUES (?, ?, ?, ?)",
    ),
    remove: db.prepare("DELETE FROM record_block WHERE number = ?"),
  };
}
