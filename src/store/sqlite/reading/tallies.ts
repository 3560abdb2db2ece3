import type { Numbers } from "../segments/column-data.ts";
import type { Rows } from "./select.ts";

const statuses = 3;

/** Counts, and first and last times, of groups by their numbers and of each by status. */
export class Tallies {
  #counts = new Uint32Array(statuses);
  #first = new Float64Array(statuses).fill(Infinity);
  #last = new Float64Array(statuses).fill(-Infinity);

  /** So many groups there is room for; a number without sign-ins is no group. */
  get size(): number {
    return this.#counts.length / statuses;
  }

  count(group: number, status: number): number {
    return this.#counts[group * statuses + status - 1] as number;
  }

  has(group: number): boolean {
    return this.count(group, 1) + this.count(group, 2) + this.count(group, 3) > 0;
  }

  first(group: number): number {
    return Math.min(...this.#first.subarray(group * statuses, (group + 1) * statuses));
  }

  last(group: number): number {
    return Math.max(...this.#last.subarray(group * statuses, (group + 1) * statuses));
  }

  lastWith(group: number, status: number): number {
    return this.#last[group * statuses + status - 1] as number;
  }

  /**
   * Counts rows of one segment.
   * @param groups the number of each row's group, at its place
   * @param most the highest of them
   * @param start the moment from which `times` are counted
   */
  add(rows: Rows, groups: Numbers, most: number, status: Numbers, times: Numbers, start: number): void {
    this.#makeRoom(most);
    const [counts, first, last] = [this.#counts, this.#first, this.#last];
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number;
      const at = (groups[row] as number) * statuses + (status[row] as number) - 1;
      counts[at] = (counts[at] as number) + 1;
      const time = start + (times[row] as number);
      if (time < (first[at] as number)) first[at] = time;
      if (time > (last[at] as number)) last[at] = time;
    }
  }

  /** Adds what another has counted for a group. */
  addGroup(group: number, other: Tallies, from: number): void {
    this.#makeRoom(group);
    for (let i = 0; i < statuses; i++) {
      const [to, source] = [group * statuses + i, from * statuses + i];
      this.#counts[to] = (this.#counts[to] as number) + (other.#counts[source] as number);
      this.#first[to] = Math.min(this.#first[to] as number, other.#first[source] as number);
      this.#last[to] = Math.max(this.#last[to] as number, other.#last[source] as number);
    }
  }

  #makeRoom(group: number): void {
    if (group < this.size) return;
    const length = Math.max(group + 1, this.size * 2) * statuses;
    const [counts, first, last] = [this.#counts, this.#first, this.#last];
    this.#counts = new Uint32Array(length);
    this.#counts.set(counts);
    this.#first = new Float64Array(length).fill(Infinity);
    this.#first.set(first);
    this.#last = new Float64Array(length).fill(-Infinity);
    this.#last.set(last);
  }
}
