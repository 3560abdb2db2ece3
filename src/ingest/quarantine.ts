/** Why a record is kept aside. Counted and shown by kind, so the list is closed. */
export const reasons = [
  "not JSON",
  "not CSV",
  "cut off",
  "too long",
  "nested too deeply",
  "damaged file",
  "not a sign-in",
  "no time",
  "no result",
  "no id or content to make one",
] as const;

/** The last form names the property of the sign-in whose value makes no sense. */
export type Reason = (typeof reasons)[number] | `bad value in ${string}`;

/** One record as a file delivers it: its text, and what the text holds or why that cannot be told. */
export type SourceRecord =
  | {
      readonly text: string;
      readonly value: unknown;
      /** The JSON of the value, where that is what the file has. */
      readonly json?: string;
    }
  | { readonly text: string; readonly reason: Reason };

/** Longest record in UTF-16 code units: a hundred times what the longest sign-in takes. Bounds the memory of a reader. */
export const recordLength = 2 * 1024 * 1024;
