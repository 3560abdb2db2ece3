import { createPhrases } from "../phrases.ts";
import type { Intent } from "../question.ts";
import { claim, phraseHere, type Reading } from "./reading.ts";

/** Commands of those who answer for the bot: what a conversation may be shown, and who asked what. */

const places = ["here", "this channel", "this chat", "this group chat", "this conversation", "this team"];

const whole = createPhrases<Intent>([
  ...["allow", "allow answers", "allow signpost"].flatMap((verb) =>
    [...places, ...places.map((place) => `in ${place}`)].map(
      (place) => [`${verb} ${place}`, "allow"] as const,
    ),
  ),
  ...["disallow", "disallow answers", "forbid", "do not allow", "stop answers"].flatMap((verb) =>
    [...places, ...places.map((place) => `in ${place}`)].map(
      (place) => [`${verb} ${place}`, "disallow"] as const,
    ),
  ),
]);

const audit = createPhrases<true>(
  ["audit", "audit trail", "audit log", "show audit", "show the audit trail", "who asked what"].map(
    (phrase) => [phrase, true] as const,
  ),
);

/** "allow here", "disallow here", "audit", "audit for alice last 30 days". */
export function readOversight(reading: Reading): void {
  const found = phraseHere(reading, 0, whole);
  if (found?.length === reading.tokens.length) {
    reading.draft.intent = found.value;
    return claim(reading, 0, found.length);
  }
  const lead = phraseHere(reading, 0, audit);
  if (lead === undefined) return;
  reading.draft.intent = "audit";
  claim(reading, 0, lead.length);
}
