import type { FieldName } from "../question/fields.ts";
import { distinctKeys } from "./events.ts";
import type { Event, Settings } from "./hunt.ts";

const day = 86_400_000;

/** How far it can be told what is new in the range. */
export interface Baseline {
  readonly tells: boolean;
  /** What is not known of the time before the range, in sentences. */
  readonly remarks: readonly string[];
}

/** Judges by how much is stored from before the range. */
export function judgeBaseline({
  from,
  since,
  baseline,
}: Pick<Settings, "from" | "since" | "baseline">): Baseline {
  const known = from - since;
  if (known < Math.min(day, baseline)) {
    return {
      tells: false,
      remarks: ["Hardly anything is stored from before the range, so it cannot be told what is new."],
    };
  }
  if (known >= baseline - day) return { tells: true, remarks: [] };
  return {
    tells: true,
    remarks: [
      `Only ${Math.floor(known / day)} days before the range are stored: what was there earlier counts as new.`,
    ],
  };
}

/** The values of a field before the range. */
export function knownBefore(events: readonly Event[], name: FieldName, from: number): ReadonlySet<string> {
  return new Set(
    distinctKeys(
      events.filter(({ time }) => time < from),
      name,
    ),
  );
}
