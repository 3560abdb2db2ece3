import * as chrono from "chrono-node";
import { Bench } from "tinybench";
import { parse } from "../src/question/parse/parse.ts";

const commands = [
  "failures for alice last 7 days",
  "top 10 IPs by failed logins last 24h",
  "who signed in from 203.0.113.45 yesterday afternoon",
  "users with 10+ failures in 10 min today",
  "new countries for alice past 7d vs prior 30",
  "failed guest logins to SharePoint from outside Germany between 3 nov and 5 nov",
];

const now = new Date("2026-11-25T10:00:00Z");

/**
 * The cost of reading a command whole, beside that of finding its dates alone with chrono-node. A fresh context for
 * each, as in a bot: nothing is remembered from one command to the next.
 *
 * @returns the median of the slowest command, milliseconds
 */
export async function parseBench(): Promise<number> {
  const bench = new Bench({ time: 500, warmupTime: 200 });
  for (const text of commands) {
    bench.add(`parse · ${text}`, () => {
      parse(text, { now, timezone: "Europe/Berlin", weekStart: "monday", locale: "en-GB" });
    });
    bench.add(`chrono-node, dates alone · ${text}`, () => {
      chrono.parse(text, now);
    });
  }
  await bench.run();
  console.log("Reading a command (milliseconds)\n");
  console.log("| command | parse p50 | parse p99 | chrono-node p50 (dates alone) | chrono / parse |");
  console.log("| --- | --- | --- | --- | --- |");
  let slowest = 0;
  for (let at = 0; at < commands.length; at++) {
    const [ours, theirs] = [bench.tasks[2 * at], bench.tasks[2 * at + 1]].map((task) =>
      latencyOf(task?.result),
    );
    if (ours === undefined || theirs === undefined) throw new Error(`no result for ${commands[at]}`);
    slowest = Math.max(slowest, ours.p50);
    const cells = [ours.p50, ours.p99, theirs.p50].map((value) => value.toFixed(3));
    console.log(`| ${commands[at]} | ${cells.join(" | ")} | ${(theirs.p50 / ours.p50).toFixed(1)} |`);
  }
  return slowest;
}

function latencyOf(result: unknown): { p50: number; p99: number } | undefined {
  return (result as { latency?: { p50: number; p99: number } } | undefined)?.latency;
}
