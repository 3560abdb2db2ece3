import type { FieldName } from "../question/fields.ts";
import { judgeBaseline } from "./baseline.ts";
import { groupEvents } from "./events.ts";
import { findingOf } from "./finding.ts";
import type { Event, Findings, Settings } from "./hunt.ts";
import { meetsAll } from "./measure.ts";

/** Combinations of values that the range has and the baseline has not. */
export function findNewcomers(
  events: readonly Event[],
  settings: Settings,
  shown: readonly FieldName[],
): Findings {
  const { by, from, having, hasBaseline } = settings;
  const { tells, remarks } = judgeBaseline(settings);
  if (!tells) return { findings: [], remarks };
  return {
    findings: groupEvents(events, by)
      .filter(({ events: [first] }) => first !== undefined && first.time >= from)
      .filter(({ events: all }) => meetsAll(all, having))
      .map(({ subject, events: all }) => findingOf(subject, all, shown)),
    remarks: [
      ...remarks,
      ...(events.length > 0 && !hasBaseline
        ? ["Nothing that matches is stored from before the range: all of it counts as new."]
        : []),
    ],
  };
}
