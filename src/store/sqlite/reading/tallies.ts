import type { Numbers } from "../segments/column-data.ts";
import { entry, type Rollup } from "../segments/rollup.ts";
import type { Rows } from "./select.ts";

const statuses = 3;

/** Counts by status, and first and last times, of groups by their numbers. */
export class Tallies {
  #counts = new Uint32Array(statuses);
  #first = new Float64Array(1).fill(Infinity);
  #last = new Float64Array(1).fill(-Infinity);

  /** So many groups there is room for; a number without sign-ins is no group. */
  get size(): number {
    return this.#first.length;
  }

  count(group: number, status: number): number {
    return this.#counts[group * statuses + status - 1] as number;
  }

  total(group: number): number {
    return this.count(group, 1) + this.count(group, 2) + this.count(group, 3);
  }

  first(group: number): number {
    return this.#first[group] as number;
  }

  last(group: number): number {
    return this.#last[group] as number;
  }

  /** The numbers that have sign-ins. */
  groups(): number[] {
    const counts = this.#counts;
    const groups: number[] = [];
    for (let group = 0, at = 0; at < counts.length; group++, at += statuses)
      if (counts[at] !== 0 || counts[at + 1] !== 0 || counts[at + 2] !== 0) groups.push(group);
    return groups;
  }

  /**
   * Counts rows of one segment.
   * @param groups the number of each row's group, at its place
   * @param size all of them are below
   * @param start the moment from which `times` are counted
   */
  add(rows: Rows, groups: Numbers, size: number, status: Numbers, times: Numbers, start: number): void {
    this.#makeRoom(size);
    const [counts, firsts, lasts] = [this.#counts, this.#first, this.#last];
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number;
      const group = groups[row] as number;
      const at = group * statuses + (status[row] as number) - 1;
      counts[at] = (counts[at] as number) + 1;
      const time = start + (times[row] as number);
      if (time < (firsts[group] as number)) firsts[group] = time;
      if (time > (lasts[group] as number)) lasts[group] = time;
    }
  }

  /**
   * Adds what a segment has counted; each value is a group.
   * @param meant 1 for each status that counts, by its number
   */
  addRollup(rollup: Rollup, meant: Uint8Array, start: number): void {
    for (let at = 0; at < rollup.length; at += entry.length) {
      const status = rollup[at + entry.status] as number;
      if (meant[status] !== 1) continue;
      const [first, last] = [rollup[at + entry.first] as number, rollup[at + entry.last] as number];
      this.#addTo(rollup[at + entry.value] as number, start + first, start + last);
      const to = (rollup[at + entry.value] as number) * statuses + status - 1;
      this.#counts[to] = (this.#counts[to] as number) + (rollup[at + entry.count] as number);
    }
  }

  /** Adds what another has counted for a group. */
  addGroup(group: number, other: Tallies, from: number): void {
    this.#addTo(group, other.first(from), other.last(from));
    for (let status = 0; status < statuses; status++) {
      const to = group * statuses + status;
      this.#counts[to] = (this.#counts[to] as number) + other.count(from, status + 1);
    }
  }

  #addTo(group: number, first: number, last: number): void {
    this.#makeRoom(group + 1);
    this.#first[group] = Math.min(this.#first[group] as number, first);
    this.#last[group] = Math.max(this.#last[group] as number, last);
  }

  #makeRoom(size: number): void {
    if (size <= this.size) return;
    const length = Math.max(size, this.size * 2);
    const [counts, first, last] = [this.#counts, this.#first, this.#last];
    this.#counts = new Uint32Array(length * statuses);
    this.#counts.set(counts);
    this.#first = new Float64Array(length).fill(Infinity);
    this.#first.set(first);
    this.#last = new Float64Array(length).fill(-Infinity);
    this.#last.set(last);
  }
}
