import type { FieldName } from "../question/fields.ts";
import { distinctKeys } from "./events.ts";
import type { Event, Settings } from "./hunt.ts";

const day = 86_400_000;

/** What is said where hardly anything is stored of the time that the range is compared with; undefined where it is. */
export function tooLittle({ from, since, baseline }: Settings): string | undefined {
  return from - since < Math.min(day, baseline)
    ? "Hardly anything is stored from before the range, so it cannot be told what is new."
    : undefined;
}

/** What is said where some of it is missing. */
export function baselineRemarks({ from, since, baseline, hasBaseline }: Settings, any: boolean): string[] {
  const known = from - since;
  return [
    known < baseline - day
      ? `Only ${Math.floor(known / day)} days before the range are stored: what was there earlier counts as new.`
      : "",
    any && !hasBaseline
      ? "Nothing that matches is stored from before the range: all of it counts as new."
      : "",
  ].filter((remark) => remark !== "");
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
