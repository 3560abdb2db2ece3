/**
 * The key of a row: the milliseconds since 1970 shifted left, and in the low bits a slot that tells sign-ins of the same
 * millisecond apart. So the table, and every index, is in order of time. The key has 64 bits, more than a JavaScript
 * number holds exactly: only SQL sees it, JavaScript has its two parts.
 */
export interface RowId {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly slot: number;
}

const slotBits = 20;

/** How many sign-ins one millisecond can hold. */
export const slots = 2 ** slotBits;

/** The times that fit beside the slot in 64 bits: the years 1692 to 2248. */
export const earliest = -(2 ** 43);
export const latest = 2 ** 43 - 1;

/** SQL of a key out of two parameters, time and slot. */
export const rowIdOfParts = `((? << ${slotBits}) | ?)`;
/** SQL of the first key at or after one parameter, a time. */
export const firstRowId = `(? << ${slotBits})`;
/** SQL of the parts of a key. */
export const timeOf = (rid: string): string => `(${rid} >> ${slotBits})`;
export const slotOf = (rid: string): string => `(${rid} & ${slots - 1})`;

/** Where a sign-in of this id is put unless the slot is taken: FNV-1a, which spreads ids that resemble each other. */
export function firstSlot(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) {
    hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  }
  return (hash ^ (hash >>> slotBits)) & (slots - 1);
}
