import type { FieldName } from "../question/fields.ts";
import { shownValues } from "./burst-findings.ts";
import { entryOf } from "./entry.ts";
import { spanOf } from "./events.ts";
import type { Event, Evidence, Finding } from "./hunt.ts";
import { measure } from "./measure.ts";

/** A finding that is all of these events, which have whatever outcomes; the more the weightier. */
export function findingOf(
  subject: Finding["subject"],
  events: readonly Event[],
  shown: readonly FieldName[],
): Finding {
  const counts: Evidence[] = [{ kind: "count", of: "signIns", count: events.length }];
  const failures = measure(events, "failures");
  if (failures > 0) counts.push({ kind: "count", of: "failures", count: failures });
  const named = subject.map(({ of }) => of);
  return {
    subject,
    evidence: [...counts, ...shownValues(events, shown, named)],
    ...spanOf(events),
    weight: events.length,
    entry: entryOf(events),
    events,
  };
}
