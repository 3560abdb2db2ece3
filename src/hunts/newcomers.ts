import type { FieldName } from "../question/fields.ts";
import { baselineRemarks, tooLittle } from "./baseline.ts";
import { shownValues } from "./burst-findings.ts";
import { entryOf } from "./entry.ts";
import { groupEvents, spanOf } from "./events.ts";
import type { Event, Evidence, Finding, Findings, Settings } from "./hunt.ts";
import { measure, meetsAll } from "./measure.ts";

/** Combinations of values that the range has and the baseline has not. */
export function findNewcomers(
  events: readonly Event[],
  settings: Settings,
  shown: readonly FieldName[],
): Findings {
  const { by, from, having } = settings;
  const little = tooLittle(settings);
  if (little !== undefined) return { findings: [], remarks: [little] };
  const findings = groupEvents(events, by)
    .filter(({ events: [first] }) => first !== undefined && first.time >= from)
    .filter(({ events: all }) => meetsAll(all, having))
    .map(({ subject, events: all }): Finding => {
      const counts: Evidence[] = [{ kind: "count", of: "signIns", count: all.length }];
      const failures = measure(all, "failures");
      if (failures > 0) counts.push({ kind: "count", of: "failures", count: failures });
      return {
        subject,
        evidence: [...counts, ...shownValues(all, shown, by)],
        ...spanOf(all),
        weight: all.length,
        entry: entryOf(all),
        events: all,
      };
    });
  return { findings, remarks: baselineRemarks(settings, events.length > 0) };
}
