import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { typedMessage } from "../src/chat/page/activities.ts";
import { type Times, timesOf } from "./run/statistics.ts";

const commands = [
  "failures for alice last 7 days",
  "summary last 7 days",
  "top 10 users by failures last 7 days",
  "failures per day last 14 days",
  "password spray last 7 days",
  "mfa coverage last 30 days",
];
const repetitions = 25;

/**
 * From a typed message to its card at the connector: the whole service on the demo store, asked over HTTP as the chat page
 * does; the bot has sent its card when the request is answered.
 *
 * @returns the median of all commands, milliseconds
 */
export async function commandBench(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "signpost-bench-demo-"));
  const service = await startDemo(join(folder, "demo.db"));
  try {
    const measured: { readonly text: string; readonly samples: number[] }[] = [];
    for (const text of commands) {
      const samples: number[] = [];
      await say(service.url, text);
      for (let turn = 0; turn < repetitions; turn++) samples.push(await say(service.url, text));
      measured.push({ text, samples });
    }
    console.log("From a command to its card, on the demo store (milliseconds)\n");
    console.log("| command | p50 | p95 |\n| --- | --- | --- |");
    for (const { text, samples } of measured) console.log(`| ${text} | ${timesText(timesOf(samples))} |`);
    console.log();
    return timesOf(measured.flatMap(({ samples }) => samples)).p50;
  } finally {
    await service.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `signpost demo` as it is compiled, in a process of its own. */
async function startDemo(store: string): Promise<{ url: string; end: () => Promise<void> }> {
  const program = fileURLToPath(new URL("../dist/cli.js", import.meta.url));
  const child = spawn(process.execPath, [program, "demo", "--store", store], {
    env: { ...process.env, PORT: "0", LOG_LEVEL: "error" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /Open (http:\S+) and ask/.exec(line)?.[1];
    if (url === undefined) continue;
    const end = async (): Promise<void> => {
      child.kill();
      await exited;
    };
    return { url, end };
  }
  throw new Error("The demo did not start.");
}

/** @returns how long it took until the bot had sent its answer, milliseconds */
async function say(origin: string, text: string): Promise<number> {
  const moment = { now: new Date(), timeZone: "Europe/Berlin", locale: "en-GB" };
  const body = JSON.stringify(typedMessage({ id: "bench", origin }, moment, text));
  const start = performance.now();
  const response = await fetch(`${origin}/api/messages`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`The bot answered ${response.status} to "${text}".`);
  return performance.now() - start;
}

function timesText({ p50, p95 }: Times): string {
  return `${p50.toFixed(1)} | ${p95.toFixed(1)}`;
}
