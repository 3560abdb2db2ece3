import type { FieldName } from "../question/fields.ts";
import { shownValues } from "./burst-findings.ts";
import { entryOf } from "./entry.ts";
import { groupEvents, spanOf } from "./events.ts";
import type { Event, Evidence, Finding, Findings, Settings } from "./hunt.ts";
import { measure, meetsAll } from "./measure.ts";

const day = 86_400_000;

/** Combinations of values that the range has and the baseline has not. */
export function findNewcomers(
  events: readonly Event[],
  { by, from, since, baseline, having, hasBaseline }: Settings,
  shown: readonly FieldName[],
): Findings {
  const known = from - since;
  if (known < Math.min(day, baseline)) {
    return {
      findings: [],
      remarks: ["Hardly anything is stored from before the range, so it cannot be told what is new."],
    };
  }
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
  const remarks = [
    known < baseline - day
      ? `Only ${Math.floor(known / day)} days before the range are stored: what was there earlier counts as new.`
      : "",
    events.length > 0 && !hasBaseline
      ? "Nothing that matches is stored from before the range: all of it counts as new."
      : "",
  ];
  return { findings, remarks: remarks.filter((remark) => remark !== "") };
}
