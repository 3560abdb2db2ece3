import type { Condition } from "../../question/question.ts";
import type { Filter } from "../store.ts";
import { chooseTables, compileCondition } from "./conditions.ts";
import type { Engine } from "./engine.ts";
import { fieldColumns } from "./field-columns.ts";
import { fittingValues, testedBy, type Tested } from "./fitting-values.ts";
import { text, texts } from "./literals.ts";
import { newestCopies, type Source } from "./source.ts";
import { entityOfTag } from "./tags.ts";
import { isGuid } from "../../question/name-fits.ts";

/** What every question is asked with. */
export interface Reading {
  readonly engine: Engine;
  /** The moment before which nothing is looked for, in milliseconds since 1970; absent: as far back as the tables go. */
  readonly horizon: () => number | undefined;
  /** Rows that one query of a scan gives at most, unless said otherwise; tests read small pages. */
  readonly pageRows?: number;
}

/** A filter that is ready to become part of queries. */
export interface Prepared {
  readonly source: Source;
  readonly tested: Tested;
}

/** Asks which values fit, where that has to be asked. */
export async function prepare(
  reading: Reading,
  { where, from, to }: Filter,
  signal: AbortSignal | undefined,
): Promise<Prepared> {
  const { tables, rest } = chooseTables(where);
  const source: Source = { tables, ...bounded(reading, from, to) };
  const tests = rest.map(compileCondition);
  const asking = tests.flatMap((test) => test.asking);
  const fitting = await fittingValues(asking, source, reading.engine, signal);
  const before = passedOver(
    rest,
    fitting,
    tests.map((test) => test.asking.length),
  );
  return { source: { ...source, before }, tested: testedBy(tests, fitting) };
}

/** A range, which begins at the horizon at the earliest. */
export function bounded(
  { horizon }: Reading,
  from: number | undefined,
  to: number | undefined,
): Pick<Source, "from" | "to"> {
  const earliest = horizon();
  const begin = Math.max(from ?? -Infinity, earliest ?? -Infinity);
  return {
    ...(begin !== -Infinity && { from: begin }),
    ...(to !== undefined && to !== Infinity && { to }),
  };
}

/** The newest copies of what matches, with some columns, as one pipe. */
export function matching({ source, tested }: Prepared, columns: readonly string[]): string {
  return newestCopies(source, { ...tested, columns });
}

/**
 * What a record has to meet over the table's own columns, which are indexed, so that others are passed over before they
 * are taken apart: one of the ids that are meant or, of who may be named by something else, none.
 */
function passedOver(
  where: readonly Condition[],
  fitting: readonly (readonly string[])[],
  asked: readonly number[],
): string | undefined {
  const predicates: string[] = [];
  let at = 0;
  where.forEach(({ field, is }, index) => {
    const own = fitting.slice(at, (at += asked[index] as number)).flat();
    if (field === "id" || is === undefined || is.includes("")) return;
    const { form, idColumn } = fieldColumns[field];
    if (idColumn === undefined) return;
    const ids = form === "entity" ? own.map((tag) => entityOfTag(tag).id) : is;
    if (ids.length === 0 || !ids.every(isGuid)) return;
    const column = `tostring(column_ifexists(${text(idColumn)}, ""))`;
    const isOne = `${column} in~ ${texts([...new Set(ids)])}`;
    predicates.push(form === "entity" ? `(${isOne} or isempty(${column}))` : isOne);
  });
  return predicates.length === 0 ? undefined : predicates.join(" and ");
}
