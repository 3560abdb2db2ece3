import { z } from "zod";
import type { SignIn } from "../signin/sign-in.ts";
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

/** Keeps that what these people did until now is not to be read from Microsoft Graph or Event Hubs any more. */
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

/** Whether a sign-in is of somebody who is forgotten, and from before that. */
export function isForgotten(
  { userId, createdDateTime }: Pick<SignIn, "userId" | "createdDateTime">,
  forgotten: Forgotten,
): boolean {
  const until = userId === undefined ? undefined : forgotten.get(userId.toLowerCase());
  return until !== undefined && Date.parse(createdDateTime) <= until;
}
