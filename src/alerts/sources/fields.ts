import { isIP } from "node:net";
import { z } from "zod";
import { severities, type AlertUser, type Severity } from "../alert.ts";

/** Pieces that the shapes of several senders share. */

/** A moment in ISO 8601 with its zone, as milliseconds since 1970. */
export const moment = z.iso
  .datetime({
    offset: true,
    error: (issue) => (issue.input === undefined ? "is missing" : "is no time such as 2026-03-31T11:20:00Z"),
  })
  .transform((text) => Date.parse(text));

export const optionalMoment = moment.nullish().catch(undefined);
export const optionalText = z.string().nullish();
export const requiredText = z.string({ error: "is missing" }).min(1, "is empty");

/** Each sender writes it in their own case. */
export const severity = z
  .string()
  .nullish()
  .transform((text): Severity => severities.find((one) => one === text?.toLowerCase()) ?? "unknown");

/** The users without doubles. */
export function usersOf(found: readonly { id?: unknown; userPrincipalName?: unknown }[]): AlertUser[] {
  const users = new Map<string, AlertUser>();
  for (const { id, userPrincipalName } of found) {
    const guid = z.guid().toLowerCase().safeParse(id).data;
    const name = z.string().min(1).safeParse(userPrincipalName).data?.slice(0, 200);
    // One with an id and the same one without are one person.
    const key = name?.toLowerCase() ?? guid;
    if (key === undefined || (users.has(key) && (guid === undefined || users.get(key)?.id !== undefined)))
      continue;
    users.set(key, {
      ...(guid !== undefined && { id: guid }),
      ...(name !== undefined && { userPrincipalName: name }),
    });
  }
  return [...users.values()];
}

/** The addresses without doubles, and without what is none. */
export function addressesOf(found: readonly unknown[]): string[] {
  const addresses = found.filter((one): one is string => typeof one === "string" && isIP(one) !== 0);
  return [...new Set(addresses)];
}

/** "bob" and "contoso.com" are "bob@contoso.com". */
export function principalName(name: unknown, suffix: unknown): string | undefined {
  if (typeof name !== "string" || name === "") return undefined;
  if (name.includes("@")) return name;
  return typeof suffix === "string" && suffix !== "" ? `${name}@${suffix}` : undefined;
}

/** What stands of these, as a list. */
export function present<Item>(...items: (Item | null | undefined)[]): Item[] {
  return items.filter((item): item is Item => item !== undefined && item !== null);
}

/** What a shape has under one of several names. @throws z.ZodError where it has it under none of them */
export function required<Value>(name: string, ...values: (Value | null | undefined)[]): Value {
  const [value] = present(...values);
  if (value === undefined)
    throw new z.ZodError([{ code: "custom", path: [name], message: "is missing", input: undefined }]);
  return value;
}
