import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** The program as `npm test` has compiled it. */
const program = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What stands on standard input. */
  readonly input?: string;
}

/** A folder of a test's own, and what takes it away again. */
export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "signpost-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Starts `signpost` with nothing of this process's settings. */
export function startSignpost(args: readonly string[], { cwd, env = {} }: RunOptions): ChildProcess {
  const { PATH = "", HOME = "", SystemRoot } = process.env;
  return spawn(process.execPath, [program, ...args], {
    cwd,
    env: { PATH, HOME, ...(SystemRoot !== undefined && { SystemRoot }), ...env },
  });
}

/** Runs `signpost` to its end. */
export async function signpost(args: readonly string[], options: RunOptions): Promise<Ended> {
  const child = startSignpost(args, options);
  const output = collect(child);
  child.stdin?.on("error", () => {});
  child.stdin?.end(options.input ?? "");
  const status = await ended(child);
  return { status, ...output };
}

/** What a process has written so far. */
export function collect(child: ChildProcess): { stdout: string; stderr: string } {
  const output = { stdout: "", stderr: "" };
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (output.stdout += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (output.stderr += text));
  return output;
}

/** The exit status, once all output has been read; null where a signal ended it. */
export function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once("close", (status) => resolve(status)));
}

/** The first match in what a process prints, waited for up to two minutes. */
export async function printed(output: { stdout: string; stderr: string }, pattern: RegExp): Promise<string> {
  for (let tries = 0; tries < 1_200; tries++) {
    const found = (pattern.exec(output.stdout) ?? pattern.exec(output.stderr))?.[0];
    if (found !== undefined) return found;
    await setTimeout(100);
  }
  throw new Error(`nothing like ${pattern} was printed: ${output.stdout}${output.stderr}`);
}
