import { UserError } from "../errors.ts";

/** @throws UserError for a text that is no ISO 8601 time */
export function instant(text: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime()))
    throw new UserError(`"${text}" is no time. Write it like 2026-11-22T10:00:00Z.`);
  return date;
}
