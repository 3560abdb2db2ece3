import type { FieldName } from "../question/fields.ts";
import { nobody, entryOf } from "./entry.ts";
import { distinctValues, groupEvents, spanOf } from "./events.ts";
import type { Event, Evidence, Finding, Settings, Value } from "./hunt.ts";
import { measure } from "./measure.ts";
import { burstsOf } from "./window.ts";

/** Which values of a burst are shown, and whether all its events count as failures. */
interface Shown {
  readonly values: readonly FieldName[];
  readonly allFailed?: boolean;
}

/** A finding for each burst of each group. */
export function findBursts(
  events: readonly Event[],
  { having, within, by }: Settings,
  { values, allFailed = false }: Shown,
): Finding[] {
  return groupEvents(events, by).flatMap(({ subject, events: all }) =>
    burstsOf(all, within, having, allFailed).map((burst): Finding => {
      const counted = [...new Set(having.map(({ of }) => of))].filter((of) => of !== "successes");
      const counts = counted.map((of): Evidence => ({
        kind: "count",
        of,
        count: measure(burst, of, allFailed),
      }));
      return {
        subject,
        evidence: [...counts, ...shownValues(burst, values, [...by, ...counted])],
        ...spanOf(burst),
        weight: Math.max(0, ...having.map(({ of }) => measure(burst, of, allFailed))),
        entry: allFailed ? { ...nobody, accepted: entryOf(burst).accepted } : entryOf(burst),
        events: burst,
      };
    }),
  );
}

/** A success is no error. */
function isTelling(of: FieldName): (value: Value) => boolean {
  return ({ key }) => of !== "errorCode" || key !== "0";
}

/** The values of some fields, without those that the finding is about or has counted and without unknown ones. */
export function shownValues(
  events: readonly Event[],
  names: readonly FieldName[],
  except: readonly string[] = [],
): Evidence[] {
  return names
    .filter((name) => !except.includes(name))
    .map((of): Evidence => ({ kind: "values", of, values: distinctValues(events, of).filter(isTelling(of)) }))
    .filter((evidence) => evidence.kind === "values" && evidence.values.length > 0);
}
