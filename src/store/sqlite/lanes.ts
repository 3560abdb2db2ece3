import { setImmediate as nextTurn } from "node:timers/promises";
import type { Reading, Steps } from "./reading/reading.ts";
import type { Source } from "./reading/source.ts";

/** Milliseconds that one answer may take before others get their turn. */
const sliceLength = 5;

/**
 * In which order answers are read. Of those that take long one is read at a time, in slices; whatever comes meanwhile is
 * tried at once between two slices, and is soon answered or waits for its turn. So a quick answer never waits for a slow
 * one, and slow ones do not slow each other down.
 */
export class Lanes {
  readonly #quick: Source;
  readonly #slow: Source;
  readonly #waiting: (() => Promise<void>)[] = [];
  #isBusy = false;

  /**
   * @param quick where short answers are read
   * @param slow where long answers are read, while short ones are on the other
   */
  constructor(quick: Source, slow: Source) {
    this.#quick = quick;
    this.#slow = slow;
  }

  /**
   * Reads an answer.
   * @throws the signal's reason once it is aborted
   */
  async read<Result>(
    read: (reading: Reading) => Steps<Result>,
    signal: AbortSignal | undefined,
  ): Promise<Result> {
    signal?.throwIfAborted();
    if (this.#isBusy) {
      const tried = this.#try(read);
      if (tried !== undefined) return tried.result;
    }
    return this.inTurn(() => this.#readSlowly(read, signal));
  }

  /** Does something while no long answer is read. */
  async inTurn<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      this.#waiting.push(async () => {
        try {
          resolve(await work());
        } catch (error) {
          reject(error);
        }
      });
      if (!this.#isBusy) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#isBusy = true;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) await next();
    this.#isBusy = false;
  }

  /** The answer, where it takes no longer than a slice. */
  #try<Result>(read: (reading: Reading) => Steps<Result>): { readonly result: Result } | undefined {
    const reading = this.#quick.begin();
    try {
      const done = runSlice(read(reading));
      return done.done === true ? { result: done.value } : undefined;
    } finally {
      this.#quick.end();
    }
  }

  async #readSlowly<Result>(
    read: (reading: Reading) => Steps<Result>,
    signal: AbortSignal | undefined,
  ): Promise<Result> {
    signal?.throwIfAborted();
    const reading = this.#slow.begin();
    try {
      const running = read(reading);
      for (let done = runSlice(running); ; done = runSlice(running)) {
        if (done.done === true) return done.value;
        await nextTurn();
        signal?.throwIfAborted();
      }
    } finally {
      this.#slow.end();
    }
  }
}

function runSlice<Result>(steps: Steps<Result>): IteratorResult<void, Result> {
  const end = performance.now() + sliceLength;
  for (let next = steps.next(); ; next = steps.next())
    if (next.done === true || performance.now() >= end) return next;
}
