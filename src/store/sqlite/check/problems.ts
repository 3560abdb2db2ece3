/** What is wrong with a store, and with which part of it. */
export interface Problem {
  /**
   * - `file`: SQLite itself finds the file damaged.
   * - `records`: what can't be made anew: sign-ins, steps, quarantine.
   * - `facts`: what is made of the records, and can be made anew.
   */
  readonly of: "file" | "records" | "facts";
  /** Without what differs from case to case. */
  readonly text: string;
  readonly times: number;
  /** Where it was found first. */
  readonly first: string;
}

/** Gathers problems; the same one is kept once, so that however many there are take little room. */
export class Problems {
  readonly #found = new Map<string, { of: Problem["of"]; text: string; times: number; first: string }>();

  add(of: Problem["of"], text: string, where: string): void {
    const known = this.#found.get(text);
    if (known === undefined) this.#found.set(text, { of, text, times: 1, first: where });
    else known.times += 1;
  }

  /** Runs a part of the check; where it breaks off, that is a problem too. */
  guard(of: Problem["of"], text: string, where: string, check: () => void): void {
    try {
      check();
    } catch (error) {
      const isDamaged = error instanceof Error && "code" in error && String(error.code).startsWith("SQLITE_");
      this.add(
        isDamaged ? "file" : of,
        text,
        `${where}: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  list(): Problem[] {
    return [...this.#found.values()];
  }
}
