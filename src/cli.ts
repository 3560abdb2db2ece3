#!/usr/bin/env node
import { runProgram } from "./cli/program.ts";

// What is written holds personal data: its owner alone may read it.
process.umask(0o077);

// The reader of a pipe may leave before the end ("| head"): that is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

await runProgram(process.argv.slice(2));
