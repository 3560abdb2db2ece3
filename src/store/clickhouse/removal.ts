import type { Removal } from "../store.ts";
import { chunks } from "./chunks.ts";
import { atKeys, readTimes } from "./copies.ts";
import type { Engine } from "./engine.ts";
import type { Layout } from "./layout.ts";
import { tableIn } from "./place.ts";
import { Bound, type Statement } from "./statement.ts";
import { partition } from "./tables.ts";

const day = 86_400_000;

/**
 * Removes what is of UTC days that had ended by a moment (milliseconds since 1970), at most `limit` sign-ins: the oldest.
 * Rows are marked as deleted, so they are in no answer from then on, and the server takes them out when it merges.
 */
export async function removeOld(
  engine: Engine,
  layout: Layout,
  before: number,
  limit: number,
): Promise<Removal> {
  const endDay = Math.floor(Math.min(before, Number.MAX_SAFE_INTEGER) / day);
  const end = endDay * day;
  const bound = new Bound();
  const signIns = tableIn(engine.place, "sign_in");
  const oldest = await engine.ask({
    text: `SELECT id, time, ${partition} FROM ${signIns} FINAL WHERE time < ${bound.whole(end)} ORDER BY time, id LIMIT ${bound.whole(limit + 1)}`,
    params: bound.params,
  });
  const going = oldest.slice(0, limit);
  const last = going.at(-1);
  for (const month of new Set(going.map((row) => Number(row[2])))) {
    await remove(engine, layout, "sign_in", upTo(Number(last?.[1]), String(last?.[0])), month);
  }
  if (oldest.length > limit) return { removed: going.length, more: true };
  // What is left are rows that say that a sign-in is at another time.
  await sweep(engine, layout, "sign_in", (bound) => `time < ${bound.whole(end)}`);
  await sweep(engine, layout, "sign_in_time", (bound) => `time < ${bound.whole(end)}`);
  // The day of a null is less than nothing, so steps without a time stay.
  await sweep(engine, layout, "authentication_detail", (bound) => `day < ${bound.whole(endDay - 1)}`);
  await sweep(engine, layout, "quarantine", (bound) => `day < ${bound.whole(endDay)}`);
  return { removed: going.length, more: false };
}

/** Ids that one statement names at most: they stand in the address of its request. */
const erasedAtOnce = 50;

/**
 * Removes sign-ins with all of their rows, older versions included, from the disk and not only from answers: the parts of
 * the table that have them are written anew.
 */
export async function eraseSignIns(engine: Engine, layout: Layout, ids: readonly string[]): Promise<number> {
  let erased = 0;
  for (const some of chunks([...new Set(ids)], erasedAtOnce)) {
    const keys = await readTimes(engine, some);
    if (keys.length > 0) {
      const bound = new Bound();
      const text = `SELECT uniqExact(id) FROM ${tableIn(engine.place, "sign_in")} FINAL WHERE ${atKeys(keys, bound)}`;
      const [[count = 0] = []] = await engine.ask({ text, params: bound.params });
      erased += Number(count);
      await erase(engine, layout, "sign_in", (bound) => atKeys(keys, bound));
    }
    const named = (column: string) => (bound: Bound) => `${column} IN ${bound.of("Array(String)", some)}`;
    await eraseAny(engine, layout, "authentication_detail", named("signInId"));
    // Where they stood is forgotten last, so that erasing them again finds what is left.
    await eraseAny(engine, layout, "sign_in_time", named("id"));
  }
  return erased;
}

type Where = (bound: Bound) => string;

/** All rows up to a key, in the order of the table. */
function upTo(time: number, id: string): Where {
  return (bound) => {
    const at = bound.whole(time);
    return `time < ${at} OR (time = ${at} AND id <= ${bound.of("String", id)})`;
  };
}

/** Removes rows where there are any: looking costs much less than removing none. */
async function sweep(engine: Engine, layout: Layout, table: string, where: Where): Promise<void> {
  if (await hasAny(engine, table, where)) await remove(engine, layout, table, where);
}

async function eraseAny(engine: Engine, layout: Layout, table: string, where: Where): Promise<void> {
  if (await hasAny(engine, table, where)) await erase(engine, layout, table, where);
}

async function hasAny(engine: Engine, table: string, where: Where): Promise<boolean> {
  const bound = new Bound();
  const text = `SELECT 1 FROM ${tableIn(engine.place, table)} WHERE ${where(bound)} LIMIT 1`;
  return (await engine.ask({ text, params: bound.params })).length > 0;
}

/** @param month as the table is partitioned by: parts of other months are left alone, which costs much less */
function remove(engine: Engine, layout: Layout, table: string, where: Where, month?: number): Promise<void> {
  const within = month === undefined ? "" : ` IN PARTITION ${month}`;
  return engine.run(compileRemoval(`DELETE FROM ${target(engine, layout, table)}${within}`, where));
}

function erase(engine: Engine, layout: Layout, table: string, where: Where): Promise<void> {
  return engine.run(compileRemoval(`ALTER TABLE ${target(engine, layout, table)} DELETE`, where));
}

function compileRemoval(head: string, where: Where): Statement {
  const bound = new Bound();
  // It has happened on all replicas when the statement ends.
  const text = `${head} WHERE ${where(bound)} SETTINGS mutations_sync = 2, lightweight_deletes_sync = 2`;
  return { text, params: bound.params };
}

/** In a cluster, what the servers themselves hold. */
function target({ place }: Engine, layout: Layout, table: string): string {
  return layout.cluster === undefined
    ? tableIn(place, table)
    : `${tableIn(place, `${table}_local`)} ON CLUSTER ${layout.cluster}`;
}
