import { UserError } from "../errors.ts";
import { isChange } from "../question/keys.ts";
import { parse } from "../question/parse/parse.ts";
import { sentenceOfLink } from "./links.ts";
import type { Home } from "./own.ts";

/** What a link that is pasted asks; one that says nothing, or to change something, stays the text that it is. */
export function questionToShow(link: string, home: Home): string | undefined {
  const sentence = sentenceOfLink(link, home);
  try {
    return sentence === undefined || isChange(parse(sentence, anyTime).intent) ? undefined : sentence;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** Whether a sentence asks or changes something is the same at every time. */
const anyTime = { now: new Date(0), timezone: "UTC", weekStart: "monday", locale: "en-GB" } as const;
