import type { InvalidKql } from "./evaluate.ts";
import type { KqlType } from "./schema.ts";
import { undocumented } from "./unsupported.ts";

/** How an answer has arrays and bags of dynamics: as JSON in a string, or as part of its own JSON. */
export type DynamicForm = "text" | "nested";

/**
 * A value of an answer as JSON, as the services write it: a long with all its digits, a datetime with seven, of reals NaN
 * and infinity as strings.
 */
export function cellText(value: unknown, type: KqlType, dynamics: DynamicForm): string {
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number" && !Number.isFinite(value)) return JSON.stringify(String(value));
  if (type !== "dynamic" || value === null) return JSON.stringify(value);
  if (typeof value === "string") throw undocumented("how an answer has a text that is a dynamic");
  if (typeof value !== "object") return JSON.stringify(value);
  return dynamics === "nested" ? JSON.stringify(value) : JSON.stringify(JSON.stringify(value));
}

/** The code and message that a service gives of a query that is wrong. The services' own texts are more than the parser's. */
export function failureOf({ diagnostics: [first] }: InvalidKql): {
  readonly isSyntax: boolean;
  readonly code: string;
  readonly message: string;
} {
  // Microsoft numbers errors of grammar below 100.
  const isSyntax = Number(first?.code.slice(2)) < 100;
  return { isSyntax, code: isSyntax ? "SYN0002" : "SEM0100", message: first?.message ?? "" };
}
