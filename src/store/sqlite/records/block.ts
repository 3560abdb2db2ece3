import { deflate, inflate, type Compression } from "./compression.ts";

/** So many records stand in one block: each compressed after the others, and soon read all the same. */
export const blockRecords = 8;

/** The number of the block of a record. */
export const blockOf = (record: number): number => Math.floor(record / blockRecords);

/**
 * A block as the file has it: the sign-ins as lines of JSON, and apart from them what the source delivered, which few
 * answers need. The line of a record that is not there is empty.
 */
export interface StoredBlock {
  /** The number of the dictionary that `bodies` was compressed with; 0 is none. */
  readonly dictionary: number;
  readonly bodies: Buffer;
  /** Null where the source's records are not known. */
  readonly raws: Buffer | null;
}

/** The JSON texts of a block's records; "" where there is none. */
export interface Block {
  readonly bodies: string[];
  readonly raws: string[];
}

export const blockDefinition = `
  CREATE TABLE record_block (number INTEGER PRIMARY KEY, dictionary INTEGER NOT NULL, bodies BLOB NOT NULL, raws BLOB);
`;

export function packBlock({ bodies, raws }: Block, compression: Compression): StoredBlock {
  const dictionary = compression.newest();
  const text = Buffer.from(bodies.join("\n"));
  return {
    dictionary,
    bodies: compression.deflate(text, dictionary),
    // The source's records say much the same as the sign-ins, whose text therefore serves as their dictionary.
    raws: raws.every((raw) => raw === "") ? null : deflate(raws.join("\n"), windowOf(text)),
  };
}

export function unpackBlock(stored: StoredBlock, compression: Compression): Block {
  const text = compression.inflate(stored.bodies, stored.dictionary);
  const bodies = text.toString().split("\n");
  const raws =
    stored.raws === null ? bodies.map(() => "") : inflate(stored.raws, windowOf(text)).toString().split("\n");
  return { bodies, raws };
}

/** The sign-ins alone. */
export function unpackBodies(
  { dictionary, bodies }: Omit<StoredBlock, "raws">,
  compression: Compression,
): string[] {
  return compression.inflate(bodies, dictionary).toString().split("\n");
}

/** What deflate looks back on at most. */
function windowOf(text: Buffer): Buffer {
  return text.subarray(-32 * 1024);
}
