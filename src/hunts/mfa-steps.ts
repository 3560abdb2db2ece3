import { keyOf } from "./events.ts";
import type { Event, Reading } from "./hunt.ts";

/** Denied and unanswered prompts, and fraud reports. */
export const denials: Reading = {
  where: [{ field: "mfaHow", is: ["denied"] }],
  fields: [
    "user",
    "ip",
    "city",
    "country",
    "app",
    "status",
    "errorCode",
    "mfaDetail",
    "requestId",
    "originalRequestId",
  ],
};

/**
 * One answer can stand in several rows of one original request. Further prompts of the same request take longer than
 * this: they are shown, read and answered.
 */
const sameAnswer = 10_000;

/** The answers that were given: of rows that tell the same one only the first. */
export function distinctSteps(events: readonly Event[]): Event[] {
  const last = new Map<string, number>();
  return events.filter((event) => {
    const key = keyOf(event, "originalRequestId") || keyOf(event, "requestId");
    if (key === "") return true;
    const before = last.get(key);
    if (before !== undefined && event.time - before <= sameAnswer) return false;
    last.set(key, event.time);
    return true;
  });
}
