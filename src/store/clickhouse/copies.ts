import type { AuthenticationDetail } from "../../signin/sign-in.ts";
import { signInOf } from "../sign-in-text.ts";
import type { KeptSignIn } from "../keeping.ts";
import { chunks } from "./chunks.ts";
import type { Engine, Row } from "./engine.ts";
import { tableIn } from "./place.ts";
import { Bound } from "./statement.ts";

/** What the tables have of one sign-in. */
export interface Stored {
  readonly kept?: KeptSignIn;
  /** Times (milliseconds since 1970) at whose keys it stands: one, but for what a write that broke off left behind. */
  readonly times: readonly number[];
  /** The highest version that any of its rows has, those that say it is gone included. */
  readonly version: bigint;
}

/** Ids that are looked for in one query at most. */
export const idsAtOnce = 1_000;

/** What is stored of sign-ins, by id; nothing of those that are not there. */
export async function readStored(engine: Engine, ids: readonly string[]): Promise<Map<string, Stored>> {
  const stored = new Map<string, Stored>();
  for (const some of chunks(ids, idsAtOnce)) {
    const keys = await readTimes(engine, some);
    if (keys.length === 0) continue;
    for (const [id, one] of byId(await readRows(engine, keys))) stored.set(id, one);
  }
  return stored;
}

export interface Key {
  readonly id: string;
  readonly time: number;
}

/** The keys at which sign-ins may stand. */
export async function readTimes(engine: Engine, ids: readonly string[]): Promise<Key[]> {
  const bound = new Bound();
  const text = `SELECT DISTINCT id, time FROM ${tableIn(engine.place, "sign_in_time")} WHERE id IN ${bound.of("Array(String)", ids)}`;
  const rows = await engine.ask({ text, params: bound.params });
  return rows.map(([id, time]) => ({ id: String(id), time: Number(time) }));
}

/** An expression that holds for these keys, and finds them in the order of the table. */
export function atKeys(keys: readonly Key[], bound: Bound): string {
  const times = [...new Set(keys.map(({ time }) => time))];
  const ids = [...new Set(keys.map(({ id }) => id))];
  return `time IN ${bound.of("Array(Int64)", times)} AND id IN ${bound.of("Array(String)", ids)}`;
}

/** The newest row of each key, with those that say that there is no sign-in any more. */
async function readRows(engine: Engine, keys: readonly Key[]): Promise<readonly Row[]> {
  const bound = new Bound();
  const newest = ["is_deleted", "body", "raw"].map((column) => `argMax(${column}, version)`).join(", ");
  const text = `SELECT id, time, toString(max(version)), ${newest} FROM ${tableIn(engine.place, "sign_in")} WHERE ${atKeys(keys, bound)} GROUP BY id, time`;
  return engine.ask({ text, params: bound.params });
}

function byId(rows: readonly Row[]): Map<string, Stored> {
  const newestLast = rows
    .map(([id, time, version, isDeleted, body, raw]) => ({
      id: String(id),
      time: Number(time),
      version: BigInt(String(version)),
      isDeleted: Number(isDeleted) === 1,
      text: { body: String(body), raw: String(raw) },
    }))
    .sort((a, b) => (a.version < b.version ? -1 : 1));
  const stored = new Map<string, Stored>();
  for (const { id, time, version, isDeleted, text } of newestLast) {
    const { kept, times = [] } = stored.get(id) ?? {};
    stored.set(
      id,
      isDeleted
        ? { kept, times, version }
        : { kept: { text, signIn: signInOf(text) }, times: [...times, time], version },
    );
  }
  return stored;
}

/** Steps that are stored, in the order in which they came. */
export async function readDetails(
  engine: Engine,
  ids: readonly string[],
): Promise<Map<string, AuthenticationDetail[]>> {
  const details = new Map<string, AuthenticationDetail[]>();
  for (const some of chunks(ids, idsAtOnce)) {
    const bound = new Bound();
    const text = `SELECT signInId, detail FROM ${tableIn(engine.place, "authentication_detail")} FINAL WHERE signInId IN ${bound.of("Array(String)", some)} ORDER BY version`;
    for (const [id, detail] of await engine.ask({ text, params: bound.params })) {
      const known = details.get(String(id)) ?? [];
      details.set(String(id), [...known, JSON.parse(String(detail)) as AuthenticationDetail]);
    }
  }
  return details;
}
