import { createPhrases } from "../phrases.ts";
import { claim, phraseHere, type Reading } from "./reading.ts";

const leads = createPhrases<true>(
  [
    "link",
    "a link",
    "copy link",
    "copy a link",
    "get link",
    "get a link",
    "give me a link",
    "permalink",
  ].flatMap((phrase) => ["to", "for"].map((joint) => [`${phrase} ${joint}`, true] as const)),
);

/** "link to failures for alice last 7 days": the command behind it is the one that the link opens. */
export function readLink(reading: Reading): void {
  const { tokens, draft, text } = reading;
  const lead = phraseHere(reading, 0, leads);
  const first = tokens[lead?.length ?? 0];
  if (lead === undefined || first === undefined) return;
  draft.intent = "link";
  // It stands where it stood, so that it is known where words were not understood.
  draft.command = " ".repeat(first.start) + text.slice(first.start).trimEnd();
  claim(reading, 0, tokens.length);
}
