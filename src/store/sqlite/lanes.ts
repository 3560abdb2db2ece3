import { setImmediate as nextTurn } from "node:timers/promises";
import type { Reading, Steps } from "./reading/reading.ts";
import type { Source } from "./reading/source.ts";

/** Milliseconds that one answer may take before others get their turn. */
const sliceLength = 5;
/** Milliseconds for which an answer that took more than a slice is tried again, before it waits for those that take long. */
const secondTry = 25;

/** An answer that is still to be read. */
interface Waiting {
  /** Reads it from the beginning, for so long at most. Returns whether it is done. */
  readonly try: (milliseconds: number) => boolean;
  /** Reads it to its end. */
  readonly read: () => Promise<void>;
}

/**
 * In which order answers are read. Of those that take long one is read at a time, in slices; whatever comes meanwhile is
 * tried at once between two slices, and is soon answered or waits for its turn. So a quick answer never waits for a slow
 * one, and slow ones do not slow each other down. Of those that wait, the ones that a second, longer try may answer go
 * first; while a slow one is read, they get half of the time.
 */
export class Lanes {
  readonly #quick: Source;
  readonly #slow: Source;
  readonly #middle: Waiting[] = [];
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
    if (!this.#isBusy) return this.inTurn(() => this.#readSlowly(read, signal));
    const tried = this.#try(read, sliceLength);
    if (tried !== undefined) return tried.result;
    return new Promise<Result>((resolve, reject) => {
      this.#middle.push({
        try: (milliseconds) => {
          if (signal?.aborted === true) return false;
          try {
            const again = this.#try(read, milliseconds);
            if (again !== undefined) resolve(again.result);
            return again !== undefined;
          } catch (error) {
            reject(error);
            return true;
          }
        },
        read: () => this.#readSlowly(read, signal).then(resolve, reject),
      });
    });
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
    for (;;) {
      if (this.#tryAgain()) {
        await nextTurn();
        continue;
      }
      const next = this.#waiting.shift();
      if (next === undefined) break;
      await next();
    }
    this.#isBusy = false;
  }

  /** Gives one that waits its second try. Returns whether there was one. */
  #tryAgain(): boolean {
    const next = this.#middle.shift();
    if (next !== undefined && !next.try(secondTry)) this.#waiting.push(next.read);
    return next !== undefined;
  }

  /** The answer, where it takes no longer than that. */
  #try<Result>(
    read: (reading: Reading) => Steps<Result>,
    milliseconds: number,
  ): { readonly result: Result } | undefined {
    const reading = this.#quick.begin();
    try {
      const done = runSlice(read(reading), milliseconds);
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
      for (let slice = 1; ; slice++) {
        const done = runSlice(running, sliceLength);
        if (done.done === true) return done.value;
        await nextTurn();
        signal?.throwIfAborted();
        if (slice % (secondTry / sliceLength) === 0) this.#tryAgain();
      }
    } finally {
      this.#slow.end();
    }
  }
}

function runSlice<Result>(steps: Steps<Result>, milliseconds: number): IteratorResult<void, Result> {
  const end = performance.now() + milliseconds;
  for (let next = steps.next(); ; next = steps.next())
    if (next.done === true || performance.now() >= end) return next;
}
