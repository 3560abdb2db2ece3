import { setTimeout } from "node:timers/promises";
import { createWatchRounds } from "../../src/alerts/watch-rounds.ts";
import { rememberingAnalysis } from "../../src/commands/analysis.ts";
import { createWatchCheck } from "../../src/commands/standing/watch-check.ts";
import { huntNames } from "../../src/hunts/hunts.ts";
import { parse } from "../../src/question/parse/parse.ts";
import { openSqliteState } from "../../src/state/sqlite/open-state.ts";
import { openInThreads } from "../engines/signpost.ts";
import { answerTasks } from "./child.ts";
import { askWhile, type Asked } from "./asking.ts";

export interface WatchTask {
  readonly path: string;
  /** Every sign-in of the store lies in the minute before: milliseconds since 1970. */
  readonly now: number;
  /** Watches that count. Every hunt is watched besides. */
  readonly counting: number;
  /** People who are named in the watches, by user principal name. */
  readonly people: readonly string[];
}

export interface Watched {
  readonly records: number;
  readonly watches: number;
  readonly told: number;
  /** One look at all watches. */
  readonly milliseconds: number;
  /** How long answers took meanwhile, and in as long a time before. */
  readonly meanwhile: Asked;
  readonly before: Asked;
  readonly peakBytes: number;
}

const none = (): void => {};
const log = { debug: none, info: none, warn: none, error: console.error };

/** Looks at many watches once, after all the sign-ins of a minute have come, while questions are asked. */
answerTasks(async ({ path, now, counting, people }: WatchTask): Promise<Watched> => {
  const { store, analysis } = await openInThreads(path, "service");
  const state = openSqliteState(":memory:");
  const clock = { now: new Date(now), timezone: "UTC", weekStart: "monday", locale: "en-GB" } as const;
  const texts = [
    ...Array.from({ length: counting }, (_, at) => watchText(at, people)),
    ...huntNames.map((name) => `watch hunt ${name}`),
  ];
  for (const [at, text] of texts.entries()) {
    const place = { person: `maker ${at}`, conversation: `19:${at}`, shared: false, timezone: "UTC" };
    await state.addWatch(place, parse(text, clock), now - 2 * 60_000);
  }
  let told = 0;
  const round = createWatchRounds({
    state,
    store: async () => store,
    startRound: async () =>
      createWatchCheck(
        {
          store,
          analysis: rememberingAnalysis(analysis),
          access: { readers: "everyone" },
          version: "",
          source: "",
          state,
        },
        "UTC",
      ),
    say: async () => void (told += 1),
    serviceUrl: "https://smba.trafficmanager.net/teams/",
    log,
    clock: () => now,
  });
  const { signIns } = await store.coverage();
  const start = performance.now();
  const { asked: meanwhile } = await askWhile(store, () => round(new AbortController().signal), now);
  const milliseconds = performance.now() - start;
  const { asked: before } = await askWhile(store, () => setTimeout(Math.max(2_000, milliseconds / 2)), now);
  await state.close();
  await store.close();
  return {
    records: signIns,
    watches: texts.length,
    told,
    milliseconds,
    meanwhile,
    before,
    peakBytes: process.resourceUsage().maxRSS * 1_024,
  };
});

/** Most of them name somebody; some are about everybody. */
function watchText(at: number, people: readonly string[]): string {
  const person = people[at % people.length] ?? "";
  switch (at % 5) {
    case 0:
      return "watch failures over 1000 in 10 minutes";
    case 1:
      return `watch failures for ${person} over 2 in 10 minutes`;
    case 2:
      return `watch sign-ins for ${person} from outside DE`;
    case 3:
      return "watch error:53003 over 500 in 5 minutes";
    default:
      return `watch successes for ${person} without mfa`;
  }
}
