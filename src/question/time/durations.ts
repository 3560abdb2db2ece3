import { formatDuration, milliseconds, type Duration } from "date-fns";
import type { Edge } from "./edge.ts";

const shape = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const names = ["years", "months", "weeks", "days", "hours", "minutes", "seconds"] as const;

/** An ISO 8601 duration by its parts; empty for a text that is none. */
export function durationParts(duration: string): Duration {
  const parts = shape.exec(duration)?.slice(1) ?? [];
  return Object.fromEntries(
    names.flatMap((name, at) => (parts[at] === undefined ? [] : [[name, Number(parts[at])]])),
  );
}

/** The edge of time that lies so long before now. */
export function durationBack(duration: string): Edge {
  const parts = shape.exec(duration)?.slice(1) ?? [];
  return `now${parts.map((part, at) => (part === undefined ? "" : `-${Number(part)}${"yMwdhms"[at] ?? ""}`)).join("")}`;
}

/** Milliseconds of an ISO 8601 duration ("PT10M"); a month and a year count as their mean length. */
export function durationLength(duration: string): number {
  return milliseconds(durationParts(duration));
}

/** "10 minutes", "1 hour 30 minutes". */
export function durationText(duration: string): string {
  return formatDuration(durationParts(duration)) || "no time";
}
