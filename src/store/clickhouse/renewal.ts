import { signInOf } from "../sign-in-text.ts";
import { rowOf } from "./batch.ts";
import type { Engine } from "./engine.ts";
import { factsForm } from "./facts.ts";
import { tableIn } from "./place.ts";
import { Bound } from "./statement.ts";

/** Sign-ins that are made anew at once. */
const atOnce = 1_000;

/** Makes the facts of sign-ins anew that were made when the field table was another. Breaking off does no harm. */
export async function renewFacts(engine: Engine): Promise<void> {
  const table = tableIn(engine.place, "sign_in");
  let after = { time: -Infinity, id: "" };
  for (;;) {
    const bound = new Bound();
    const time = bound.whole(after.time);
    const text = [
      `SELECT time, id, toString(version), body, raw FROM ${table} FINAL`,
      `WHERE form != ${bound.of("String", factsForm)}`,
      `AND (time > ${time} OR (time = ${time} AND id > ${bound.of("String", after.id)}))`,
      `ORDER BY time, id LIMIT ${bound.whole(atOnce)}`,
    ].join("\n");
    const rows = await engine.ask({ text, params: bound.params });
    const renewed = rows.map(([time, id, version, body, raw]) => {
      const text = { body: String(body), raw: String(raw) };
      // Any change that is made meanwhile has a later version.
      return rowOf(
        { id: String(id), time: Number(time) },
        signInOf(text),
        text,
        BigInt(String(version)) + 1n,
      );
    });
    await engine.insert(table, renewed);
    const last = rows.at(-1);
    if (last === undefined || rows.length < atOnce) return;
    after = { time: Number(last[0]), id: String(last[1]) };
  }
}
