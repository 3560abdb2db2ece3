import { Readable } from "node:stream";
import { format } from "node:util";
import pLimit from "p-limit";
import type { runProgram } from "../../src/cli/program.ts";
import type { Ended, RunOptions } from "./signpost.ts";

const compiled = new URL("../../dist/cli/program.js", import.meta.url).href;
const inTurn = pLimit(1);

/** Thrown where the program would end the process. */
class Exit extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`ended with ${status}`);
    this.status = status;
  }
}

/**
 * What `signpost` of signpost.ts gives, without a process of its own: a second of loading is saved each time. For whatever
 * ends by itself; one at a time, since a process has one working folder, one environment and one standard output.
 */
export function signpostHere(args: readonly string[], options: RunOptions): Promise<Ended> {
  return inTurn(() => run(args, options));
}

async function run(args: readonly string[], { cwd, env = {}, input = "" }: RunOptions): Promise<Ended> {
  const output = { stdout: "", stderr: "" };
  const giveBack = [
    playEnvironment(env),
    playFolder(cwd),
    playMask(),
    playProperty(process, "stdin", Readable.from([Buffer.from(input)], { objectMode: false })),
    playExitCode(),
    playProperty(process, "exit", (status = 0) => {
      throw new Exit(status);
    }),
    playProperty(process.stdout, "write", collecting(output, "stdout")),
    playProperty(process.stderr, "write", collecting(output, "stderr")),
    playProperty(console, "log", (...said: unknown[]) => void (output.stdout += `${format(...said)}\n`)),
    playProperty(console, "error", (...said: unknown[]) => void (output.stderr += `${format(...said)}\n`)),
    dropListeners("SIGINT"),
  ];
  try {
    const program = (await import(compiled)) as { runProgram: typeof runProgram };
    await program.runProgram(args);
    return { status: Number(process.exitCode ?? 0), ...output };
  } catch (error) {
    if (!(error instanceof Exit)) throw error;
    return { status: error.status, ...output };
  } finally {
    for (const one of giveBack.toReversed()) one();
  }
}

/** In its place, since threads get a copy of it. */
function playEnvironment(env: Readonly<Record<string, string>>): () => void {
  const before = { ...process.env };
  const { PATH = "", HOME = "" } = before;
  const fill = (values: NodeJS.ProcessEnv): void => {
    for (const name of Object.keys(process.env)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, values);
  };
  fill({ PATH, HOME, ...env });
  return () => fill(before);
}

/** What is written is for its owner alone, as `cli.ts` has it. */
function playMask(): () => void {
  const before = process.umask(0o077);
  return () => void process.umask(before);
}

function playExitCode(): () => void {
  const before = process.exitCode;
  process.exitCode = undefined;
  return () => void (process.exitCode = before);
}

function playFolder(cwd: string): () => void {
  const before = process.cwd();
  process.chdir(cwd);
  return () => process.chdir(before);
}

/** Gives an object another value for a property; the function that comes back gives it its own again. */
function playProperty(target: object, name: string, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, { value, configurable: true, writable: true, enumerable: true });
  return () => {
    if (before === undefined) Reflect.deleteProperty(target, name);
    else Object.defineProperty(target, name, before);
  };
}

function collecting(output: { stdout: string; stderr: string }, into: "stdout" | "stderr") {
  return (piece: string | Uint8Array, ...rest: unknown[]): boolean => {
    output[into] += typeof piece === "string" ? piece : Buffer.from(piece).toString("utf8");
    const done = rest.at(-1);
    if (typeof done === "function") process.nextTick(done);
    return true;
  };
}

/** Takes away what the program listens to for its own end. */
function dropListeners(signal: "SIGINT"): () => void {
  const before = process.listeners(signal);
  return () => {
    for (const one of process.listeners(signal)) if (!before.includes(one)) process.off(signal, one);
  };
}
