import { createPhrases, type Phrases } from "../phrases.ts";
import type { FollowUp } from "../question.ts";

/** What a follow-up changes. */
export type Change = Omit<FollowUp, "follows" | "notUnderstood">;

/** Follow-ups that are said in a few fixed ways, each of which is a whole text. */
export const fixed = phrases(
  [
    { page: "next" },
    "next|next page|more|show more|show me more|more please|continue|go on|and more|older|next rows|next ones|the next ones|page down|more results|more rows|keep going",
  ],
  [
    { page: "previous" },
    "previous|previous page|prev|back|go back|newer|page up|previous rows|the previous ones",
  ],
  [
    { intent: "explain" },
    `why|why is that|why so|why did it fail|why did they fail|why did that fail|why are they failing|why is it failing
     |explain|explain that|explain it|explain this|explain those|explain them|what does that mean|what does it mean
     |what do they mean|what do those codes mean|what do these codes mean|how do i fix that|how do i fix it
     |how to fix|how to fix that|how to fix it|what is that|what does this mean|explain the codes|explain the errors|and why`,
  ],
  [
    { show: "query" },
    `show query|show the query|show me the query|query|show structure|show the structure|what did you understand
     |how did you understand that|how did you read that|what did you search|what did you search for|show question
     |show the question|show filters|what are the filters|which filters`,
  ],
  [
    { show: "link" },
    `link|copy link|copy the link|get link|get the link|get a link|give me a link|give me the link|the link|permalink|share
     |share this|share that|share it|share link|share a link|link to this|link to that|link to it|link for this|link this
     |copy link to this|share this question|share this answer|share the answer|link please`,
  ],
  [
    { clear: true },
    `clear filters|clear|clear all|clear all filters|reset|reset filters|remove filters|remove all filters|no filters
     |without filters|drop filters|drop all filters|start over|clear the filters`,
  ],
  [
    { columnsAre: "usual" },
    "default columns|usual columns|reset columns|reset the columns|normal columns|all columns off|without columns|standard columns",
  ],
  [{ order: "oldest" }, "oldest first|reverse|reverse order|in reverse|in order"],
  [{ order: "newest" }, "newest first|latest first|most recent first"],
);

function phrases(...lists: readonly (readonly [Change, string])[]): Phrases<Change> {
  return createPhrases<Change>(
    lists.flatMap(([change, text]) => text.split("|").map((phrase) => [phrase.trim(), change] as const)),
  );
}
