import type { FollowUp } from "../question.ts";
import type { Context } from "./parse.ts";

/** What a text changes of the question before it; undefined where it is a question of its own. */
export function parseFollowUp(_text: string, _context: Context): FollowUp | undefined {
  return undefined;
}
