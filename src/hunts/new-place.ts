import type { Past } from "./hunt.ts";

/**
 * Places from which a user never got in before: another address, of another network where networks are known (home lines
 * and phones change their addresses, and stay with their provider).
 */
export const newPlace = {
  where: [{ field: "status", is: ["success"] }],
  of: [
    ["user", "ip"],
    ["user", "asn"],
  ],
} as const satisfies Omit<Past, "judge">;
