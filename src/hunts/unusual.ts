import { judgeBaseline } from "./baseline.ts";
import { groupEvents, type Group } from "./events.ts";
import type { Event, Finding, Findings, Settings } from "./hunt.ts";

/**
 * Findings about those who were there before the range, so that it can be told what is unusual for them; of all others
 * everything is new.
 * @param judge the findings of one of them
 */
export function findUnusual(
  events: readonly Event[],
  settings: Settings,
  judge: (group: Group, settings: Settings) => readonly Finding[],
): Findings {
  const { tells, remarks } = judgeBaseline(settings);
  if (!tells) return { findings: [], remarks };
  const judged = groupEvents(events, settings.by).map((group) => ({
    findings: judge(group, settings),
    isNew: (group.events[0]?.time ?? Infinity) >= settings.from,
  }));
  const left = judged.filter(({ isNew, findings }) => isNew && findings.length > 0).length;
  return {
    findings: judged.flatMap(({ isNew, findings }) => (isNew ? [] : findings)),
    remarks: [
      ...remarks,
      ...(left === 0
        ? []
        : [
            left === 1
              ? "One user who was not seen before the range is left out: of them, everything is new."
              : `${left} users who were not seen before the range are left out: of them, everything is new.`,
          ]),
    ],
  };
}
