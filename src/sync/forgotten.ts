import { z } from "zod";
import type { Store } from "../store/store.ts";

const cursor = "forgotten";
const List = z.array(z.object({ user: z.string(), until: z.number() }));

/** People whose sign-ins are not to come again: by user id, up to when (milliseconds since 1970). */
export type Forgotten = ReadonlyMap<string, number>;

export async function readForgotten(store: Pick<Store, "cursor">): Promise<Forgotten> {
  const text = await store.cursor(cursor);
  return new Map(
    (text === undefined ? [] : List.parse(JSON.parse(text))).map(({ user, until }) => [user, until]),
  );
}

/** Keeps that what these people did until now is not to be read from Microsoft Graph any more. */
export async function noteForgotten(
  store: Pick<Store, "cursor" | "write">,
  users: readonly string[],
  now: number,
): Promise<void> {
  const all = new Map([
    ...(await readForgotten(store)),
    ...users.map((user) => [user.toLowerCase(), now] as const),
  ]);
  const list = [...all].map(([user, until]) => ({ user, until }));
  await store.write([], { name: cursor, value: JSON.stringify(list) });
}

/** Whether a record of Microsoft Graph is of somebody who is forgotten, and from before that. */
export function isForgotten(record: unknown, forgotten: Forgotten): boolean {
  if (forgotten.size === 0) return false;
  const { userId, createdDateTime } = (record ?? {}) as { userId?: unknown; createdDateTime?: unknown };
  const until = typeof userId === "string" ? forgotten.get(userId.toLowerCase()) : undefined;
  return until !== undefined && !(Date.parse(String(createdDateTime)) > until);
}
