import { once } from "node:events";
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { end, type DataSet } from "./generator/data-set.ts";
import { populationOf } from "./generator/population.ts";
import { recordsOf } from "./generator/records.ts";
import type { Flood, FloodTask } from "./processes/alerts.ts";
import type { Asked } from "./processes/asking.ts";
import { startChild } from "./processes/child.ts";
import type { Imported } from "./processes/import.ts";
import type { Watched, WatchTask } from "./processes/watch.ts";
import { environmentRows } from "./report/environment.ts";
import { count, megabytes, table } from "./report/markdown.ts";

const minute = 60_000;
const flood = { alerts: 10_000, senders: 20 };
const counting = 200;

/**
 * A flood of alerts by http, and a look at many watches after as many sign-ins have come within one minute: how long they
 * take, and how long answers take meanwhile. The store holds the sign-ins of that minute.
 *
 * @returns the report, as Markdown
 */
export async function alertsBench(set: DataSet): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "signpost-bench-alerts-"));
  const path = join(folder, "minute.db");
  try {
    const imported = await fillMinute(set, join(folder, "minute.ndjson"), path);
    const watched = await inProcess<Watched>("watch.ts", {
      path,
      now: end,
      counting,
      people: populationOf(set.seed)
        .users.slice(0, 100)
        .map(({ principalName }) => principalName),
    });
    const flooded = await inProcess<Flood>("alerts.ts", { path, state: join(folder, "state.db"), ...flood });
    return [
      "# Alerts and watches",
      `Written by \`npm run bench -- alerts --records ${set.records}\`: sign-ins that all came within one minute, a look at watches and all hunts over them, and alerts by http, each in a request of its own, while somebody asks one question after another.`,
      table(["", ""], environmentRows()),
      "## Watches",
      table(
        ["Measured", ""],
        [
          [
            "sign-ins of one minute that were stored",
            `${count(set.records)} in ${seconds(imported.milliseconds)}`,
          ],
          [`one look at ${watched.watches} watches over them`, seconds(watched.milliseconds)],
          [
            "sign-ins that are watched a minute",
            count(Math.round((watched.records / watched.milliseconds) * minute)),
          ],
          ["told", count(watched.told)],
          ["answers meanwhile", askedText(watched.meanwhile)],
          ["answers without it", askedText(watched.before)],
          ["most memory", megabytes(watched.peakBytes)],
        ],
      ),
      "## A flood of alerts",
      table(
        ["Measured", ""],
        [
          [`${count(flood.alerts)} alerts, ${flood.senders} requests at once`, seconds(flooded.milliseconds)],
          [
            "one request",
            `p50 ${flooded.request.p50.toFixed(1)} ms, p95 ${flooded.request.p95.toFixed(1)} ms`,
          ],
          ["sent to Teams", `${count(flooded.posts)} posts and replies, ${count(flooded.changes)} changes`],
          ["answers meanwhile", askedText(flooded.asked)],
          ["most memory", megabytes(flooded.peakBytes)],
        ],
      ),
    ].join("\n\n");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The sign-ins of the data set, as if they had all come within the minute before the end. */
async function fillMinute(set: DataSet, file: string, path: string): Promise<Imported> {
  const { recordAt } = recordsOf(set);
  const stream = createWriteStream(file, { highWaterMark: 4 * 1024 * 1024 });
  for (let index = 0; index < set.records; index++) {
    const at = new Date(end - minute + Math.floor((index / set.records) * minute));
    const line = JSON.stringify({ ...recordAt(index), createdDateTime: at.toISOString() });
    if (!stream.write(`${line}\n`)) await once(stream, "drain");
  }
  stream.end();
  await once(stream, "close");
  const importer = startChild<string, Imported>("import.ts", [path]);
  const imported = await importer.ask(file);
  await importer.end();
  rmSync(file);
  return imported;
}

async function inProcess<Reply>(module: string, task: FloodTask | WatchTask): Promise<Reply> {
  const child = startChild<FloodTask | WatchTask, Reply>(module);
  const reply = await child.ask(task);
  await child.end();
  return reply;
}

function askedText({ answers, times }: Asked): string {
  return `p50 ${times.p50.toFixed(0)} ms, p95 ${times.p95.toFixed(0)} ms (${count(answers)})`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}
