import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";

/** A process of its own, so that what is measured in it is its own as well. It answers one task at a time. */
export interface Child<Task, Reply> {
  ask(task: Task): Promise<Reply>;
  end(): Promise<void>;
}

/**
 * @param module of this folder; it calls `answerTasks`
 * @throws when the process ends before it has answered
 */
export function startChild<Task, Reply>(module: string, args: readonly string[] = []): Child<Task, Reply> {
  const child = fork(new URL(module, import.meta.url), args, {
    execArgv: ["--import", "tsx"],
    serialization: "advanced",
  });
  return {
    async ask(task) {
      child.send({ task });
      const message = await nextMessage(child);
      return (message as { reply: Reply }).reply;
    },
    async end() {
      if (child.exitCode !== null) return;
      const exit = once(child, "exit");
      child.disconnect();
      await exit;
    },
  };
}

/** The other side: answers each task until the parent goes. @param answer takes the tasks that the parent sends */
export function answerTasks(answer: (task: never) => Promise<unknown>, end?: () => Promise<void>): void {
  process.on("message", (message: { task: never }) => {
    answer(message.task).then(
      (reply) => process.send?.({ reply }),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
  process.on("disconnect", () => {
    void end?.();
  });
}

async function nextMessage(child: ChildProcess): Promise<unknown> {
  const waiting = new AbortController();
  const { signal } = waiting;
  const answered = once(child, "message", { signal });
  const ended = once(child, "exit", { signal }).then(([code]) => {
    throw new Error(`A process of the benchmark ended with ${String(code)}.`);
  });
  try {
    return ((await Promise.race([answered, ended])) as unknown[])[0];
  } finally {
    waiting.abort();
    // What lost the race is of no interest any more.
    await Promise.allSettled([answered, ended]);
  }
}
