import { UserError } from "../../errors.ts";
import type { Asking, Test } from "./conditions.ts";
import type { Engine } from "./engine.ts";
import { allCopies, type Source } from "./source.ts";

/** Values that are read at most to see which of them fit, and values that may stand in one query. */
const mostRead = 100_000;
const mostFitting = 5_000;

/**
 * The values that fit, for each thing that is asked: one query for all of them, or none.
 * @throws UserError where there are too many
 */
export async function fittingValues(
  asking: readonly Asking[],
  source: Source,
  engine: Engine,
  signal: AbortSignal | undefined,
): Promise<readonly (readonly string[])[]> {
  if (asking.length === 0) return [];
  const columns = [...new Set(asking.map(({ column }) => column))];
  const parts = columns.map((column, at) =>
    partOf(
      asking.filter((one) => one.column === column),
      at,
    ),
  );
  const needs = asking.flatMap((one) => one.needs);
  const text = `let s_all = materialize(${allCopies(source, needs)});\nunion ${parts.join(",\n  ")}`;
  const rows = await engine.query(text, signal);
  const values = columns.map((_, at) =>
    rows.filter((row) => row["s_part"] === String(at)).map((row) => String(row["s_value"])),
  );
  if (values.some(({ length }) => length > mostRead)) throw tooMany(mostRead);
  return asking.map(({ column, fits }) => {
    const found = (values[columns.indexOf(column)] ?? []).filter(fits).sort();
    if (found.length > mostFitting) throw tooMany(mostFitting);
    return found;
  });
}

/** The values of one column that can fit any of what is asked. */
function partOf(asking: readonly Asking[], at: number): string {
  const [{ column, isArray } = { column: "", isArray: false }] = asking;
  const wheres = [...new Set(asking.map(({ where }) => where))];
  const narrowed = wheres.includes(undefined) ? "" : ` and (${wheres.join(" or ")})`;
  return [
    `(s_all`,
    isArray ? `mv-expand s_value = ${column} to typeof(string)` : `extend s_value = ${column}`,
    `where isnotempty(s_value)${narrowed}`,
    `summarize by s_value`,
    `take ${mostRead + 1}`,
    `project s_part = "${at}", s_value)`,
  ].join(" | ");
}

/** The predicates of tests, and what they need. */
export interface Tested {
  readonly fixed: { needs: string[]; where: string[] };
  readonly other: { needs: string[]; where: string[] };
}

/** Takes the fitting values to the tests that asked for them. */
export function testedBy(tests: readonly Test[], fitting: readonly (readonly string[])[]): Tested {
  const tested: Tested = { fixed: { needs: [], where: [] }, other: { needs: [], where: [] } };
  let at = 0;
  for (const test of tests) {
    const own = fitting.slice(at, (at += test.asking.length));
    const { needs, where } = test.isFixed ? tested.fixed : tested.other;
    needs.push(...test.needs);
    where.push(test.predicate(own));
  }
  return tested;
}

function tooMany(most: number): UserError {
  return new UserError(
    `More than ${most} different values have to be compared for this, too many for one query. ` +
      `Name what you mean more exactly, or ask about a shorter time.`,
  );
}
