import type { Found, SearchRequest } from "../../src/commands/hunts/hunt-search.ts";
import { type HuntName, huntNames } from "../../src/hunts/hunts.ts";
import type { Evidence } from "../../src/hunts/hunt.ts";
import type { Store } from "../../src/store/store.ts";
import { createAnalysis, openForReading, openInThreads } from "../engines/signpost.ts";
import type { Sighting } from "../hunting/tally.ts";
import { huntRequest } from "../questions/hunt-request.ts";
import { answerTasks } from "./child.ts";

export interface HuntTask {
  readonly path: string;
  /** Milliseconds since 1970. */
  readonly range: { readonly from: number; readonly to: number };
}

/** What one hunt found with its usual thresholds. */
export interface Hunted {
  readonly hunt: HuntName;
  readonly findings: readonly Sighting[];
  /** What the answer says that it left out. */
  readonly remarks: readonly string[];
  /** Sign-ins that were read to find it and what came of it. */
  readonly read: number;
  readonly milliseconds: number;
}

/** All findings are wanted, not the worst few. */
const all = 1_000_000;

/** Runs every hunt as the service does, in the thread of the analyst. */
answerTasks(async ({ path, range }: HuntTask): Promise<Hunted[]> => {
  const { store, analysis } = await openInThreads(path, "service");
  const counted = await countingStore(path);
  const coverage = await store.coverage();
  const requestOf = (hunt: HuntName): SearchRequest => ({
    ...huntRequest(hunt, { now: range.to }, range.to - range.from, coverage),
    limit: all,
  });
  // The first one would pay for the start of the thread.
  await analysis.search(requestOf(huntNames[0]));
  const hunted: Hunted[] = [];
  for (const hunt of huntNames) {
    const request = requestOf(hunt);
    const start = performance.now();
    const { findings, remarks } = await analysis.search(request);
    const milliseconds = performance.now() - start;
    const read = await counted.readBy((other) => createAnalysis(other).search(request));
    hunted.push({ hunt, findings: findings.map(sightingOf), remarks, read, milliseconds });
  }
  await Promise.all([store.close(), counted.close()]);
  return hunted;
});

function sightingOf({ subject, first, last, evidence }: Found): Sighting {
  return {
    subject: subject.map(({ value }) => value.key),
    first,
    last,
    text: [
      subject.map(({ value }) => value.alias ?? value.name ?? value.key).join(", ") || "the tenant",
      evidence.flatMap(evidenceText).join(", "),
    ].join(": "),
  };
}

function evidenceText(evidence: Evidence): string[] {
  if (evidence.kind === "count") return [`${evidence.of} ${evidence.count}`];
  return evidence.kind === "text" ? [evidence.text] : [];
}

/** A store that tells how many sign-ins were read from it. */
async function countingStore(
  path: string,
): Promise<{ readBy: (ask: (store: Store) => Promise<unknown>) => Promise<number>; close: Store["close"] }> {
  const store = await openForReading(path);
  let read = 0;
  const counting: Store = {
    ...store,
    scan: async (...asked) => {
      const scan = await store.scan(...asked);
      read += scan.rows.length;
      return scan;
    },
  };
  return {
    readBy: async (ask) => {
      read = 0;
      await ask(counting);
      return read;
    },
    close: () => store.close(),
  };
}
