import { deflateRawSync, inflateRawSync } from "node:zlib";
import type Database from "better-sqlite3";
import type { SignIn } from "../../signin/sign-in.ts";

/** A sign-in as it is kept: itself, and apart from it what the source delivered, which few answers need. */
export interface Packed {
  /** The number of the dictionary with which the body was compressed; 0 is none. */
  readonly dictionary: number;
  readonly body: Buffer;
  /** Null where the source's record is not known. */
  readonly raw: Buffer | null;
}

/** Records say much the same, so that one that is compressed with others as its dictionary takes a fifth of the room. */
export interface Compression {
  pack(signIn: SignIn): Packed;
  /** Without `raw` where that is not given. */
  unpack(packed: Omit<Packed, "raw"> & { readonly raw?: Buffer | null }): SignIn;
  /** To be called before a batch is packed: makes a dictionary of it where there is none for stores of that size. */
  prepare(signIns: readonly SignIn[]): void;
  /** Forgets dictionaries that were rolled back. */
  forget(): void;
}

/** Bytes of a dictionary: twice as many save a tenth and take half as long again. */
const dictionaryBytes = 16 * 1024;
/** A new dictionary is made whenever there are so many times more records than at the last. */
const growth = 10;

export const compressionDefinition = `
  CREATE TABLE compression (dictionary INTEGER PRIMARY KEY, records INTEGER NOT NULL, text BLOB NOT NULL);
`;

export function createCompression(db: Database.Database): Compression {
  const select = db.prepare<[number], Buffer>("SELECT text FROM compression WHERE dictionary = ?").pluck();
  const newest = db.prepare<[], { dictionary: number; records: number }>(
    "SELECT dictionary, records FROM compression ORDER BY dictionary DESC LIMIT 1",
  );
  const known = new Map<number, Buffer | undefined>([[0, undefined]]);
  const textOf = (dictionary: number): Buffer | undefined => {
    if (!known.has(dictionary)) known.set(dictionary, select.get(dictionary));
    return known.get(dictionary);
  };
  let current: { dictionary: number; records: number } | undefined;

  return {
    pack({ raw, ...signIn }) {
      const text = Buffer.from(JSON.stringify(signIn));
      const { dictionary } = (current ??= newest.get() ?? { dictionary: 0, records: 0 });
      return {
        dictionary,
        body: deflate(text, textOf(dictionary)),
        // The source's record says much the same as the sign-in, whose text therefore serves as its dictionary.
        raw: raw === undefined ? null : deflate(JSON.stringify(raw), text),
      };
    },
    unpack({ dictionary, body, raw = null }) {
      const text = inflate(body, textOf(dictionary));
      const signIn = JSON.parse(text.toString()) as SignIn;
      return raw === null ? signIn : { ...signIn, raw: JSON.parse(inflate(raw, text).toString()) as unknown };
    },
    prepare(signIns) {
      const records =
        db.prepare<[], number>("SELECT coalesce(max(number), 0) FROM record").pluck().get() ?? 0;
      const { dictionary, records: then } = newest.get() ?? { dictionary: 0, records: 0 };
      const now = records + signIns.length;
      if (signIns.length > 0 && now >= growth * then) {
        db.prepare("INSERT INTO compression (dictionary, records, text) VALUES (?, ?, ?)").run(
          dictionary + 1,
          now,
          sampleOf(signIns),
        );
      }
      current = undefined;
    },
    forget() {
      known.clear();
      known.set(0, undefined);
      current = undefined;
    },
  };
}

/** Texts of records from all over a batch, until the dictionary is full. */
function sampleOf(signIns: readonly SignIn[]): Buffer {
  const texts: string[] = [];
  let length = 0;
  const step = Math.max(1, Math.floor(signIns.length / 16));
  for (let at = 0; at < signIns.length && length < dictionaryBytes; at += step) {
    const { raw: _, ...signIn } = signIns[at] as SignIn;
    const text = JSON.stringify(signIn);
    texts.push(text);
    length += text.length;
  }
  return Buffer.from(texts.join("")).subarray(-dictionaryBytes);
}

/** Level 3: a record is short, and higher levels save one byte in a hundred for more time. */
export function deflate(text: string | Buffer, dictionary?: Buffer): Buffer {
  return deflateRawSync(text, { level: 3, dictionary });
}

function inflate(data: Buffer, dictionary?: Buffer): Buffer {
  return inflateRawSync(data, dictionary === undefined ? {} : { dictionary });
}
