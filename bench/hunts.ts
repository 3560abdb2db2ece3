import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { storiesOf } from "./attacks/attacks.ts";
import { range } from "./attacks/range.ts";
import { surveyOf } from "./attacks/survey.ts";
import { tenantOf, tenantVersion } from "./attacks/tenant.ts";
import type { DataSet } from "./generator/data-set.ts";
import { askRules } from "./hunting/ask-rules.ts";
import { makeAttackedStore } from "./hunting/attacked-store.ts";
import { deliveriesOfStories } from "./hunting/deliveries.ts";
import { huntReport } from "./hunting/report.ts";
import { tallyOf } from "./hunting/tally.ts";
import { startChild } from "./processes/child.ts";
import type { Hunted, HuntTask } from "./processes/hunt.ts";
import { placesOf } from "./run/make.ts";

export interface HuntOptions {
  readonly data: string;
  readonly fresh: boolean;
  readonly withDuckDb: boolean;
  readonly tell: (line: string) => void;
}

/** Every hunt against labelled attacks in a data set. @returns the report, and how many attacks were missed */
export async function huntBench(
  set: DataSet,
  { data, fresh, withDuckDb, tell }: HuntOptions,
): Promise<{ report: string; missed: number }> {
  const made = placesOf(join(data, `hunts-v${tenantVersion}`), set);
  if (fresh) rmSync(made.folder, { recursive: true, force: true });
  mkdirSync(made.folder, { recursive: true });
  tell(`${set.records.toLocaleString("en")} records in ${made.folder}`);

  const tenant = tenantOf(set);
  const stories = storiesOf(set, tenant, surveyOf(set, tenant));
  const deliveries = deliveriesOfStories(stories, set.seed);
  tell(`  ${stories.length} stories of ${deliveries.length.toLocaleString("en")} deliveries`);
  const path = await makeAttackedStore(set, made, deliveries, tell);

  const hunter = startChild<HuntTask, Hunted[]>("./hunt.ts");
  const hunted = await hunter.ask({ path, range });
  await hunter.end();
  const asked = withDuckDb ? await askRules(set, made, deliveries) : [];

  const results = hunted.map((one) => ({ hunted: one, tally: tallyOf(one.hunt, one.findings, stories) }));
  const report = huntReport({
    set,
    date: new Date().toISOString(),
    hunted: results,
    asked: asked.map((one) => ({ asked: one, tally: tallyOf(one.rule.hunt, one.rows, stories) })),
  });
  return { report, missed: results.reduce((sum, { tally }) => sum + tally.missed.length, 0) };
}
