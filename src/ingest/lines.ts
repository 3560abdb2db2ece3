import { recordLength } from "./quarantine.ts";

/** Cuts text that arrives in pieces into lines, without "\n". Of a line longer than any record only the beginning is kept. */
export class LineSplitter {
  #rest = "";

  push(text: string): string[] {
    const lines = text.split("\n");
    if (this.#rest.length <= recordLength) lines[0] = this.#rest + (lines[0] ?? "");
    else lines[0] = this.#rest;
    this.#rest = lines.pop() ?? "";
    return lines;
  }

  end(): string[] {
    return this.#rest === "" ? [] : [this.#rest];
  }
}
