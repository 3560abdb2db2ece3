import type { Fragment } from "./groups.ts";

/** A query whose fragments all take from one table, `s_all`, which is made once. */
export function statementsOf(all: string, fragments: readonly Omit<Fragment, "needs">[]): string {
  return [
    `let s_all = materialize(${all})`,
    ...fragments.flatMap(({ statements }) => statements),
    `union\n  ${fragments.flatMap(({ parts }) => parts).join(",\n  ")}`,
  ].join(";\n");
}
