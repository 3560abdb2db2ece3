import { shownValues } from "./burst-findings.ts";
import { entryOf, nobody } from "./entry.ts";
import { groupEvents, spanOf } from "./events.ts";
import type { Event, Evidence, Finding, Findings, Settings } from "./hunt.ts";
import { measure, meetsAll } from "./measure.ts";

/** So many standard deviations above the mean make a spike. */
export const spikeScore = 3;

const digits = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 });

/**
 * Stretches of `within` in the range whose events are far more than those of the baseline's stretches and meet the
 * thresholds. Neighbours make one finding. Stretches are counted back from the end of the baseline and on from there.
 */
export function findSpikes(
  events: readonly Event[],
  { by, from, since, within, having }: Settings,
): Findings {
  const before = Math.floor((from - since) / within);
  if (before < 2) {
    return {
      findings: [],
      remarks: ["Too little is stored from before the range to tell what is usual."],
    };
  }
  const bucketOf = (event: Event): number => Math.floor((event.time - from) / within);
  const findings = groupEvents(events, by).flatMap(({ subject, events: all }) => {
    const buckets = new Map<number, Event[]>();
    for (const event of all) {
      const bucket = buckets.get(bucketOf(event));
      if (bucket === undefined) buckets.set(bucketOf(event), [event]);
      else bucket.push(event);
    }
    const counts = Array.from({ length: before }, (_, i) => buckets.get(i - before)?.length ?? 0);
    const usual = usualOf(counts);
    const high = [...buckets]
      .filter(([index]) => index >= 0)
      .filter(([, bucket]) => scoreOf(bucket.length, usual) >= spikeScore && meetsAll(bucket, having, true));
    return neighbours(high).map((run) => toFinding(subject, run, usual));
  });
  return { findings };
}

interface Usual {
  readonly mean: number;
  readonly deviation: number;
}

function usualOf(counts: readonly number[]): Usual {
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / counts.length;
  return { mean, deviation: Math.sqrt(variance) };
}

/** How many standard deviations above the mean. The deviation of few events is nothing to go by: it is 1 at least. */
function scoreOf(count: number, { mean, deviation }: Usual): number {
  return (count - mean) / Math.max(deviation, 1);
}

/** Runs of buckets that follow each other. */
function neighbours(buckets: readonly [number, Event[]][]): Event[][][] {
  const runs: Event[][][] = [];
  let last = NaN;
  for (const [index, bucket] of [...buckets].sort(([a], [b]) => a - b)) {
    if (index === last + 1) runs.at(-1)?.push(bucket);
    else runs.push([bucket]);
    last = index;
  }
  return runs;
}

function toFinding(subject: Finding["subject"], run: readonly Event[][], usual: Usual): Finding {
  const events = run.flat();
  const peak = Math.max(...run.map((bucket) => bucket.length));
  const evidence: Evidence[] = [
    { kind: "count", of: "failures", count: events.length },
    { kind: "count", of: "user", count: measure(events, "user") },
    {
      kind: "text",
      text: `${digits.format(peak)} in the highest stretch, usually ${digits.format(usual.mean)}: ${digits.format(scoreOf(peak, usual))} standard deviations above`,
    },
    ...shownValues(
      events,
      ["errorCode", "policy", "app", "ip"],
      subject.map(({ of }) => of),
    ),
  ];
  return {
    subject,
    evidence,
    ...spanOf(events),
    weight: scoreOf(peak, usual),
    entry: { ...nobody, accepted: entryOf(events).accepted },
    events,
  };
}
